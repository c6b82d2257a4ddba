import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Quote } from '../domain/quote';

type Row = Omit<Quote, 'quoted'> & { readonly quotedMinor: string; readonly currency: string };

/** What was approved for a change order; null where nothing was told. */
export async function findQuote(tx: Tx, changeOrderId: string): Promise<Quote | null> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT change_order_id AS "changeOrderId", contract_id AS "contractId", vendor_id AS "vendorId",
            contract_version AS "contractVersion", quoted_minor AS "quotedMinor", currency
     FROM change_order_quotes WHERE change_order_id = $1`,
    [changeOrderId],
  );
  if (!row) return null;
  const { quotedMinor, currency, ...order } = row;
  return { ...order, quoted: money(BigInt(quotedMinor), currency) };
}

/** Keeps a quote; one that is known stays as it is. */
export function saveQuote(tx: Tx, { quoted, ...order }: Quote): void {
  tx.write(
    `INSERT INTO change_order_quotes (change_order_id, contract_id, vendor_id, contract_version, quoted_minor,
       currency)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [
      ...[order.changeOrderId, order.contractId, order.vendorId, order.contractVersion],
      ...[quoted.amountMinor, quoted.currency],
    ],
  );
}
