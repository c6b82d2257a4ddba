import { Page, view } from '@steward/messaging';
import { decimalString, fractionText, ratio } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { coverageOf } from '../domain/standing';
import { STRATEGIES, type Strategy } from '../domain/treatment';

export type ExposureShown = {
  readonly contractId: string;
  readonly currency: string;
  readonly vendorId: string;
  /** Exact, in minor units. */
  readonly aleMinor: string;
  readonly risks: number;
  readonly depositMinor: string | null;
  /** Deposit by yearly loss, exact, as `2/3`. */
  readonly coverage: string | null;
  /** The same to two decimals, truncated: short cover never looks full. */
  readonly coverageShown: string | null;
};
type Row = Omit<ExposureShown, 'coverage' | 'coverageShown'>;

export class ExposuresPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
}

/** What the contracts' risks come to against their deposits, by contract; one currency a contract. D8. */
export const exposuresPage = view(ExposuresPage, async ({ manager }, { after, limit, vendorId }) => {
  const rows = await manager.query<Row[]>(
    `SELECT contract_id AS "contractId", currency, vendor_id AS "vendorId",
       trim_scale(ale_minor)::text AS "aleMinor", risks, deposit_minor AS "depositMinor"
     FROM exposures
     WHERE contract_id IN (SELECT contract_id FROM exposures
       WHERE ($1::uuid IS NULL OR contract_id > $1) AND ($3::uuid IS NULL OR vendor_id = $3)
       GROUP BY contract_id ORDER BY contract_id LIMIT $2)
     ORDER BY contract_id, currency`,
    [after ?? null, limit, vendorId ?? null],
  );
  const items = rows.map((row): ExposureShown => {
    const depositMinor = row.depositMinor === null ? null : BigInt(row.depositMinor);
    const coverage = coverageOf({ ...row, aleMinor: ratio(row.aleMinor), depositMinor });
    const shown = coverage && decimalString(coverage, 2, 'DOWN');
    return { ...row, coverage: coverage && fractionText(coverage), coverageShown: shown };
  });
  const contracts = new Set(items.map(({ contractId }) => contractId));
  return { items, next: contracts.size === limit ? items.at(-1)!.contractId : null };
});

export type TreatmentShown = {
  readonly treatmentId: string;
  readonly riskId: string;
  readonly vendorId: string;
  readonly strategy: Strategy;
  readonly what: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly status: 'open' | 'completed' | 'cancelled';
  readonly isOverdue: boolean;
};

export class TreatmentsPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @IsIn(['open', 'completed', 'cancelled']) status?: TreatmentShown['status'];
  @IsOptional() @IsIn(STRATEGIES) strategy?: Strategy;
}

/** Treatments, by id. Clause 4.1.2. */
export const treatmentsPage = view(
  TreatmentsPage,
  async ({ manager }, { after, limit, vendorId, status, strategy }) => {
    const items = await manager.query<TreatmentShown[]>(
      `SELECT id AS "treatmentId", risk_id AS "riskId", vendor_id AS "vendorId", strategy, what, owner,
         to_char(due_on, 'YYYY-MM-DD') AS "dueOn", status,
         status = 'open' AND overdue_at IS NOT NULL AS "isOverdue"
       FROM risk_treatments
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR vendor_id = $3)
         AND ($4::text IS NULL OR status = $4) AND ($5::text IS NULL OR strategy = $5)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, vendorId ?? null, status ?? null, strategy ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.treatmentId : null };
  },
);
