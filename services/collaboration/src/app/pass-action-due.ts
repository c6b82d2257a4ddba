import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { passDue } from '../domain/action';
import { loadAction, saveAction } from '../storage/actions';

export class PassActionDue {
  @IsUUID() actionId!: string;
}

/** Runs at 24:00 of an action's last day; what is overdue is announced once. Clause 2.3.2c. */
export const passActionDue = useCase(PassActionDue, async (tx, { actionId }) => {
  const { state, events } = passDue(await loadAction(tx, actionId));
  if (events.length > 0) saveAction(tx, state);
  tx.publish(events, state.dueAt);
  return { actionId, status: state.status };
});
