import { policyInForce, useCase, type Timer, type Tx } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import type { Visit } from '../domain/visit';
import { deletePositionOf } from '../storage/visit-positions';

export class DeletePosition {
  @IsUUID() visitId!: string;
}

/** Where somebody was is forgotten after the policy's days, contested or not. Clause 2.3.1b. */
export const deletePosition = useCase(DeletePosition, async (tx, { visitId }) => {
  deletePositionOf(tx, visitId);
  return { visitId };
});

/** The timer that deletes a visit's position, so many days of 24 hours after it was taken. */
export async function positionTimer(tx: Tx, { id: visitId, checkedInAt }: Visit): Promise<Timer> {
  const days = Number(await policyInForce(tx, 'position-retention-days'));
  const dueAt = new Date(checkedInAt.getTime() + days * 86_400_000);
  return { useCase: deletePosition, key: visitId, dueAt, input: { visitId } };
}
