import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsISO8601, IsString, IsUUID, Length, Min, ValidateIf } from 'class-validator';
import { LEAVER_ITEMS, showItem, type LeaverItem } from '../domain/person';
import { leaverNorms, loadPerson, savePerson } from '../storage/personnel';

export class ShowLeaverItem {
  @IsUUID() personId!: string;
  @IsIn(LEAVER_ITEMS) item!: LeaverItem;
  /** Where the proof is kept; of a non-compete, what vendor and employee signed. */
  @IsString() @Length(1, 200) reference!: string;
  /** When access was revoked, or the paper signed. */
  @IsISO8601({ strict: true }) at!: string;
  /** The non-compete's term. */
  @ValidateIf(({ item }: ShowLeaverItem) => item === 'NON_COMPETE') @IsInt() @Min(1) months?: number;
}

/** Shows one item of the leaver's checklist; the last one completes it. Clause 2.2.3b. */
export const showLeaverItem = useCase(ShowLeaverItem, async (tx, { personId, item, months, ...given }) => {
  const person = await loadPerson(tx, personId);
  const proof = { reference: given.reference, at: new Date(given.at), by: tx.by };
  const { state, events } = showItem(person, item, proof, months ?? null, await leaverNorms(tx), tx.now);
  savePerson(tx, state);
  tx.publish(events);
  return { personId, shown: Object.keys(state.checklist).sort() };
});
