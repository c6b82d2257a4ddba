import { sideBySide } from '@steward/messaging';
import type { ServiceOptions } from '@steward/platform';
import { acceptBySilence } from './app/accept-by-silence';
import { announceInspection } from './app/announce-inspection';
import { closePeriods } from './app/close-periods';
import { deletePosition } from './app/delete-position';
import { expireSurvey } from './app/expire-survey';
import { judgeWorkOrder } from './app/judge-work-order';
import { announceOverdueReport } from './app/announce-overdue-report';
import { openReportDuties } from './app/open-report-duties';
import { moveClocks } from './app/move-clocks';
import { reckonMonth } from './app/reckon-month';
import { markInspectionOverdue } from './app/mark-inspection-overdue';
import { raiseDefects } from './app/raise-defects';

/** What runs by itself: interval in seconds -> use case. */
export const schedule: NonNullable<ServiceOptions['schedule']> = [
  { everySeconds: 600, useCase: closePeriods },
  { everySeconds: 3600, useCase: openReportDuties },
];

/** What runs at an instant that was set for it. */
export const timed: NonNullable<ServiceOptions['timed']> = [
  sideBySide(judgeWorkOrder, ({ workOrderId }) => workOrderId),
  sideBySide(acceptBySilence, ({ workOrderId }) => workOrderId),
  announceOverdueReport,
  reckonMonth,
  moveClocks,
  deletePosition,
  sideBySide(expireSurvey, ({ surveyId }) => surveyId),
  announceInspection,
  markInspectionOverdue,
  raiseDefects,
];
