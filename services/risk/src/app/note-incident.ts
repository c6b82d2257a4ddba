import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { noteOn } from '../domain/major-incident';
import { loadIncident, saveIncident } from '../storage/incidents';

const NOTED = ['TEAM_ARRIVED', 'NOTE', 'RESTORED'] as const;

export class NoteIncident {
  @IsUUID() incidentId!: string;
  @IsIn(NOTED) kind!: (typeof NOTED)[number];
  @IsString() @Length(1, 1000) note!: string;
  /** When it happened. */
  @IsISO8601({ strict: true }) at!: string;
}

/** Adds a line to an incident's timeline. Clause 2.3.3a. */
export const noteIncident = useCase(NoteIncident, async (tx, { incidentId, kind, note, at }) => {
  const incident = await loadIncident(tx, incidentId);
  const entry = noteOn(incident, { kind, note, at: new Date(at) }, tx);
  saveIncident(tx, incident, [entry]);
  return { incidentId, kind };
});
