import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { leave } from '../domain/person';
import { leaverNorms, loadPerson, savePerson } from '../storage/personnel';
import { watchRevocation } from './watch-revocation';

export class RecordLeaving {
  @IsUUID() personId!: string;
  @IsISO8601({ strict: true }) leftAt!: string;
}

/** A person left: within 24 hours its access is to be revoked. Clause 2.2.3b. */
export const recordLeaving = useCase(RecordLeaving, async (tx, { personId, leftAt }) => {
  const person = await loadPerson(tx, personId);
  const { state, events } = leave(person, new Date(leftAt), await leaverNorms(tx), tx.now);
  savePerson(tx, state);
  tx.publish(events);
  const { revokeBy: dueAt } = state;
  await tx.schedule([{ useCase: watchRevocation, key: personId, dueAt, input: { personId } }]);
  return { personId, revokeBy: dueAt.toISOString() };
});
