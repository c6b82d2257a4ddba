import type { Tx } from '@steward/messaging';
import type { Counts } from '../domain/quarter';

type Amount = { readonly amountMinor: string; readonly currency: string };

/**
 * Every `save` here keeps the newest of its kind: facts of two producers, or of two imports, come in any
 * order.
 */
export async function saveVendor(
  tx: Tx,
  vendor: { vendorId: string; code: string; name: string },
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO vendors (vendor_id, code, name) VALUES ($1, $2, $3)
     ON CONFLICT (vendor_id) DO UPDATE SET code = excluded.code, name = excluded.name`,
    [vendor.vendorId, vendor.code, vendor.name],
  );
}

export type EndedImport = {
  readonly log: string;
  readonly revision: number;
  readonly asOf: Date;
  readonly timezone: string;
  readonly read: number;
  readonly applied: number;
  readonly refused: number;
  readonly warned: number;
  readonly contracts: readonly {
    readonly contractId: string;
    readonly vendorId: string;
    readonly vendorCode: string;
  }[];
  readonly quarters: readonly string[];
  readonly endedAt: Date;
};

/** Quarters add up over the imports of a log; of all else the latest import's count. */
export async function saveImport(tx: Tx, ended: EndedImport): Promise<void> {
  const { log, revision, contracts } = ended;
  await tx.manager.query(
    `INSERT INTO logs AS l (log, revision, as_of, timezone, rows_read, rows_applied, rows_refused, rows_warned, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (log) DO UPDATE SET revision = excluded.revision, as_of = excluded.as_of,
       timezone = excluded.timezone, rows_read = excluded.rows_read, rows_applied = excluded.rows_applied,
       rows_refused = excluded.rows_refused, rows_warned = excluded.rows_warned, ended_at = excluded.ended_at
     WHERE excluded.revision > l.revision`,
    [
      ...[log, revision, ended.asOf, ended.timezone],
      ...[ended.read, ended.applied, ended.refused, ended.warned, ended.endedAt],
    ],
  );
  await tx.manager.query(
    `INSERT INTO log_quarters (log, quarter) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
    [log, ended.quarters],
  );
  await tx.manager.query(
    `INSERT INTO log_contracts (log, revision, ordinal, contract_id, vendor_id, vendor_code)
     SELECT $1, $2, ordinal, contract_id, vendor_id, vendor_code
     FROM unnest($3::uuid[], $4::uuid[], $5::text[]) WITH ORDINALITY AS c (contract_id, vendor_id, vendor_code, ordinal)
     ON CONFLICT DO NOTHING`,
    [
      ...[log, revision],
      contracts.map(({ contractId }) => contractId),
      contracts.map(({ vendorId }) => vendorId),
      contracts.map(({ vendorCode }) => vendorCode),
    ],
  );
}

type Place = { readonly contractId: string; readonly vendorId: string; readonly quarter: string };

export async function savePeriod(
  tx: Tx,
  period: Place & Counts & { readonly revision: number; readonly closedAt: Date },
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO periods AS p
       (contract_id, quarter, vendor_id, revision, on_site, closure, work_orders, closed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (contract_id, quarter) DO UPDATE SET revision = excluded.revision, on_site = excluded.on_site,
       closure = excluded.closure, work_orders = excluded.work_orders, closed_at = excluded.closed_at
     WHERE excluded.revision > p.revision`,
    [
      ...[...placeOf(period), period.revision],
      ...[period.onSite, period.closure, period.workOrders, period.closedAt],
    ],
  );
}

export async function saveAppraisal(
  tx: Tx,
  appraisal: Place & Counts & { readonly revision: number; readonly score: string | null },
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO appraisals AS a (contract_id, quarter, vendor_id, revision, score, on_site, closure, work_orders)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (contract_id, quarter) DO UPDATE SET revision = excluded.revision, score = excluded.score,
       on_site = excluded.on_site, closure = excluded.closure, work_orders = excluded.work_orders
     WHERE excluded.revision > a.revision`,
    [
      ...placeOf(appraisal),
      ...[appraisal.revision, appraisal.score, appraisal.onSite, appraisal.closure, appraisal.workOrders],
    ],
  );
}

/** Amounts are what the quarter comes to now, adjustments included. */
export async function saveSettlement(
  tx: Tx,
  settlement: Place & {
    readonly appraisalRevision: number;
    readonly base: Amount;
    readonly pool: Amount;
    readonly performancePay: Amount;
    readonly total: Amount;
  },
): Promise<void> {
  const { base, pool, performancePay, total } = settlement;
  await tx.manager.query(
    `INSERT INTO settlements AS s (contract_id, quarter, vendor_id, appraisal_revision, currency,
       base_minor, pool_minor, performance_pay_minor, total_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (contract_id, quarter) DO UPDATE SET appraisal_revision = excluded.appraisal_revision,
       currency = excluded.currency, base_minor = excluded.base_minor, pool_minor = excluded.pool_minor,
       performance_pay_minor = excluded.performance_pay_minor, total_minor = excluded.total_minor
     WHERE excluded.appraisal_revision >= s.appraisal_revision`,
    [
      ...placeOf(settlement),
      ...[settlement.appraisalRevision, total.currency],
      ...[base.amountMinor, pool.amountMinor, performancePay.amountMinor, total.amountMinor],
    ],
  );
}

/** Changes only what is given. */
export async function saveDeposit(
  tx: Tx,
  deposit: { contractId: string; vendorId: string; required: Amount | null; balance: Amount | null },
): Promise<void> {
  const { contractId, vendorId, required, balance } = deposit;
  await tx.manager.query(
    `INSERT INTO deposits AS d (contract_id, vendor_id, currency, required_minor, balance_minor)
     VALUES ($1, $2, $3, $4, coalesce($5::bigint, 0))
     ON CONFLICT (contract_id) DO UPDATE SET
       required_minor = coalesce($4, d.required_minor), balance_minor = coalesce($5, d.balance_minor)`,
    [
      contractId,
      vendorId,
      (required ?? balance)?.currency,
      required?.amountMinor ?? null,
      balance?.amountMinor ?? null,
    ],
  );
}

const placeOf = ({ contractId, quarter, vendorId }: Place) => [contractId, quarter, vendorId];
