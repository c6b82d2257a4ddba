import type { ServiceOptions } from '@steward/platform';
import { amendDeposit } from './app/amend-deposit';
import { announceGuaranteeExpiry } from './app/announce-guarantee-expiry';
import { missReplenishment } from './app/miss-replenishment';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [
  amendDeposit,
  missReplenishment,
  announceGuaranteeExpiry,
];
