import type { CapabilityCategory, Severity } from '@steward/domain';

/** What somebody does to a work order, `at` epoch milliseconds, whole minutes. */
export type Act = { readonly at: number } & (
  | { readonly kind: 'REPORT' | 'DISPATCH' | 'ACCEPT' | 'ARRIVE' | 'PAUSE' | 'RESUME' }
  | { readonly kind: 'RESOLVE' | 'APPROVE' | 'REJECT' }
  | {
      readonly kind: 'CHANGE_SEVERITY';
      readonly severity: Severity;
      readonly cause: 'CUSTOMER' | 'MISCLASSIFIED';
    }
);
export type ActKind = Act['kind'];

/** One work order of the sample year, from its report to the last that people do to it. */
export type Story = {
  readonly number: string;
  readonly vendor: string;
  readonly category: CapabilityCategory;
  readonly severity: Severity;
  /** When the fault was told; earlier than the first act where it was phoned in. D1. */
  readonly reportedAt: number;
  /** In order; no two at one instant. A resolution that nobody answers is accepted by silence. S9. */
  readonly acts: readonly Act[];
};
