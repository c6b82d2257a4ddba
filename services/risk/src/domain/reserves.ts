import { ensure, type Decision } from '@steward/domain';
import {
  backupTeamConfirmed,
  backupTeamDeclared,
  backupTeamExpired,
  equipmentInspectionDue,
  type BackupTeamEvent,
  type EquipmentInspectionDue,
} from '@steward/events';
import { DAY_MS } from './assessment';

/** By role, never by name. */
export type Member = { readonly role: string; readonly count: number };
/** People who stand by for a grave fault. Clause 2.3.3a. */
export type BackupTeam = {
  readonly id: string;
  readonly vendorId: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly skills: readonly string[];
  readonly responseMinutes: number;
  readonly confirmedAt: Date;
  /** The first instant at which it no longer counts. */
  readonly freshUntil: Date;
  /** When it was told that it no longer counts. */
  readonly expiredAt: Date | null;
};

/** A team stands by from now on, for so many days. Clause 2.3.3a. */
export function declareTeam(
  declared: Omit<BackupTeam, 'confirmedAt' | 'freshUntil' | 'expiredAt'>,
  freshDays: number,
  now: Date,
): Decision<BackupTeam, BackupTeamEvent> {
  const freshUntil = after(now, freshDays);
  const { id: backupTeamId, vendorId, skills, responseMinutes } = declared;
  const told = { backupTeamId, vendorId, skills: [...skills], responseMinutes, freshUntil, declaredAt: now };
  return {
    state: { ...declared, confirmedAt: now, freshUntil, expiredAt: null },
    events: [backupTeamDeclared(told)],
  };
}

/** A team still stands by, also one that had gone stale. Clause 2.3.3a. */
export function confirmTeam(
  team: BackupTeam,
  freshDays: number,
  now: Date,
): Decision<BackupTeam, BackupTeamEvent> {
  const freshUntil = after(now, freshDays);
  const { id: backupTeamId, vendorId } = team;
  return {
    state: { ...team, confirmedAt: now, freshUntil, expiredAt: null },
    events: [backupTeamConfirmed({ backupTeamId, vendorId, freshUntil, confirmedAt: now })],
  };
}

/** Tells once that nobody confirmed a team in time; null where there is nothing to tell. Clause 2.3.3a. */
export function expireTeam(team: BackupTeam, now: Date): Decision<BackupTeam, BackupTeamEvent> | null {
  if (team.expiredAt !== null || team.freshUntil > now) return null;
  const { id: backupTeamId, vendorId } = team;
  return {
    state: { ...team, expiredAt: now },
    events: [backupTeamExpired({ backupTeamId, vendorId, expiredAt: now })],
  };
}

/** What is kept for emergencies. Clause 2.3.3b. */
export type Equipment = {
  readonly id: string;
  readonly vendorId: string;
  readonly name: string;
  readonly quantity: number;
  readonly location: string;
  readonly inspectedAt: Date;
  readonly inspectionDueAt: Date;
  /** When it was told that an inspection is due. */
  readonly dueToldAt: Date | null;
};

/** Keeps an inspection; the next is due so many days later. Breaks `equipment.in-future`. Clause 2.3.3b. */
export function inspected(
  equipment: Omit<Equipment, 'inspectionDueAt' | 'dueToldAt'>,
  days: number,
  now: Date,
): Equipment {
  const { inspectedAt } = equipment;
  const says = `${inspectedAt.toISOString()} has not come yet.`;
  ensure(inspectedAt <= now, 'equipment.in-future', says, '/inspectedAt');
  return { ...equipment, inspectionDueAt: after(inspectedAt, days), dueToldAt: null };
}

/** Tells once that an inspection is due; null where there is nothing to tell. Clause 2.3.3b. */
export function missInspection(
  equipment: Equipment,
  now: Date,
): Decision<Equipment, EquipmentInspectionDue> | null {
  const { id: equipmentId, vendorId, inspectedAt, inspectionDueAt: dueAt, dueToldAt } = equipment;
  if (dueToldAt !== null || dueAt > now) return null;
  return {
    state: { ...equipment, dueToldAt: now },
    events: [equipmentInspectionDue({ equipmentId, vendorId, inspectedAt, dueAt })],
  };
}

const after = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);
