import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { decideRedLine } from '../domain/red-line';
import { loadRedLine, saveRedLine } from '../storage/red-lines';
import { freezeAgain } from './freeze-quarter';

export class ConfirmRedLine {
  @IsUUID() redLineId!: string;
  /** Why it is dropped; without it, the red line is confirmed. */
  @IfGiven() @IsString() @Length(3, 500) droppedBecause?: string;
}

/** A second person decides; what is confirmed caps its quarter's base score. D3. */
export const confirmRedLine = useCase(ConfirmRedLine, async (tx, { redLineId, droppedBecause }) => {
  const decision = { by: tx.by, reason: droppedBecause ?? null };
  const { state, events } = decideRedLine(await loadRedLine(tx, redLineId), decision, tx.now);
  saveRedLine(tx, state);
  if (state.status === 'confirmed') await freezeAgain(tx, state, 'RED_LINE', redLineId);
  tx.publish(events);
  return { redLineId, status: state.status };
});
