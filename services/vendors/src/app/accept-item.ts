import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { advance, ensureGoesOn, itemAccepted, statusOf } from '../domain/exit';
import { accept } from '../domain/handover-item';
import { loadCase } from '../storage/exit-cases';
import { saveExit } from '../storage/exits';
import { itemIn, saveItem } from '../storage/handover-items';

export class AcceptItem {
  @IsUUID() exitId!: string;
  @IsUUID() itemId!: string;
}

/** The receiver takes an item over; the last one completes the handover. Clause 2.4.2a. */
export const acceptItem = useCase(AcceptItem, async (tx, { exitId, itemId }) => {
  const { exit, items, facts } = await loadCase(tx, exitId);
  ensureGoesOn(exit);
  const accepted = accept(itemIn(items, itemId), tx.by, tx.now);
  const all = items.map((item) => (item.id === itemId ? accepted : item));
  const { state, events } = advance(exit, all, facts, tx.now);
  saveItem(tx, accepted);
  saveExit(tx, state);
  tx.publish([itemAccepted(exit, accepted, all), ...events]);
  return { itemId, status: accepted.status, exitStatus: statusOf(state) };
});
