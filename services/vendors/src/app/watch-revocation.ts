import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { lookAtAccess } from '../domain/person';
import { loadPerson, savePerson } from '../storage/personnel';

export class WatchRevocation {
  @IsUUID() personId!: string;
}

/** Runs when the access of a person who left is to be revoked at the latest. Clause 2.2.3b. */
export const watchRevocation = useCase(WatchRevocation, async (tx, { personId }) => {
  const { state, events } = lookAtAccess(await loadPerson(tx, personId), tx.now);
  savePerson(tx, state);
  tx.publish(events);
  return { personId };
});
