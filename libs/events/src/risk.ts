import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { count, day, id, instant, nullable } from './fields';

const grade = Type.Integer({ minimum: 1, maximum: 5 });
const band = Type.Union([
  Type.Literal('LOW'),
  Type.Literal('MEDIUM'),
  Type.Literal('HIGH'),
  Type.Literal('EXTREME'),
]);
const assessed = {
  riskId: id,
  vendorId: id,
  contractId: nullable(id),
  category: Type.Union([
    Type.Literal('TECHNICAL'),
    Type.Literal('OPERATIONAL'),
    Type.Literal('COMPLIANCE'),
    Type.Literal('COMMERCIAL'),
  ]),
  probability: grade,
  impact: grade,
  band,
};
/** A risk entered the register. Clause 4.1.1. */
export const riskIdentified = event('risk.risk.identified.v1', { ...assessed, identifiedAt: instant });
/** A closed risk came back, or the acceptance of one has run out. */
export const riskReopened = event('risk.risk.reopened.v1', { ...assessed, reopenedAt: instant });
/** An open risk was assessed anew. Clause 4.1.2. */
export const riskAssessed = event('risk.risk.assessed.v1', { ...assessed, assessedAt: instant });
/** A risk left the register; it may come back. */
export const riskClosed = event('risk.risk.closed.v1', { riskId: id, vendorId: id, closedAt: instant });

const told = { riskId: id, vendorId: id, contractId: nullable(id), band };
/** Nobody assessed a risk by the day that its band asks for: its band is stale. D8 R2. */
export const riskReviewOverdue = event('risk.risk.review-overdue.v1', { ...told, reviewDueAt: instant });
/** A risk is EXTREME and goes to the office's head. D8. */
export const riskEscalated = event('risk.risk.escalated.v1', {
  ...told,
  extremeSince: instant,
  escalatedAt: instant,
});
/** An EXTREME risk has no treatment plan by the day on which it was due, told once. Clause 4.1.2. */
export const riskPlanOverdue = event('risk.risk.plan-overdue.v1', { ...told, planDueAt: instant });
/** Owner and office head live with a risk until a day. D8. */
export const riskAccepted = event('risk.risk.accepted.v1', { ...told, until: instant, acceptedAt: instant });

const treatment = {
  treatmentId: id,
  riskId: id,
  vendorId: id,
  strategy: Type.Union([Type.Literal('AVOID'), Type.Literal('MITIGATE'), Type.Literal('TRANSFER')]),
  /** The last day on which it is in time, in the enterprise's zone. */
  dueOn: day,
};
/** Somebody is to do something against a risk by a day. Clause 4.1.2. */
export const treatmentPlanned = event('risk.treatment.planned.v1', { ...treatment, plannedAt: instant });
/** It was done. Clause 4.1.2. */
export const treatmentCompleted = event('risk.treatment.completed.v1', {
  ...treatment,
  completedAt: instant,
});
/** It will not be done. Clause 4.1.2. */
export const treatmentCancelled = event('risk.treatment.cancelled.v1', {
  ...treatment,
  cancelledAt: instant,
});
/** It was not done by its day, told once. Clause 4.1.2. */
export const treatmentOverdue = event('risk.treatment.overdue.v1', { ...treatment, overdueAt: instant });

/** A second person published a matrix; it moves no risk by itself. D8 R3. */
export const matrixPublished = event('risk.matrix.published.v1', {
  matrixId: id,
  matrixVersion: Type.Integer({ minimum: 1 }),
  effectiveOn: day,
  /** By probability first, by impact second. */
  grid: Type.Array(Type.Array(band)),
  publishedAt: instant,
});

/** The gravest band of a vendor's risks is another, or has become stale or fresh again. Clause 4.1.2, R2. */
export const bandChanged = event('risk.band.changed.v1', {
  /** One for each vendor. */
  bandId: id,
  vendorId: id,
  /** Null where the vendor has no risk on the register. */
  band: nullable(band),
  previous: nullable(band),
  /** A risk of that band is overdue for review: it justifies nothing. */
  isStale: Type.Boolean(),
  changedAt: instant,
});
/** What a contract's risks come to in a year, against its deposit, is another sum. D8. */
export const exposureChanged = event('risk.exposure.changed.v1', {
  /** One for each contract and currency. */
  exposureId: id,
  contractId: id,
  vendorId: id,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The yearly expected loss of all risks together, exact, in minor units: `12000000` or `1/3`. */
  aleMinor: Type.String(),
  /** What escrow holds; null where nothing was told of it in this currency. */
  depositMinor: nullable(Type.String({ pattern: '^\\d+$' })),
  /** Deposit by yearly loss as an exact fraction, `1` or `2/3`; null where either is not known or nought. */
  coverage: nullable(Type.String()),
  risks: count,
  changedAt: instant,
});

export type RiskEvent = ReturnType<
  | typeof riskIdentified
  | typeof riskReopened
  | typeof riskAssessed
  | typeof riskClosed
  | typeof riskReviewOverdue
  | typeof riskEscalated
  | typeof riskPlanOverdue
  | typeof riskAccepted
>;
export type TreatmentEvent = ReturnType<
  typeof treatmentPlanned | typeof treatmentCompleted | typeof treatmentCancelled | typeof treatmentOverdue
>;
export type MatrixPublished = ReturnType<typeof matrixPublished>;
export type BandChanged = ReturnType<typeof bandChanged>;
export type ExposureChanged = ReturnType<typeof exposureChanged>;
export type RiskIdentifiedWire = Wire<typeof riskIdentified>;
export type BandChangedWire = Wire<typeof bandChanged>;
export type ExposureChangedWire = Wire<typeof exposureChanged>;
