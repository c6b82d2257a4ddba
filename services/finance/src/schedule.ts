import type { ServiceOptions } from '@steward/platform';

/** What runs by itself: interval in seconds -> use case. Statements of the custodian come with reconciliation. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
