import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { count, day, id, instant, nullable, tier } from './fields';

/** How far fresh backup teams cover the core skills of a vendor's work changed. Clause 2.3.3a. */
export const readinessChanged = event('risk.readiness.changed.v1', {
  /** One for each vendor. */
  readinessId: id,
  vendorId: id,
  /** Null until the vendor was put into one. */
  tier: nullable(tier),
  coreSkills: count,
  coveredSkills: count,
  /** Exact, `4/5`; null where no core skill was named. */
  coverage: nullable(Type.String()),
  /** A STRATEGIC vendor whose core skills are not all covered. */
  isWarning: Type.Boolean(),
  changedAt: instant,
});

const team = { backupTeamId: id, vendorId: id };
/** A backup team stands by. Clause 2.3.3a. */
export const backupTeamDeclared = event('risk.backup-team.declared.v1', {
  ...team,
  skills: Type.Array(Type.String()),
  responseMinutes: Type.Integer({ minimum: 1 }),
  freshUntil: instant,
  declaredAt: instant,
});
/** It still stands by as it was declared. Clause 2.3.3a. */
export const backupTeamConfirmed = event('risk.backup-team.confirmed.v1', {
  ...team,
  freshUntil: instant,
  confirmedAt: instant,
});
/** Nobody confirmed it for too long: its skills no longer count. Clause 2.3.3a. */
export const backupTeamExpired = event('risk.backup-team.expired.v1', { ...team, expiredAt: instant });

/** Emergency equipment was not inspected for too long, told once. Clause 2.3.3b. */
export const equipmentInspectionDue = event('risk.equipment.inspection-due.v1', {
  equipmentId: id,
  vendorId: id,
  inspectedAt: instant,
  dueAt: instant,
});

const drill = {
  drillId: id,
  vendorId: id,
  /** The failed drill that it repeats. */
  retestOf: nullable(id),
  rtoTargetMinutes: Type.Integer({ minimum: 1 }),
};
/** A joint drill was planned. Clause 2.3.3c. */
export const drillPlanned = event('risk.drill.planned.v1', { ...drill, plannedOn: day, plannedAt: instant });
/** A joint drill was held; one above its target fails and is to be repeated. Clause 2.3.3c. */
export const drillExecuted = event('risk.drill.executed.v1', {
  ...drill,
  actualMinutes: count,
  result: Type.Union([Type.Literal('PASS'), Type.Literal('FAIL')]),
  findings: count,
  /** The last day for the repetition; null where it passed. */
  retestDueOn: nullable(day),
  executedAt: instant,
});
/** A failed drill was not repeated by its day, told once. Clause 2.3.3c. */
export const drillRetestOverdue = event('risk.drill.retest-overdue.v1', {
  ...drill,
  retestDueOn: day,
  overdueAt: instant,
});
/** A vendor's next joint drill was not held by its day, told once. Clause 2.3.3c. */
export const drillCadenceOverdue = event('risk.drill-cadence.overdue.v1', {
  /** One for each vendor. */
  drillCadenceId: id,
  vendorId: id,
  tier,
  dueOn: day,
  overdueAt: instant,
});

export type ReadinessEvent = ReturnType<typeof readinessChanged | typeof drillCadenceOverdue>;
export type BackupTeamEvent = ReturnType<
  typeof backupTeamDeclared | typeof backupTeamConfirmed | typeof backupTeamExpired
>;
export type EquipmentInspectionDue = ReturnType<typeof equipmentInspectionDue>;
export type DrillEvent = ReturnType<typeof drillPlanned | typeof drillExecuted | typeof drillRetestOverdue>;
export type ReadinessChangedWire = Wire<typeof readinessChanged>;
export type DrillExecutedWire = Wire<typeof drillExecuted>;
