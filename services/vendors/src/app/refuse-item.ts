import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { ensureGoesOn } from '../domain/exit';
import { refuse } from '../domain/handover-item';
import { loadCase } from '../storage/exit-cases';
import { itemIn, saveItem } from '../storage/handover-items';

export class RefuseItem {
  @IsUUID() exitId!: string;
  @IsUUID() itemId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** The receiver gives an item back: it is to be handed over again. Clause 2.4.2a. */
export const refuseItem = useCase(RefuseItem, async (tx, { exitId, itemId, reason }) => {
  const { exit, items } = await loadCase(tx, exitId);
  ensureGoesOn(exit);
  const state = refuse(itemIn(items, itemId), reason, tx.by);
  saveItem(tx, state);
  return { itemId, status: state.status };
});
