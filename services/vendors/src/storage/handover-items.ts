import { ensure, NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { HandoverItem, Listed, Proof } from '../domain/handover-item';

type StoredProof = Omit<Proof, 'checkedAt'> & { readonly checkedAt?: string };
type Row = Omit<Listed, 'status'> & {
  readonly status: HandoverItem['status'];
  readonly proof: StoredProof | null;
  readonly handedAt: Date | null;
  readonly handedBy: string | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
};

const COLUMNS = `id, exit_id AS "exitId", vendor_id AS "vendorId", kind, code, what, listed_at AS "listedAt",
  listed_by AS "listedBy", status, refusal, proof, handed_at AS "handedAt", handed_by AS "handedBy",
  accepted_at AS "acceptedAt", accepted_by AS "acceptedBy"`;

/** All items of an exit. */
export async function itemsOf(tx: ReadTx, exitId: string): Promise<readonly HandoverItem[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM handover_items WHERE exit_id = $1 ORDER BY id`,
    [exitId],
  );
  return rows.map(fromRow);
}

/** One of the items. Throws NotFound. */
export function itemIn(items: readonly HandoverItem[], itemId: string): HandoverItem {
  const item = items.find(({ id }) => id === itemId);
  if (!item) throw new NotFound('handover-item', itemId);
  return item;
}

/** Stores items that were just listed, in one statement. Breaks `handover-item.code-taken`. */
export async function insertItems(tx: Tx, items: readonly Listed[]): Promise<void> {
  const inserted = await tx.manager.query<{ code: string }[]>(
    `INSERT INTO handover_items (id, exit_id, vendor_id, kind, code, what, listed_at, listed_by, status)
     SELECT id, "exitId", "vendorId", kind, code, what, "listedAt", "listedBy", status
     FROM json_to_recordset($1) AS item(id uuid, "exitId" uuid, "vendorId" uuid, kind text, code text,
       what text, "listedAt" timestamptz, "listedBy" text, status text)
     ON CONFLICT (exit_id, kind, code) DO NOTHING RETURNING code`,
    [JSON.stringify(items)],
  );
  const isNew = inserted.length === items.length;
  ensure(isNew, 'handover-item.code-taken', 'An item of that kind and code is listed already.');
}

/** Stores what may change of an item. */
export function saveItem(tx: Tx, item: HandoverItem): void {
  const has = item.status !== 'listed';
  const isAccepted = item.status === 'accepted';
  tx.write(
    `UPDATE handover_items SET status = $2, refusal = $3, proof = $4, handed_at = $5, handed_by = $6,
       accepted_at = $7, accepted_by = $8 WHERE id = $1`,
    [
      ...[item.id, item.status, item.refusal, has ? JSON.stringify(item.proof) : null],
      ...[has ? item.handedAt : null, has ? item.handedBy : null],
      ...[isAccepted ? item.acceptedAt : null, isAccepted ? item.acceptedBy : null],
    ],
  );
}

function fromRow({ proof, handedAt, handedBy, acceptedAt, acceptedBy, status, ...row }: Row): HandoverItem {
  if (status === 'listed') return { ...row, status };
  const checkedAt = proof!.checkedAt && { checkedAt: new Date(proof!.checkedAt) };
  // The CHECKs handover_items_handing and _acceptance stand behind each `!`.
  const handed = {
    ...{ ...row, proof: { ...proof!, ...checkedAt } as Proof },
    ...{ handedAt: handedAt!, handedBy: handedBy! },
  };
  if (status === 'handed') return { ...handed, status };
  return { ...handed, status, acceptedAt: acceptedAt!, acceptedBy: acceptedBy! };
}
