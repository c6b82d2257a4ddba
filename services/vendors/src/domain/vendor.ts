import type { Decision } from '@steward/domain';
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
export type Admitted = Known & {
  readonly status: 'admitted';
  readonly admittedAt: Date;
  readonly admittedBy: string;
};
export type Vendor = Registered | Admitted;

/** Takes a company in as a candidate. Clause 2.1.1. */
export function register(company: Company, now: Date): Decision<Registered, VendorRegistered> {
  const { id: vendorId, code, name } = company;
  return {
    state: { ...company, registeredAt: now, status: 'registered' },
    events: [vendorRegistered({ vendorId, code, name, registeredAt: now })],
  };
}
