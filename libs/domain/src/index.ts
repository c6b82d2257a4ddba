export { CLAUSES } from './clauses';
export type { ClauseId, ClauseOwner, ClauseState, PolicyClause } from './clauses';
export type { Decision } from './decision';
export { SETTLEMENT_LINES, SUBJECT_KINDS } from './dispute-subject';
export type { DisputeSubject, SettlementLine, SubjectKind } from './dispute-subject';
export { ensure, NotFound, RuleBroken } from './errors';
export { importedId } from './imported-id';
export { CAPABILITY_CATEGORIES, SERVICE_KINDS, SEVERITIES, TIERS } from './vocabulary';
export type { CapabilityCategory, ServiceKind, Severity, Tier } from './vocabulary';
