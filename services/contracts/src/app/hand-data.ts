import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { termsAt } from '../domain/amendment';
import { hand, missingOf } from '../domain/data-custody';
import { loadAmended } from '../storage/amendments';
import { dataItemsOf, saveDataItem } from '../storage/data-items';

export class HandData {
  @IsUUID() contractId!: string;
  /** The contract's name of the data. */
  @IsString() @Length(1, 64) code!: string;
  /** What exactly, as the file or the medium. */
  @IsString() @Length(3, 500) what!: string;
}

/** The enterprise records that it gave the vendor a piece of its data. Clause 2.2.3a. */
export const handData = useCase(HandData, async (tx, { contractId, ...handing }) => {
  const amended = await loadAmended(tx, contractId);
  const items = await dataItemsOf(tx, contractId);
  const terms = termsAt(amended, tx.now);
  const piece = { ...handing, id: tx.newId(), handedBy: tx.by };
  const { state, events } = hand(amended.contract, terms, items, piece, tx.now);
  saveDataItem(tx, null, state);
  tx.publish(events);
  return { contractId, itemId: state.id, missing: missingOf([...items, state]).length };
});
