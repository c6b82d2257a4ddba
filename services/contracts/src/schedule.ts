import type { ServiceOptions } from '@steward/platform';

/**
 * What runs by itself: interval in seconds -> use case. Reviews and expiries come with the contract's life.
 */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
