import { ensure } from '@steward/domain';
import type { AvailabilityTarget } from '@steward/terms';

/** A version of a contract, as far as it promises that services are there. Clause 2.2.1c. */
export type PromisingVersion = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly effectiveAt: Date;
  /** First and last day, in the zone. */
  readonly startOn: string;
  readonly endOn: string;
  readonly timezone: string;
  readonly availability: readonly AvailabilityTarget[];
};

/** A service that a contract promises, or promised once: what windows and outages are about. */
export type PromisedService = {
  readonly contractId: string;
  readonly vendorId: string;
  /** The enterprise's code of it. */
  readonly service: string;
};

/**
 * Breaks `availability.service-unknown` where no version of the contract promises it; `path` is where
 * it was named.
 */
export function promised(
  versions: readonly PromisingVersion[],
  service: string,
  path: `/${string}` = '/service',
): PromisedService {
  const found = versions.find(({ availability }) =>
    availability.some((target) => target.service === service),
  );
  ensure(
    found !== undefined,
    'availability.service-unknown',
    `The contract promises no service ${service}.`,
    path,
  );
  return { contractId: found.contractId, vendorId: found.vendorId, service };
}
