import type { ServiceOptions } from '@steward/platform';

/** What runs by itself: interval in seconds -> use case. The custodian's statements are reconciled later. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
