export { availabilityIn } from './availability';
export type {
  Availability,
  AvailabilityFacts,
  AvailabilityTarget,
  AvailabilityTerms,
  Outage,
  PlannedNotCounted,
  PlannedWindow,
} from './availability';
export { targetsOf } from './availability-targets';
export type { AskedTarget, PolicyTarget } from './availability-targets';
export { clockSegments, turnsMade } from './clock-history';
export type { ClockHistory, ClockSegment, Pause, Stop, TargetChange } from './clock-history';
export { isCreditStep, regimeFromWire, regimeToWire } from './credit-regime';
export type { CreditRegimeWire } from './credit-regime';
export {
  assessDamages,
  ATTRIBUTION_CAUSES,
  DEFAULT_LIABILITY_CAP_BPS,
  DEFAULT_REDUCIBLE_ABOVE_BPS,
  reducibleDamages,
  UNCAPPED_CAUSES,
} from './damages';
export type {
  Attribution,
  AttributionCause,
  DamageClaim,
  Damages,
  DamagesClause,
  LiabilityCap,
  UncappedCause,
} from './damages';
export { deadlineAfter } from './deadline';
export type { PausedDeadline } from './deadline';
export { depositRequired } from './deposit';
export { FORMULA_INPUTS, groupsOfFormula, problemOfFormula, valueOfFormula } from './formula';
export type { FormulaGroup, FormulaInputs, FormulaProblem } from './formula';
export { payFactor, PAY_CURVES, performancePay } from './pay-curve';
export type { PayCurve } from './pay-curve';
export { DEFAULT_KPI_SET, dimensionScore, percentMet, scoreOf } from './score';
export type { Dimension, KpiDefinition, KpiDimension, Score } from './score';
export { DEFAULT_CREDIT_REGIME, grantCredit } from './service-credits';
export type {
  CreditRegime,
  CreditRules,
  Failure,
  Measured,
  MonthFee,
  ServiceCredit,
} from './service-credits';
export { coveredQuarterAmount, monthParts, quarterAmount, quarterParts, settleQuarter } from './settlement';
export type { DatedPrice, QuarterSettlement } from './settlement';
export { forecast, readClock } from './sla-clock';
export type { ClockReading, Forecast } from './sla-clock';
export {
  ensurePromisable,
  MILESTONE_KINDS,
  PAUSE_REASONS,
  pausesOf,
  promisedKinds,
  REOPENINGS,
  targetOf,
  termsInForce,
} from './sla-terms';
export type { ClockKind, MilestoneKind, PauseReason, Reopening, SlaTarget, SlaTargets } from './sla-terms';
export { DEFAULT_STREAK_RULES, isPassed, proceduresFor } from './streak';
export type { Procedure, StreakRule } from './streak';
export { factNode } from './trace';
export type { TraceNode, TraceValue } from './trace';
