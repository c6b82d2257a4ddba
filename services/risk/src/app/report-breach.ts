import { useCase } from '@steward/messaging';
import { IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { reportBreach as report } from '../domain/confidentiality-breach';
import { saveBreach } from '../storage/confidentiality-breaches';
import { vendorOf } from '../storage/contracts';
import { todayOf } from '../storage/norms';

export class ReportBreach {
  @IsUUID() contractId!: string;
  /** What was leaked and how, without personal data. */
  @IsString() @Length(3, 500) what!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) occurredOn!: string;
}

/** Clause 2.2.3c. */
export const reportBreach = useCase(ReportBreach, async (tx, reported) => {
  const vendorId = await vendorOf(tx, reported.contractId);
  const { state, events } = report({ ...reported, id: tx.newId(), vendorId }, await todayOf(tx), tx);
  saveBreach(tx, state);
  tx.publish(events);
  return { breachId: state.id, vendorId, status: state.status };
});
