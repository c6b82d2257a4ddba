import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Break } from '../domain/escrow-break';

type Row = Omit<Break, 'stated' | 'booked' | 'resolution'> & {
  statedMinor: string;
  bookedMinor: string | null;
  currency: string;
  reason: string | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
};

/** Keeps what was found, and answers with what was not known before. */
export async function insertBreaks(tx: Tx, breaks: readonly Break[]): Promise<readonly Break[]> {
  const fresh: Break[] = [];
  for (const { stated, booked, ...row } of breaks) {
    const rows = await tx.manager.query<object[]>(
      `INSERT INTO escrow_breaks (id, deposit_id, contract_id, vendor_id, kind, custodian_reference, stated_minor,
         booked_minor, currency, stated_on, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (contract_id, custodian_reference, kind) DO NOTHING RETURNING id`,
      [
        ...[row.id, row.depositId, row.contractId, row.vendorId, row.kind, row.custodianReference],
        ...[stated.amountMinor, booked?.amountMinor, stated.currency, row.statedOn, row.foundAt],
      ],
    );
    if (rows.length === 1) fresh.push({ ...row, stated, booked });
  }
  return fresh;
}

/** How many breaks of a contract are open. */
export async function openBreaksOf(tx: Pick<Tx, 'manager'>, contractId: string): Promise<number> {
  const [row] = await tx.manager.query<{ open: number }[]>(
    'SELECT count(*)::int AS open FROM escrow_breaks WHERE contract_id = $1 AND approved_at IS NULL',
    [contractId],
  );
  return row!.open;
}

/** Loads and locks. Throws NotFound. */
export async function loadBreak(tx: Tx, id: string): Promise<Break> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId", kind,
       custodian_reference AS "custodianReference", stated_minor AS "statedMinor", booked_minor AS "bookedMinor",
       currency, to_char(stated_on, 'YYYY-MM-DD') AS "statedOn", found_at AS "foundAt", reason,
       proposed_by AS "proposedBy", proposed_at AS "proposedAt", approved_by AS "approvedBy",
       approved_at AS "approvedAt"
     FROM escrow_breaks WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('escrow-break', id);
  const {
    statedMinor,
    bookedMinor,
    currency,
    reason,
    proposedBy,
    proposedAt,
    approvedBy,
    approvedAt,
    ...found
  } = row;
  // The table's CHECKs stand behind each `!`.
  const approval = approvedBy === null ? null : { by: approvedBy, at: approvedAt! };
  return {
    ...{ ...found, stated: money(BigInt(statedMinor), currency) },
    booked: bookedMinor === null ? null : money(BigInt(bookedMinor), currency),
    resolution:
      reason === null ? null : { reason, proposedBy: proposedBy!, proposedAt: proposedAt!, approval },
  };
}

export function saveResolution(tx: Tx, { id, resolution }: Break): void {
  tx.write(
    `UPDATE escrow_breaks SET reason = $2, proposed_by = $3, proposed_at = $4, approved_by = $5, approved_at = $6
     WHERE id = $1`,
    [
      ...[id, resolution?.reason, resolution?.proposedBy, resolution?.proposedAt],
      ...[resolution?.approval?.by, resolution?.approval?.at],
    ],
  );
}
