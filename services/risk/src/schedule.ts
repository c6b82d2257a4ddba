import type { ServiceOptions } from '@steward/platform';
import { endAcceptance } from './app/end-acceptance';
import { escalateRisk } from './app/escalate-risk';
import { markReviewOverdue } from './app/mark-review-overdue';
import { missPlan } from './app/miss-plan';
import { missTreatment } from './app/miss-treatment';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [
  markReviewOverdue,
  escalateRisk,
  missPlan,
  missTreatment,
  endAcceptance,
];
