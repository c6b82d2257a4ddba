import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/planned-window';
import { loadWindow, saveWindow } from '../storage/planned-windows';

export class ApprovePlannedWindow {
  @IsUUID() windowId!: string;
}

/** Another person of the enterprise approves planned work. Clause 2.2.1c, D2. */
export const approvePlannedWindow = useCase(ApprovePlannedWindow, async (tx, { windowId }) => {
  const window = await loadWindow(tx, windowId);
  const approved = approve(window, tx.by, tx.now);
  saveWindow(tx, window, approved);
  return { windowId, status: approved.status };
});
