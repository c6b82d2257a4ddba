import { ensure, type Decision } from '@steward/domain';
import { backupTeamActivated, majorIncidentClosed, majorIncidentOpened } from '@steward/events';
import type { MajorIncidentEvent } from '@steward/events';
import type { DecidedMilestone } from './occurrence';
import type { BackupTeam } from './reserves';
import type { Occasion } from './risk';

export type IncidentCause = 'L1_BREACH' | 'MANUAL';
type Opened = {
  readonly id: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly cause: IncidentCause;
  /** The work order, where one caused it. */
  readonly workOrderId: string | null;
  readonly what: string;
  /** The team that was called; null where none stood by. */
  readonly backupTeamId: string | null;
  readonly openedAt: Date;
};
/** A grave fault for which a backup team is called. Clause 2.3.3a. */
export type MajorIncident =
  | (Opened & { readonly status: 'active' })
  | (Opened & { readonly status: 'closed'; readonly closedAt: Date; readonly closedBy: string });

export const ENTRY_KINDS = [
  'OPENED',
  'TEAM_ACTIVATED',
  'NO_TEAM',
  'TEAM_ARRIVED',
  'NOTE',
  'RESTORED',
  'BREACH_RETRACTED',
  'CLOSED',
] as const;
/** One line of an incident's timeline; lines are added and never changed. Clause 2.3.3a. */
export type Entry = {
  readonly kind: (typeof ENTRY_KINDS)[number];
  readonly note: string;
  readonly at: Date;
  readonly by: string;
};
type Moved<State> = Decision<State, MajorIncidentEvent> & { readonly entries: readonly Entry[] };

/** Opens an incident and calls the team, where one stands by. Clause 2.3.3a. */
export function openIncident(
  opened: Omit<Opened, 'openedAt' | 'backupTeamId'>,
  team: Pick<BackupTeam, 'id' | 'name' | 'responseMinutes'> | null,
  { by, now }: Occasion,
): Moved<Extract<MajorIncident, { status: 'active' }>> {
  const { id: majorIncidentId, vendorId, contractId, cause, workOrderId } = opened;
  const backupTeamId = team?.id ?? null;
  const responseDueAt = team && new Date(now.getTime() + team.responseMinutes * 60_000);
  const told = { majorIncidentId, vendorId, contractId, cause, workOrderId, backupTeamId, openedAt: now };
  const called: readonly MajorIncidentEvent[] =
    team && responseDueAt
      ? [
          backupTeamActivated({
            ...{ backupTeamId: team.id, vendorId, majorIncidentId },
            ...{ activatedAt: now, responseDueAt },
          }),
        ]
      : [];
  const second: Pick<Entry, 'kind' | 'note'> = team
    ? { kind: 'TEAM_ACTIVATED', note: team.name }
    : { kind: 'NO_TEAM', note: 'No fresh backup team stands by.' };
  return {
    state: { ...opened, backupTeamId, openedAt: now, status: 'active' },
    events: [majorIncidentOpened(told), ...called],
    entries: [
      { kind: 'OPENED', note: opened.what, at: now, by },
      { ...second, at: now, by },
    ],
  };
}

/** Adds a line to an active incident. Breaks `incident.closed` and `incident.outside`. Clause 2.3.3a. */
export function noteOn(incident: MajorIncident, entry: Omit<Entry, 'by'>, { by, now }: Occasion): Entry {
  ensure(incident.status === 'active', 'incident.closed', 'The incident is closed.');
  const isKnown = entry.at >= incident.openedAt && entry.at <= now;
  ensure(isKnown, 'incident.outside', 'A line is of the time since the incident was opened.', '/at');
  return { ...entry, by };
}

/** Ends an incident. Breaks `incident.closed`. Clause 2.3.3a. */
export function closeIncident(
  incident: MajorIncident,
  note: string,
  { by, now }: Occasion,
): Moved<Extract<MajorIncident, { status: 'closed' }>> {
  ensure(incident.status === 'active', 'incident.closed', 'The incident is closed.');
  const { id: majorIncidentId, vendorId, contractId } = incident;
  return {
    state: { ...incident, status: 'closed', closedAt: now, closedBy: by },
    events: [majorIncidentClosed({ majorIncidentId, vendorId, contractId, closedAt: now })],
    entries: [{ kind: 'CLOSED', note, at: now, by }],
  };
}

const HOUR_MS = 3_600_000;

/**
 * Whether a verdict calls for a backup team: a breach at severity 1 that is not long past. One that an import
 * tells of later calls nobody. Clause 2.3.3a.
 *
 * @param hours how long ago it may be
 */
export function callsForTeam(
  { verdict, severity, decidedAt }: DecidedMilestone,
  hours: number,
  now: Date,
): boolean {
  const isGrave = verdict === 'BREACHED' && severity === 1;
  return isGrave && now.getTime() - decidedAt.getTime() <= hours * HOUR_MS;
}

/**
 * What a milestone's verdict does to the incident of its work order: a grave breach opens one, once; one that
 * is taken back is noted, and people decide on the rest. Null where nothing follows. Clause 2.3.3a.
 */
export function onVerdict(
  { milestone, incident, isTakenBack }: BreachKnown,
  opened: Omit<Opened, 'openedAt' | 'backupTeamId'>,
  team: Parameters<typeof openIncident>[1],
  { by, now }: Occasion,
): Moved<MajorIncident> | null {
  if (incident?.status === 'active' && isTakenBack) {
    const note = `The verdict is ${milestone.verdict} at severity ${milestone.severity}.`;
    return { state: incident, events: [], entries: [{ kind: 'BREACH_RETRACTED', note, at: now, by }] };
  }
  return incident || isTakenBack ? null : openIncident(opened, team, { by, now });
}
export type BreachKnown = {
  readonly milestone: DecidedMilestone;
  readonly incident: MajorIncident | null;
  /** It was a breach at severity 1 before, and is not any more. */
  readonly isTakenBack: boolean;
};
