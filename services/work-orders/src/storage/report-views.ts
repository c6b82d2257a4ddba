import { NotFound } from '@steward/domain';
import { Page, policyInForce, view } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsUUID, Length, Matches } from 'class-validator';
import { dutyOf, PERIOD } from '../domain/report-duty';
import { versionsOf } from './contract-versions';
import { reportOf } from './reports';

export type { ServiceReport } from '../domain/service-report';

const STATUSES = ['due', 'overdue', 'submitted'] as const;

export class ReportsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: (typeof STATUSES)[number];
}
export type ShownDuty = {
  readonly reportId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly period: string;
  readonly status: (typeof STATUSES)[number];
  readonly dueAt: Date;
  readonly overdueAt: Date | null;
  readonly submittedAt: Date | null;
  readonly contentHash: string | null;
  readonly remarks: string | null;
};
const STATUS = `CASE WHEN submitted_by IS NOT NULL THEN 'submitted' WHEN overdue_at IS NOT NULL THEN 'overdue'
  ELSE 'due' END`;

/** Reports that are owed or submitted, in the order of their ids. Clause 1.1.3b. */
export const reportsPage = view(ReportsPage, async ({ manager }, { after, limit, contractId, status }) => {
  const items = await manager.query<ShownDuty[]>(
    `SELECT id AS "reportId", contract_id AS "contractId", vendor_id AS "vendorId", period, ${STATUS} AS status,
            due_at AS "dueAt", overdue_at AS "overdueAt", as_of AS "submittedAt",
            content_hash AS "contentHash", remarks
     FROM reports
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       AND ($4::text IS NULL OR ${STATUS} = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.reportId : null };
});

export class OneReport {
  @IsUUID() contractId!: string;
  @Matches(PERIOD, { message: 'period must be a month as 2026-09 or a quarter as 2026Q3' }) period!: string;
  /**
   * What was recorded later is left out. Without it: as it was submitted, else as of the day by which it was
   * due, or of now where that has not come.
   */
  @IsOptional() @IsISO8601({ strict: true, strictSeparator: true }) @Length(20, 35) asOf?: string;
  @IsISO8601() now!: string;
}

/**
 * A contract's service report of a period, made anew from what was on record at its `asOf`. Throws NotFound
 * for another vendor's; breaks `report.not-owed`. Clause 2.3.1d.
 */
export const oneReport = view(OneReport, async (tx, { contractId, period, asOf, now }) => {
  const [contract] = await versionsOf(tx, [contractId]);
  if (!contract) throw new NotFound('contract', contractId);
  const today = new Date(now);
  const dueWorkingDay = Number(await policyInForce({ ...tx, now: today }, 'report-due-working-day'));
  const { id, dueAt } = dutyOf(contract, period, dueWorkingDay);
  const [submitted] = await tx.manager.query<{ asOf: Date | null }[]>(
    'SELECT as_of AS "asOf" FROM reports WHERE id = $1',
    [id],
  );
  const chosen = asOf ? new Date(asOf) : (submitted?.asOf ?? dueAt);
  const at = chosen < today ? chosen : today;
  return reportOf(tx, contract, period, at);
});
