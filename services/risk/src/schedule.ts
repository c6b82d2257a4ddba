import type { ServiceOptions } from '@steward/platform';
import { announceEquipment } from './app/announce-equipment';
import { applyTier } from './app/apply-tier';
import { endAcceptance } from './app/end-acceptance';
import { escalateRisk } from './app/escalate-risk';
import { expireBackupTeam } from './app/expire-backup-team';
import { markReviewOverdue } from './app/mark-review-overdue';
import { missDrill } from './app/miss-drill';
import { missPlan } from './app/miss-plan';
import { missRetest } from './app/miss-retest';
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
  applyTier,
  missDrill,
  missRetest,
  expireBackupTeam,
  announceEquipment,
];
