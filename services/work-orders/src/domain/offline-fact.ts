import { ensure } from '@steward/domain';
import type { EvidenceGrade } from './facts';
import { insert, isAssigned, SKEW, type WorkOrder, type WorkOrderDecided } from './work-order';

/** What an engineer does where there may be no network. */
export const OFFLINE_KINDS = ['ARRIVED', 'RESOLVED'] as const;
export type OfflineKind = (typeof OFFLINE_KINDS)[number];

/** A device whose key was registered before it may tell anything. Clause 3.2.1a. */
export type Device = {
  readonly id: string;
  readonly vendorId: string;
  readonly registeredAt: Date;
  readonly revokedAt: Date | null;
};

/** A fact as a device told it. */
export type OfflineFact = {
  readonly id: string;
  readonly workOrderId: string;
  readonly kind: OfflineKind;
  readonly occurredAt: Date;
  readonly deviceId: string;
  /** Ed25519, base64; it was checked at the door. */
  readonly signature: string;
  readonly toldAt: Date;
};

/** By whom what was told too late was confirmed: at most two, and never one person twice. */
export type Confirmed = { readonly confirmedBy: string | null; readonly secondedBy: string | null };
export type LateFact = OfflineFact & Confirmed;

/**
 * What a device signs, as UTF-8: work order, kind, and the instant in UTC to the millisecond, parted by line
 * feeds. It can be made again from what is stored.
 */
export const signedText = (workOrderId: string, kind: OfflineKind, occurredAt: Date): string =>
  [workOrderId, kind, occurredAt.toISOString()].join('\n');

/**
 * Whether a fact of a device counts by itself or waits for two persons: it does where it is told within
 * `freshHours`. Breaks `offline-fact.in-future`, `device.foreign`, `device.not-registered-then`,
 * `device.revoked` and what `insert` breaks. S12.
 */
export function tellOffline(
  workOrder: WorkOrder,
  device: Device,
  { kind, occurredAt }: OfflineFact,
  freshHours: number,
  now: Date,
): { readonly counts: boolean; readonly decided: WorkOrderDecided } {
  const vendorId = isAssigned(workOrder) ? workOrder.terms.vendorId : null;
  ensureTells(device, vendorId, occurredAt, now);
  return {
    counts: isFresh(occurredAt, freshHours, now),
    decided: insertTold(workOrder, { kind, occurredAt }, 'B', now),
  };
}

/** Told within `freshHours` it counts by itself. S12. */
export const isFresh = (occurredAt: Date, freshHours: number, now: Date): boolean =>
  now.getTime() - occurredAt.getTime() <= freshHours * 3_600_000;

/**
 * Whether a device may tell what occurred then to the vendor's work. Breaks `offline-fact.in-future`,
 * `device.foreign`, `device.not-registered-then` and `device.revoked`. Clause 3.2.1a.
 */
export function ensureTells(device: Device, vendorId: string | null, occurredAt: Date, now: Date): void {
  ensure(
    occurredAt.getTime() <= now.getTime() + SKEW,
    'offline-fact.in-future',
    `${occurredAt.toISOString()} has not come yet.`,
    '/occurredAt',
  );
  const isOurs = vendorId === device.vendorId;
  ensure(isOurs, 'device.foreign', 'The device belongs to another vendor.', '/deviceId');
  ensure(
    device.registeredAt <= occurredAt,
    'device.not-registered-then',
    `The device was registered only at ${device.registeredAt.toISOString()}.`,
    '/deviceId',
  );
  ensure(
    device.revokedAt === null || occurredAt < device.revokedAt,
    'device.revoked',
    'The device’s key was revoked before.',
    '/deviceId',
  );
}

/**
 * A person of the enterprise confirms a fact that was told too late; with the second, another one, it counts,
 * as evidence of grade C. Breaks `late-fact.decided` and `late-fact.same-person`, and what `insert` breaks.
 */
export function confirmLate(
  late: LateFact,
  workOrder: WorkOrder,
  by: string,
  now: Date,
): { readonly state: LateFact; readonly decided: WorkOrderDecided | null } {
  const state = confirm(late, by);
  return { state, decided: state.secondedBy === null ? null : insertTold(workOrder, late, 'C', now) };
}

/**
 * One person more has confirmed it; with `secondedBy` it counts. Breaks `late-fact.decided` and
 * `late-fact.same-person`. S12.
 */
export function confirm<L extends Confirmed>(late: L, by: string): L {
  ensure(late.secondedBy === null, 'late-fact.decided', 'Two persons have confirmed it already.');
  if (late.confirmedBy === null) return { ...late, confirmedBy: by };
  ensure(late.confirmedBy !== by, 'late-fact.same-person', 'Another person must confirm it.');
  return { ...late, secondedBy: by };
}

const insertTold = (
  workOrder: WorkOrder,
  { kind, occurredAt }: Pick<OfflineFact, 'kind' | 'occurredAt'>,
  grade: EvidenceGrade,
  now: Date,
): WorkOrderDecided => insert(workOrder, { kind, at: occurredAt.getTime() }, grade, now);
