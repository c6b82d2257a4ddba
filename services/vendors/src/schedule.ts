import type { ServiceOptions } from '@steward/platform';

/**
 * What runs by itself: interval in seconds -> use case. The watch over expiring evidence comes here (2.1.1).
 */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];
