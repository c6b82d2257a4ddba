import type { ServiceOptions } from '@steward/platform';

/** What runs by itself: interval in seconds -> use case. The console only follows what others announce. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
