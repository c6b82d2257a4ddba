import type { ServiceOptions } from '@steward/platform';

/** What runs by itself: interval in seconds -> use case. Reminders of due reviews come later. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
