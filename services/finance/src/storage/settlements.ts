import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Adjustment } from '../domain/adjustment';
import type { Settlement } from '../domain/settlement';
import { adjustmentsOf, saveAdjustments } from './adjustments';
import { fromPayRow, payColumns, toPayRow, type PayRow } from './pay-columns';

type Row = PayRow & { status: Settlement['status'] };

export const settlements = new EntitySchema<Row>({
  name: 'settlement',
  tableName: 'settlements',
  columns: { ...payColumns, status: { type: 'text' } },
  uniques: [{ name: 'settlements_quarter', columns: ['contractId', 'quarter'] }],
});

/** A contract's settlements with their adjustments, all locked until the transaction ends. */
export async function settlementsOf(tx: Tx, contractId: string): Promise<readonly Settlement[]> {
  const rows = await tx.manager.find(settlements, {
    where: { contractId },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const corrections = await adjustmentsOf(tx, { contractId });
  return rows.map((row) =>
    fromRow(
      row,
      corrections.filter(({ settlementId }) => settlementId === row.id),
    ),
  );
}

/** Loads and locks: of rival approvals the second finds it posted. Throws NotFound. */
export async function loadSettlement(tx: Tx, id: string): Promise<Settlement> {
  const row = await tx.manager.findOne(settlements, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('settlement', id);
  return fromRow(row, await adjustmentsOf(tx, { settlementId: id }));
}

/** Stores settlements and their adjustments; the tables' CHECKs have the last word. */
export async function saveSettlements(tx: Tx, changed: readonly Settlement[]): Promise<void> {
  await tx.manager.upsert(settlements, changed.map(toRow), ['id']);
  const corrections = changed.flatMap((settlement) =>
    settlement.status === 'posted' ? settlement.adjustments : [],
  );
  await saveAdjustments(tx, corrections);
}

export function toRow(settlement: Settlement): Row {
  return { ...toPayRow(settlement), status: settlement.status };
}

export function fromRow(row: Row, adjustments: readonly Adjustment[]): Settlement {
  const original = fromPayRow(row);
  // The CHECKs settlements_submission and settlements_posting stand behind each `!`.
  const submission = () => ({ submittedAt: row.submittedAt!, submittedBy: row.submittedBy! });
  switch (row.status) {
    case 'calculated':
      return { ...original, status: 'calculated' };
    case 'submitted':
      return { ...original, status: 'submitted', ...submission() };
    case 'posted': {
      const approval = { approvedBy: row.approvedBy!, postedAt: row.postedAt! };
      return { ...original, status: 'posted', ...submission(), ...approval, adjustments };
    }
  }
}
