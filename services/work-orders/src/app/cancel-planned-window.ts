import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { cancel } from '../domain/planned-window';
import { loadWindow, saveWindow } from '../storage/planned-windows';

export class CancelPlannedWindow {
  @IsUUID() windowId!: string;
}

/** Planned work will not take place. */
export const cancelPlannedWindow = useCase(CancelPlannedWindow, async (tx, { windowId }) => {
  const window = await loadWindow(tx, windowId);
  const cancelled = cancel(window, tx.by, tx.now);
  saveWindow(tx, window, cancelled);
  return { windowId, status: cancelled.status };
});
