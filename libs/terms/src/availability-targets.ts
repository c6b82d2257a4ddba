import { areSlots } from '@steward/calendar';
import { ensure } from '@steward/domain';
import type { AvailabilityTarget } from './availability';

/** What a contract says of a service; what it leaves out is the policy's. Clause 2.2.1c. */
export type AskedTarget = Pick<AvailabilityTarget, 'service' | 'name' | 'serviceHours'> &
  Partial<PolicyTarget>;
/** The policy's target, notice and quota on the day of the draft. */
export type PolicyTarget = Pick<
  AvailabilityTarget,
  'targetPerMille' | 'noticeSeconds' | 'monthlyQuotaSeconds'
>;

/**
 * The targets in full, so that no later policy changes what was agreed. Breaks `contract.service-repeated`
 * and `contract.service-hours-wrong`. Clause 2.2.1c.
 */
export function targetsOf(asked: readonly AskedTarget[], policy: PolicyTarget): AvailabilityTarget[] {
  const codes = asked.map(({ service }) => service);
  ensure(
    new Set(codes).size === codes.length,
    'contract.service-repeated',
    'A service stands twice among the availability targets.',
    '/availability',
  );
  return asked.map((target, index) => {
    ensure(
      target.serviceHours === null || areSlots(target.serviceHours),
      'contract.service-hours-wrong',
      `The hours of ${target.service} go forward through a day and do not overlap.`,
      `/availability/${index}/serviceHours`,
    );
    return { ...policy, ...target };
  });
}
