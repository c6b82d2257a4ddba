import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Card, ChangeOrder, ScopeReview } from '../domain/change-order';
import { loadAmended } from './amendments';

type Row = {
  id: string;
  scopeReviewId: string;
  workOrderId: string;
  contractId: string;
  vendorId: string;
  contractVersion: number;
  status: ChangeOrder['status'];
  rateCode: string;
  currency: string;
  hourlyRateMinor: string;
  capMinor: string;
  estimatedMinutes: number;
  quotedMinor: string;
  description: string;
  quotedBy: string;
  quotedAt: Date;
  declinedBy: string | null;
  declinedAt: Date | null;
  reason: string | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  workedMinutes: number | null;
  workedBy: string | null;
  workedAt: Date | null;
  amountMinor: string | null;
  cappedMinor: string | null;
  chargedBy: string | null;
  chargedAt: Date | null;
};
/** A row's columns under the names of `Row`. */
const COLUMNS = `id, scope_review_id AS "scopeReviewId", work_order_id AS "workOrderId",
  contract_id AS "contractId", vendor_id AS "vendorId", contract_version AS "contractVersion", status,
  rate_code AS "rateCode", currency, hourly_rate_minor AS "hourlyRateMinor", cap_minor AS "capMinor",
  estimated_minutes AS "estimatedMinutes", quoted_minor AS "quotedMinor", description,
  quoted_by AS "quotedBy", quoted_at AS "quotedAt", declined_by AS "declinedBy", declined_at AS "declinedAt",
  reason, approved_by AS "approvedBy", approved_at AS "approvedAt", worked_minutes AS "workedMinutes",
  worked_by AS "workedBy", worked_at AS "workedAt", amount_minor AS "amountMinor",
  capped_minor AS "cappedMinor", charged_by AS "chargedBy", charged_at AS "chargedAt"`;

/** Loads and locks: no second quote comes between. Throws NotFound. */
export async function loadScopeReview(tx: Tx, id: string): Promise<ScopeReview> {
  const [review] = await tx.manager.query<ScopeReview[]>(
    `SELECT id, work_order_id AS "workOrderId", contract_id AS "contractId", vendor_id AS "vendorId",
            rate_code AS "rateCode", ended_at IS NULL AS "isOpen"
     FROM scope_reviews WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!review) throw new NotFound('scope-review', id);
  return review;
}

/** The change orders of a scope review, whose lock is held. */
export async function changeOrdersOf(tx: Tx, scopeReviewId: string): Promise<ChangeOrder[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM change_orders WHERE scope_review_id = $1 ORDER BY id`,
    [scopeReviewId],
  );
  return rows.map(fromRow);
}

/** Loads and locks. Throws NotFound. */
export async function loadChangeOrder(tx: Tx, id: string): Promise<ChangeOrder> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM change_orders WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('change-order', id);
  return fromRow(row);
}

/** The rate card in force now, under the contract's lock. Throws NotFound. */
export async function cardOf(tx: Tx, contractId: string): Promise<Card> {
  const { contract, amendments } = await loadAmended(tx, contractId);
  const amendment = amendments.findLast(
    ({ status, effectiveAt }) => status === 'signed' && effectiveAt <= tx.now,
  );
  return {
    ...{ code: contract.code, isInForce: contract.status === 'in-force' },
    contractVersion: amendment?.contractVersion ?? 1,
    rateCard: (amendment?.terms ?? contract).rateCard,
  };
}

/** Keeps a change order as it stands; the quote never changes. */
export function saveChangeOrder(tx: Tx, changeOrder: ChangeOrder): void {
  const row = toRow(changeOrder);
  tx.write(
    `INSERT INTO change_orders (id, scope_review_id, work_order_id, contract_id, vendor_id, contract_version,
       status, rate_code, currency, hourly_rate_minor, cap_minor, estimated_minutes, quoted_minor, description,
       quoted_by, quoted_at, declined_by, declined_at, reason, approved_by, approved_at, worked_minutes,
       worked_by, worked_at, amount_minor, capped_minor, charged_by, charged_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       $23, $24, $25, $26, $27, $28)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, declined_by = excluded.declined_by,
       declined_at = excluded.declined_at, reason = excluded.reason, approved_by = excluded.approved_by,
       approved_at = excluded.approved_at, worked_minutes = excluded.worked_minutes,
       worked_by = excluded.worked_by, worked_at = excluded.worked_at, amount_minor = excluded.amount_minor,
       capped_minor = excluded.capped_minor, charged_by = excluded.charged_by,
       charged_at = excluded.charged_at`,
    [
      ...[row.id, row.scopeReviewId, row.workOrderId, row.contractId, row.vendorId, row.contractVersion],
      ...[row.status, row.rateCode, row.currency, row.hourlyRateMinor, row.capMinor, row.estimatedMinutes],
      ...[row.quotedMinor, row.description, row.quotedBy, row.quotedAt, row.declinedBy, row.declinedAt],
      ...[row.reason, row.approvedBy, row.approvedAt, row.workedMinutes, row.workedBy, row.workedAt],
      ...[row.amountMinor, row.cappedMinor, row.chargedBy, row.chargedAt],
    ],
  );
}

const NOTHING_YET = {
  ...{ declinedBy: null, declinedAt: null, reason: null, approvedBy: null, approvedAt: null },
  ...{ workedMinutes: null, workedBy: null, workedAt: null, chargedBy: null, chargedAt: null },
};

function toRow({ rate, quoted, ...changeOrder }: ChangeOrder): Row {
  const charged = changeOrder.status === 'charged' ? changeOrder : null;
  return {
    ...{ ...NOTHING_YET, ...changeOrder },
    ...{ rateCode: rate.code, currency: quoted.currency, quotedMinor: String(quoted.amountMinor) },
    ...{ hourlyRateMinor: String(rate.hourlyRate.amountMinor), capMinor: String(rate.cap.amountMinor) },
    amountMinor: charged && String(charged.amount.amountMinor),
    cappedMinor: charged && String(charged.capped.amountMinor),
  };
}

function fromRow(row: Row): ChangeOrder {
  const sum = (minor: string) => money(BigInt(minor), row.currency);
  const quote = {
    ...{ id: row.id, scopeReviewId: row.scopeReviewId, workOrderId: row.workOrderId },
    ...{ contractId: row.contractId, vendorId: row.vendorId, contractVersion: row.contractVersion },
    rate: { code: row.rateCode, hourlyRate: sum(row.hourlyRateMinor), cap: sum(row.capMinor) },
    ...{ estimatedMinutes: row.estimatedMinutes, quoted: sum(row.quotedMinor) },
    ...{ description: row.description, quotedBy: row.quotedBy, quotedAt: row.quotedAt },
  };
  // The table's CHECKs stand behind each `!`.
  const approval = () => ({ approvedBy: row.approvedBy!, approvedAt: row.approvedAt! });
  const work = () => ({
    ...{ workedMinutes: row.workedMinutes!, workedBy: row.workedBy!, workedAt: row.workedAt! },
  });
  switch (row.status) {
    case 'quoted':
      return { ...quote, status: 'quoted' };
    case 'declined': {
      const { declinedBy, declinedAt, reason } = row;
      const refusal = { declinedBy: declinedBy!, declinedAt: declinedAt!, reason: reason! };
      return { ...quote, ...refusal, status: 'declined' };
    }
    case 'approved':
      return { ...quote, ...approval(), status: 'approved' };
    case 'worked':
      return { ...quote, ...approval(), ...work(), status: 'worked' };
    case 'charged': {
      const paid = { amount: sum(row.amountMinor!), capped: sum(row.cappedMinor!) };
      const by = { chargedBy: row.chargedBy!, chargedAt: row.chargedAt! };
      return { ...quote, ...approval(), ...work(), ...paid, ...by, status: 'charged' };
    }
  }
}
