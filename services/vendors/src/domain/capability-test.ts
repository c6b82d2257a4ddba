import { ensure, type Decision } from '@steward/domain';
import { vendorTested, type VendorTested } from '@steward/events';

export const SCENARIOS = ['SERVER_DOWN', 'NETWORK_ATTACK', 'OTHER'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What the assessors found in a simulated fault. */
export type TestSheet = {
  readonly id: string;
  readonly vendorId: string;
  readonly scenario: Scenario;
  /** 0 to 100. */
  readonly score: number;
  /** Logins; at least two persons. */
  readonly assessors: readonly string[];
  readonly heldOn: string;
};
export type CapabilityTest = TestSheet & {
  /** The least score that passed on the day of the scoring. */
  readonly passScore: number;
  readonly scoredAt: Date;
  readonly scoredBy: string;
};

export const isPassed = ({ score, passScore }: CapabilityTest): boolean => score >= passScore;

/**
 * Records a capability test. The last one counts, so that none is recorded behind one that was held later.
 * Breaks `capability-test.not-held` and `capability-test.superseded`. Clause 2.1.2.
 */
export function score(
  sheet: TestSheet,
  last: CapabilityTest | null,
  norms: { readonly passScore: number; readonly today: string },
  by: string,
  now: Date,
): Decision<CapabilityTest, VendorTested> {
  const { vendorId, heldOn } = sheet;
  const { passScore, today } = norms;
  ensure(
    heldOn <= today,
    'capability-test.not-held',
    `The capability test is held on ${heldOn} only; today is ${today}.`,
  );
  ensure(
    last === null || last.heldOn <= heldOn,
    'capability-test.superseded',
    `A capability test of ${last?.heldOn} is on record; one of ${heldOn} comes too late to count.`,
  );
  const test: CapabilityTest = { ...sheet, passScore, scoredAt: now, scoredBy: by };
  const result = { score: test.score, passScore, isPassed: isPassed(test) };
  return { state: test, events: [vendorTested({ vendorId, ...result, scoredAt: now })] };
}
