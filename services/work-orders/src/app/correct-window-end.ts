import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { end } from '../domain/planned-window';
import { loadWindow, saveWindow } from '../storage/planned-windows';
import { reckoningsSince } from './reckon-month';

export class CorrectWindowEnd {
  @IsUUID() windowId!: string;
  @IsInstant() endedAt!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** The enterprise says otherwise when planned work ended; what was said before stays on record. */
export const correctWindowEnd = useCase(CorrectWindowEnd, async (tx, { windowId, endedAt, reason }) => {
  const window = await loadWindow(tx, windowId);
  const told = { endedAt: new Date(endedAt), reason, toldBy: tx.by };
  saveWindow(tx, window, end(window, told, tx.now));
  await tx.schedule(await reckoningsSince(tx, window, window.startsAt));
  return { windowId, endedAt: told.endedAt.toISOString() };
});
