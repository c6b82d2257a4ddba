import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { closeAction as close } from '../domain/action';
import { actingIn } from '../domain/sides';
import { loadAction, saveAction } from '../storage/actions';
import { passActionDue } from './pass-action-due';

export class CloseAction {
  @IsUUID() actionId!: string;
  /** What was done. */
  @IsString() @Length(1, 2000) note!: string;
}

/** A side says that it did what a meeting asked it to do. Clause 2.3.2c. */
export const closeAction = useCase(CloseAction, async (tx, { actionId, note }) => {
  await tx.cancel(passActionDue, [actionId]); // first: the timer too locks itself before the action
  const { state, events } = close(await loadAction(tx, actionId), note, actingIn(tx));
  saveAction(tx, state);
  tx.publish(events);
  return { actionId, status: state.status };
});
