import { ensure, type Decision } from '@steward/domain';
import { vendorRegistered, type VendorRegistered } from '@steward/events';

export type Company = {
  readonly id: string;
  /** The enterprise's own code of the vendor, unique. */
  readonly code: string;
  readonly name: string;
  /** The number under which the state knows the company, as its licence shows it. */
  readonly registrationNumber: string;
};
type Known = Company & { readonly registeredAt: Date };

export type Registered = Known & { readonly status: 'registered' };
type Accepted = Known & { readonly admittedAt: Date; readonly admittedBy: string };
export type Admitted = Accepted & { readonly status: 'admitted' };
/** Admitted, and given no new work as long as qualifications that it needs are expired. Clause 2.1.1. */
export type Restricted = Accepted & {
  readonly status: 'restricted';
  readonly restrictedAt: Date;
  /** Ids of the expired papers, in order; one at least. */
  readonly expiredItems: readonly string[];
};
/** A procedure was upheld against it: it is locked out until a day. Clause 1.3.2, D7 E2. */
export type Eliminated = Known & {
  readonly status: 'eliminated';
  /** When it had been admitted; null where that never was. */
  readonly admittedAt: Date | null;
  readonly admittedBy: string | null;
  readonly eliminatedAt: Date;
  readonly eliminatedFor: string;
  /** The first day on which it may be admitted again, in the enterprise's zone. */
  readonly readmissionOn: string;
};
export type Vendor = Registered | Admitted | Restricted | Eliminated;
export const VENDOR_STATES = ['registered', 'admitted', 'restricted', 'eliminated'] as const;

/** A lock that an elimination left; breaks `vendor.readmission-locked` before its last day is over. D7 E2. */
export const ensureUnlocked = (code: string, readmissionOn: string | null, today: string): void =>
  ensure(
    readmissionOn === null || readmissionOn <= today,
    'vendor.readmission-locked',
    `Vendor ${code} was eliminated and may be taken in again from ${readmissionOn} on.`,
  );

/** Takes a company in as a candidate. Clause 2.1.1. */
export function register(company: Company, now: Date): Decision<Registered, VendorRegistered> {
  const { id: vendorId, code, name } = company;
  return {
    state: { ...company, registeredAt: now, status: 'registered' },
    events: [vendorRegistered({ vendorId, code, name, registeredAt: now })],
  };
}
