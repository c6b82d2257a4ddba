import { Page, view } from '@steward/messaging';
import { decimalString, fractionText } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { coverageOf, isWarning, type Readiness } from '../domain/readiness';
import type { BackupTeam, Equipment } from '../domain/reserves';

export class VendorPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
}
const OF_VENDOR = `($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR vendor_id = $3)`;

export type ReadinessShown = Omit<Readiness, 'tierOn' | 'lastDrillOn' | 'drillMissedOn'> & {
  readonly missingSkills: readonly string[];
  /** Exact, `4/5`. */
  readonly coverage: string | null;
  /** Truncated to one decimal, `80.0`. */
  readonly percent: string | null;
  readonly isWarning: boolean;
  readonly isDrillOverdue: boolean;
};
type Row = Readiness & { readonly missingSkills: readonly string[] };

/** How ready the vendors are, by vendor; a vendor sees itself. Clause 2.3.3. */
export const readinessPage = view(VendorPage, async ({ manager }, { after, limit, vendorId }) => {
  const rows = await manager.query<Row[]>(
    `SELECT vendor_id AS "vendorId", tier, to_char(admitted_on, 'YYYY-MM-DD') AS "admittedOn",
       core_skills AS "coreSkills", covered_skills AS "coveredSkills",
       to_char(drill_due_on, 'YYYY-MM-DD') AS "drillDueOn",
       to_char(drill_missed_on, 'YYYY-MM-DD') AS "drillMissedOn",
       ARRAY(SELECT skill FROM unnest(core_skills) AS skill WHERE skill NOT IN (
         SELECT unnest(t.skills) FROM backup_teams AS t
         WHERE t.vendor_id = r.vendor_id AND t.expired_at IS NULL) LIMIT 50) AS "missingSkills"
     FROM vendor_readiness AS r
     WHERE ($1::uuid IS NULL OR vendor_id > $1) AND ($3::uuid IS NULL OR vendor_id = $3)
     ORDER BY vendor_id LIMIT $2`,
    [after ?? null, limit, vendorId ?? null],
  );
  const items = rows.map(({ drillMissedOn, ...row }): ReadinessShown => {
    const readiness = { ...row, drillMissedOn };
    const coverage = coverageOf(readiness);
    return {
      ...row,
      coverage: coverage && fractionText(coverage),
      percent: coverage && decimalString(coverage.mul(100), 1, 'DOWN'),
      isWarning: isWarning(readiness),
      isDrillOverdue: row.drillDueOn !== null && row.drillDueOn === drillMissedOn,
    };
  });
  return { items, next: items.length === limit ? items.at(-1)!.vendorId : null };
});

export type TeamShown = Omit<BackupTeam, 'id' | 'expiredAt'> & {
  readonly backupTeamId: string;
  readonly isFresh: boolean;
};
/** Backup teams, by id. Clause 2.3.3a. */
export const teamsPage = view(VendorPage, async ({ manager }, { after, limit, vendorId }) => {
  const items = await manager.query<TeamShown[]>(
    `SELECT id AS "backupTeamId", vendor_id AS "vendorId", name, members, skills,
       response_minutes AS "responseMinutes", confirmed_at AS "confirmedAt", fresh_until AS "freshUntil",
       expired_at IS NULL AS "isFresh"
     FROM backup_teams WHERE ${OF_VENDOR} ORDER BY id LIMIT $2`,
    [after ?? null, limit, vendorId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.backupTeamId : null };
});

export type EquipmentShown = Omit<Equipment, 'id' | 'dueToldAt'> & {
  readonly equipmentId: string;
  readonly isDue: boolean;
};
/** Emergency equipment, by id. Clause 2.3.3b. */
export const equipmentPage = view(VendorPage, async ({ manager }, { after, limit, vendorId }) => {
  const items = await manager.query<EquipmentShown[]>(
    `SELECT id AS "equipmentId", vendor_id AS "vendorId", name, quantity, location,
       inspected_at AS "inspectedAt", inspection_due_at AS "inspectionDueAt", due_told_at IS NOT NULL AS "isDue"
     FROM emergency_equipment WHERE ${OF_VENDOR} ORDER BY id LIMIT $2`,
    [after ?? null, limit, vendorId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.equipmentId : null };
});

export class DrillsPage extends VendorPage {
  @IsOptional() @IsIn(['planned', 'passed', 'failed']) status?: 'planned' | 'passed' | 'failed';
}
export type DrillShown = {
  readonly drillId: string;
  readonly vendorId: string;
  readonly scenario: string;
  readonly plannedOn: string;
  readonly rtoTargetMinutes: number;
  readonly actualMinutes: number | null;
  readonly status: 'planned' | 'passed' | 'failed';
  readonly findings: readonly string[] | null;
  readonly retestOf: string | null;
  readonly retestDueOn: string | null;
  readonly isRetestOverdue: boolean;
};
/** Joint drills, by id. Clause 2.3.3c. */
export const drillsPage = view(DrillsPage, async ({ manager }, { after, limit, vendorId, status }) => {
  const items = await manager.query<DrillShown[]>(
    `SELECT id AS "drillId", vendor_id AS "vendorId", scenario, to_char(planned_on, 'YYYY-MM-DD') AS "plannedOn",
       rto_target_minutes AS "rtoTargetMinutes", actual_minutes AS "actualMinutes", status, findings,
       retest_of AS "retestOf", to_char(retest_due_on, 'YYYY-MM-DD') AS "retestDueOn",
       retest_missed_at IS NOT NULL AS "isRetestOverdue"
     FROM drills WHERE ${OF_VENDOR} AND ($4::text IS NULL OR status = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, vendorId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.drillId : null };
});
