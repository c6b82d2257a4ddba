import { useCase } from '@steward/messaging';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { planDrill as plan } from '../domain/drill';
import { loadDrill, saveDrill } from '../storage/drills';
import { todayOf } from '../storage/norms';

export class PlanDrill {
  @IsUUID() vendorId!: string;
  @IsString() @Length(2, 500) scenario!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) plannedOn!: string;
  /** Within how many minutes service is to be back. */
  @IsInt() @Min(1) @Max(100_000) rtoTargetMinutes!: number;
  /** The failed drill that it repeats. */
  @IsOptional() @IsUUID() retestOf?: string;
}

/** Clause 2.3.3c. */
export const planDrill = useCase(PlanDrill, async (tx, { retestOf, ...planned }) => {
  const repeated = retestOf ? await loadDrill(tx, retestOf) : null;
  const { state, events } = plan({ ...planned, id: tx.newId() }, repeated, await todayOf(tx), tx);
  saveDrill(tx, state);
  tx.publish(events);
  return { drillId: state.id, status: state.status };
});
