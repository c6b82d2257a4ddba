import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsString, IsUUID, Length, Matches } from 'class-validator';
import { openAction as open } from '../domain/action';
import { ensureHeld } from '../domain/meeting';
import { SIDES, type Side } from '../domain/sides';
import { saveAction } from '../storage/actions';
import { loadMeeting } from '../storage/meetings';
import { passActionDue } from './pass-action-due';

export class OpenAction {
  @IsUUID() meetingId!: string;
  @IsString() @Length(1, 1000) what!: string;
  /** Who is to do it. */
  @IsIn(SIDES) ownerSide!: Side;
  /** The last day, in the contract's zone. */
  @IsISO8601({ strict: true }) @Matches(/^\d{4}-\d{2}-\d{2}$/) dueOn!: string;
}

/** A meeting that was held asks one side to do something by a day. Clause 2.3.2c. */
export const openAction = useCase(OpenAction, async (tx, { meetingId, ...asked }) => {
  const meeting = ensureHeld(await loadMeeting(tx, meetingId));
  const { state, events } = open(meeting, { ...asked, id: tx.newId() }, tx);
  saveAction(tx, state);
  tx.publish(events);
  const { id: actionId, dueAt, status } = state;
  await tx.schedule([{ useCase: passActionDue, key: actionId, dueAt, input: { actionId } }]);
  return { actionId, status, dueAt: dueAt.toISOString() };
});
