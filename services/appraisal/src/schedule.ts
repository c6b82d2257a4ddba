import type { ServiceOptions } from '@steward/platform';

/** What runs by itself: interval in seconds -> use case. Freezing and publishing have timers of their own. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
