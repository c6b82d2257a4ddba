import type { ReadTx, Tx } from '@steward/messaging';
import type { Consent, GateWaiver, WaivableGate } from '../domain/waiver';

type Row = {
  readonly id: string;
  readonly vendorId: string;
  readonly gate: WaivableGate;
  readonly validTo: string | null;
  readonly office: Consent | null;
  readonly legal: Consent | null;
};

/** The waivers of a vendor, the newest first. */
export async function waiversOf(tx: ReadTx, vendorId: string): Promise<readonly GateWaiver[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT id, vendor_id AS "vendorId", gate, to_char(valid_to, 'YYYY-MM-DD') AS "validTo",
       CASE WHEN office_by IS NOT NULL THEN
         json_build_object('by', office_by, 'reason', office_reason, 'at', office_at) END AS office,
       CASE WHEN legal_by IS NOT NULL THEN
         json_build_object('by', legal_by, 'reason', legal_reason, 'at', legal_at) END AS legal
     FROM gate_waivers WHERE vendor_id = $1 ORDER BY id DESC LIMIT 100`,
    [vendorId],
  );
  return rows.map(({ office, legal, ...row }) => ({
    ...row,
    consents: {
      ...(office && { OFFICE_HEAD: { ...office, at: new Date(office.at) } }),
      ...(legal && { LEGAL: { ...legal, at: new Date(legal.at) } }),
    },
  }));
}

/** Stores a waiver as it now is. */
export function saveWaiver(tx: Tx, { id, vendorId, gate, consents, validTo }: GateWaiver): void {
  const { OFFICE_HEAD: office, LEGAL: legal } = consents;
  tx.write(
    `INSERT INTO gate_waivers (id, vendor_id, gate, office_by, office_reason, office_at, legal_by, legal_reason,
       legal_at, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (id) DO UPDATE SET office_by = excluded.office_by, office_reason = excluded.office_reason,
       office_at = excluded.office_at, legal_by = excluded.legal_by, legal_reason = excluded.legal_reason,
       legal_at = excluded.legal_at, valid_to = excluded.valid_to`,
    [
      ...[id, vendorId, gate, office?.by, office?.reason, office?.at],
      ...[legal?.by, legal?.reason, legal?.at, validTo],
    ],
  );
}
