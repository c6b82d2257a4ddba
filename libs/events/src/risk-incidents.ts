import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, nullable } from './fields';

const incident = { majorIncidentId: id, vendorId: id, contractId: id };

/** A grave fault was declared a major incident; a backup team is called where one stands by. 2.3.3a. */
export const majorIncidentOpened = event('risk.major-incident.opened.v1', {
  ...incident,
  cause: Type.Union([Type.Literal('L1_BREACH'), Type.Literal('MANUAL')]),
  /** The work order, where one caused it. */
  workOrderId: nullable(id),
  /** The team that was called; null where none stood by. */
  backupTeamId: nullable(id),
  openedAt: instant,
});
/** A major incident is over. Clause 2.3.3a. */
export const majorIncidentClosed = event('risk.major-incident.closed.v1', { ...incident, closedAt: instant });
/** A backup team is called to a major incident. Clause 2.3.3a. */
export const backupTeamActivated = event('risk.backup-team.activated.v1', {
  backupTeamId: id,
  vendorId: id,
  majorIncidentId: id,
  activatedAt: instant,
  /** By when it is to be there. */
  responseDueAt: instant,
});

export type MajorIncidentEvent = ReturnType<
  typeof majorIncidentOpened | typeof majorIncidentClosed | typeof backupTeamActivated
>;
export type MajorIncidentOpenedWire = Wire<typeof majorIncidentOpened>;
