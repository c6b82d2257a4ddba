import type { ServiceOptions } from '@steward/platform';
import { scheduleMeetings } from './app/schedule-meetings';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [
  { everySeconds: 86_400, useCase: scheduleMeetings },
];
