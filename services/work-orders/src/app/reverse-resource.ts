import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { reverse } from '../domain/resources';
import { insertEntries, loadEntry } from '../storage/resource-entries';

export class ReverseResource {
  @IsUUID() entryId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Takes an entry back, by another one. Clause 2.3.1c. */
export const reverseResource = useCase(ReverseResource, async (tx, { entryId, reason }) => {
  const { entries, events } = reverse(await loadEntry(tx, entryId), tx.newId(), reason);
  await insertEntries(tx, entries);
  tx.publish(events);
  return { entryId: entries[0]!.id, reversalOf: entryId };
});
