import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { markOverdue } from '../domain/inspection';
import { loadInspection, saveInspection } from '../storage/inspections';

export class MarkInspectionOverdue {
  @IsUUID() inspectionId!: string;
}

/** Runs when a round should have been recorded; that it was not is told once. Clause 3.2.1a. */
export const markInspectionOverdue = useCase(MarkInspectionOverdue, async (tx, { inspectionId }) => {
  const { state, events } = markOverdue(await loadInspection(tx, inspectionId), tx.now);
  saveInspection(tx, state);
  tx.publish(events);
  return { inspectionId, announced: events.length };
});
