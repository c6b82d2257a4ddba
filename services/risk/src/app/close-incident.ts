import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { closeIncident as close } from '../domain/major-incident';
import { loadIncident, saveIncident } from '../storage/incidents';

export class CloseIncident {
  @IsUUID() incidentId!: string;
  @IsString() @Length(1, 1000) note!: string;
}

/** Clause 2.3.3a. */
export const closeIncident = useCase(CloseIncident, async (tx, { incidentId, note }) => {
  const { state, events, entries } = close(await loadIncident(tx, incidentId), note, tx);
  saveIncident(tx, state, entries);
  tx.publish(events);
  return { incidentId, status: state.status, closedAt: state.closedAt.toISOString() };
});
