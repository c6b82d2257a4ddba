import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Adjustment } from '../domain/adjustment';
import { fromPayRow, payColumns, toPayRow, type PayRow } from './pay-columns';

type Row = PayRow & {
  settlementId: string;
  status: Adjustment['status'];
  baseDifferenceMinor: string;
  performancePayDifferenceMinor: string;
  totalDifferenceMinor: string;
  supersededAt: Date | null;
};

export const adjustments = new EntitySchema<Row>({
  name: 'adjustment',
  tableName: 'settlement_adjustments',
  columns: {
    ...payColumns,
    settlementId: { type: 'uuid', name: 'settlement_id' },
    status: { type: 'text' },
    baseDifferenceMinor: { type: 'bigint', name: 'base_difference_minor' },
    performancePayDifferenceMinor: { type: 'bigint', name: 'performance_pay_difference_minor' },
    totalDifferenceMinor: { type: 'bigint', name: 'total_difference_minor' },
    supersededAt: { type: 'timestamptz', precision: 3, name: 'superseded_at', nullable: true },
  },
  uniques: [{ name: 'adjustments_revision', columns: ['settlementId', 'appraisalRevision'] }],
  indices: [
    { name: 'adjustments_contract', columns: ['contractId'] },
    {
      name: 'adjustments_open',
      columns: ['settlementId'],
      unique: true,
      where: `status IN ('calculated', 'submitted')`,
    },
  ],
});

/** The adjustments of one settlement or of all of a contract's, locked, in the order of their revisions. */
export async function adjustmentsOf(
  tx: Tx,
  of: { readonly contractId: string } | { readonly settlementId: string },
): Promise<readonly Adjustment[]> {
  const rows = await tx.manager.find(adjustments, {
    where: of,
    order: { settlementId: 'ASC', appraisalRevision: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return rows.map(fromRow);
}

/** Loads and locks. Throws NotFound. */
export async function loadAdjustment(tx: Tx, id: string): Promise<Adjustment> {
  const row = await tx.manager.findOne(adjustments, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('adjustment', id);
  return fromRow(row);
}

export async function saveAdjustments(tx: Tx, changed: readonly Adjustment[]): Promise<void> {
  await tx.manager.upsert(adjustments, changed.map(toRow), ['id']);
}

export function toRow(adjustment: Adjustment): Row {
  const { settlementId, status, difference } = adjustment;
  return {
    ...toPayRow(adjustment),
    settlementId,
    status,
    baseDifferenceMinor: difference.base.amountMinor.toString(),
    performancePayDifferenceMinor: difference.performancePay.amountMinor.toString(),
    totalDifferenceMinor: difference.total.amountMinor.toString(),
    supersededAt: adjustment.status === 'superseded' ? adjustment.supersededAt : null,
  };
}

export function fromRow(row: Row): Adjustment {
  const money = (amountMinor: string) => ({ amountMinor: BigInt(amountMinor), currency: row.currency });
  const correction = {
    ...fromPayRow(row),
    settlementId: row.settlementId,
    difference: {
      base: money(row.baseDifferenceMinor),
      performancePay: money(row.performancePayDifferenceMinor),
      total: money(row.totalDifferenceMinor),
    },
  };
  // The CHECKs of the table stand behind each `!`.
  const submission = () => ({ submittedAt: row.submittedAt!, submittedBy: row.submittedBy! });
  switch (row.status) {
    case 'calculated':
      return { ...correction, status: 'calculated' };
    case 'submitted':
      return { ...correction, status: 'submitted', ...submission() };
    case 'posted': {
      const approval = { approvedBy: row.approvedBy!, postedAt: row.postedAt! };
      return { ...correction, status: 'posted', ...submission(), ...approval };
    }
    case 'unchanged':
      return { ...correction, status: 'unchanged' };
    case 'superseded':
      return { ...correction, status: 'superseded', supersededAt: row.supersededAt! };
  }
}
