import type { ServiceOptions } from '@steward/platform';
import { announceOverdueStage } from './app/announce-overdue-stage';
import { announceReview } from './app/announce-review';
import { breachObligation } from './app/breach-obligation';
import { escalateReview } from './app/escalate-review';
import { expireContract } from './app/expire-contract';
import { terminateContract } from './app/terminate-contract';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [
  announceReview,
  escalateReview,
  expireContract,
  terminateContract,
  breachObligation,
  announceOverdueStage,
];
