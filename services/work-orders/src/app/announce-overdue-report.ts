import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { findOverdue } from '../domain/report-duty';
import { loadDuty, saveOverdue } from '../storage/reports';

export class AnnounceOverdueReport {
  @IsUUID() reportId!: string;
}

/** Runs at 24:00 of the day by which a report is due. Clause 1.1.3b. */
export const announceOverdueReport = useCase(AnnounceOverdueReport, async (tx, { reportId }) => {
  const { state, events } = findOverdue(await loadDuty(tx, reportId));
  saveOverdue(tx, state);
  tx.publish(events, state.dueAt);
  return { reportId, isOverdue: state.overdueAt !== null };
});
