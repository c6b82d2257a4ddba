import type { ServiceOptions } from '@steward/platform';
import { amendDeposit } from './app/amend-deposit';

/** What runs by itself: interval in seconds -> use case. The custodian's statements are reconciled later. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [amendDeposit];
