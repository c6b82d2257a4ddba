import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { end } from '../domain/planned-window';
import { loadWindow, saveWindow } from '../storage/planned-windows';
import { reckoningsSince } from './reckon-month';

export class EndPlannedWindow {
  @IsUUID() windowId!: string;
  /** After the window's end it is an overrun. */
  @IsInstant() endedAt!: string;
}

/** Tells when planned work ended; an overrun counts as down. A5. */
export const endPlannedWindow = useCase(EndPlannedWindow, async (tx, { windowId, endedAt }) => {
  const window = await loadWindow(tx, windowId);
  const told = { endedAt: new Date(endedAt), reason: null, toldBy: tx.by };
  saveWindow(tx, window, end(window, told, tx.now));
  await tx.schedule(await reckoningsSince(tx, window, window.startsAt));
  return { windowId, endedAt: told.endedAt.toISOString() };
});
