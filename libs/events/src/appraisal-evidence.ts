import { Type } from '@sinclair/typebox';
import { event } from './event';
import { day, id, instant, quarter } from './fields';

const bonus = {
  bonusId: id,
  contractId: id,
  vendorId: id,
  quarter,
  kind: Type.Union([Type.Literal('INNOVATION'), Type.Literal('COST_SAVING')]),
};
/** Points beside the KPIs are claimed, with evidence. Clauses 2.4.1a and 2.4.1b. */
export const bonusClaimed = event('appraisal.bonus.claimed.v1', { ...bonus, claimedAt: instant });
/** Another person found that it is so: it counts in the quarter. Clauses 2.4.1a and 2.4.1b. */
export const bonusVerified = event('appraisal.bonus.verified.v1', { ...bonus, verifiedAt: instant });
/** Another person found that it is not so. Clauses 2.4.1a and 2.4.1b. */
export const bonusRefused = event('appraisal.bonus.refused.v1', { ...bonus, refusedAt: instant });

const redLine = {
  redLineId: id,
  contractId: id,
  vendorId: id,
  quarter,
  kind: Type.Union([
    Type.Literal('DATA_LEAK'),
    Type.Literal('FATAL_SAFETY'),
    Type.Literal('FALSIFIED_RECORDS'),
  ]),
  occurredOn: day,
};
/** Somebody says that a red line was crossed; nothing follows from it yet. D3. */
export const redLineRecorded = event('appraisal.red-line.recorded.v1', { ...redLine, recordedAt: instant });
/** A second person confirmed it: the quarter's base score is capped. D3. */
export const redLineConfirmed = event('appraisal.red-line.confirmed.v1', {
  ...redLine,
  confirmedAt: instant,
});
/** A second person found that it was not crossed. D3. */
export const redLineDropped = event('appraisal.red-line.dropped.v1', { ...redLine, droppedAt: instant });

const appeal = {
  appealId: id,
  appraisalId: id,
  contractId: id,
  vendorId: id,
  quarter,
  /** The revision that it is against. */
  revision: Type.Integer({ minimum: 1 }),
};
/** The vendor appeals against its score. Clause 1.3.1. */
export const appealFiled = event('appraisal.appeal.filed.v1', {
  ...appeal,
  filedAt: instant,
  decisionDueAt: instant,
});
/** Somebody who took no part in the score decided; what is granted makes the next revision. Clause 1.3.1. */
export const appealDecided = event('appraisal.appeal.decided.v1', {
  ...appeal,
  isGranted: Type.Boolean(),
  decidedAt: instant,
});

export type BonusClaimed = ReturnType<typeof bonusClaimed>;
export type BonusVerified = ReturnType<typeof bonusVerified>;
export type BonusRefused = ReturnType<typeof bonusRefused>;
export type RedLineRecorded = ReturnType<typeof redLineRecorded>;
export type RedLineConfirmed = ReturnType<typeof redLineConfirmed>;
export type RedLineDropped = ReturnType<typeof redLineDropped>;
export type AppealFiled = ReturnType<typeof appealFiled>;
export type AppealDecided = ReturnType<typeof appealDecided>;
