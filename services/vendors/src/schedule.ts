import type { ServiceOptions } from '@steward/platform';
import { endTransition } from './app/end-transition';
import { startExit } from './app/start-exit';
import { watchCompliance } from './app/watch-compliance';
import { watchRevocation } from './app/watch-revocation';
import { watchQualification } from './app/watch-qualification';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [
  watchQualification,
  watchCompliance,
  endTransition,
  startExit,
  watchRevocation,
];
