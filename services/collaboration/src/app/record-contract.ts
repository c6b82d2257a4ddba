import { useCase } from '@steward/messaging';
import { IsOptional, IsString, IsTimeZone, IsUUID, Matches } from 'class-validator';
import { place } from '../domain/agenda';
import { announced } from '../domain/meeting';
import { saveItems, waitingItems } from '../storage/agenda-items';
import { saveContract } from '../storage/contracts';
import { insertMeetings } from '../storage/meetings';
import { monthEnds } from './miss-meeting';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class RecordContract {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsString() code!: string;
  @Matches(DAY) startOn!: string;
  @Matches(DAY) endOn!: string;
  /** Told when the contract comes into force. */
  @IsOptional() @IsTimeZone() timezone?: string;
}

/** Breaches that came before the contract's zone was known find their meetings now. Clause 2.3.2c. */
export const recordContract = useCase(RecordContract, async (tx, { contractId, timezone, ...terms }) => {
  const contract = await saveContract(tx, { ...terms, id: contractId, timezone: timezone ?? null });
  const agenda = place(await waitingItems(tx, contractId), [contract], tx.now);
  saveItems(tx, agenda.items);
  const created = await insertMeetings(tx, agenda.meetings);
  tx.publish(announced(created));
  await tx.schedule(monthEnds(created, tx.now));
  return { contractId };
});
