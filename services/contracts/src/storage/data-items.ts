import type { ReadTx, Tx } from '@steward/messaging';
import type { Certificate, HandedData } from '../domain/data-custody';

type Row = Omit<HandedData, 'certificates'>;
type CertificateRow = Omit<Certificate, 'verdict'> & {
  itemId: string;
  isAccepted: boolean | null;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  rejectionReason: string | null;
};

/** All data that the vendor of a contract was given, with its certificates, the oldest first. */
export async function dataItemsOf(tx: ReadTx, contractId: string): Promise<readonly HandedData[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", code, classification, at_end AS "atEnd",
            is_certificate_required AS "isCertificateRequired", what, handed_at AS "handedAt",
            handed_by AS "handedBy"
     FROM data_items WHERE contract_id = $1 ORDER BY id`,
    [contractId],
  );
  const certificates = await tx.manager.query<CertificateRow[]>(
    `SELECT c.id, c.item_id AS "itemId", c.reference, c.file_hash AS "fileHash", c.recorded_at AS "recordedAt",
            c.recorded_by AS "recordedBy", c.is_accepted AS "isAccepted", c.verified_by AS "verifiedBy",
            c.verified_at AS "verifiedAt", c.rejection_reason AS "rejectionReason"
     FROM data_certificates c JOIN data_items i ON i.id = c.item_id WHERE i.contract_id = $1 ORDER BY c.id`,
    [contractId],
  );
  return rows.map((row) => ({
    ...row,
    certificates: certificates.filter(({ itemId }) => itemId === row.id).map(certificateOf),
  }));
}

/** Stores a new item, or what a decision changed of its certificates. */
export function saveDataItem(tx: Tx, before: HandedData | null, item: HandedData): void {
  const { id, contractId, vendorId, code, classification, atEnd, isCertificateRequired, what } = item;
  if (!before) {
    tx.write(
      `INSERT INTO data_items (id, contract_id, vendor_id, code, classification, at_end,
         is_certificate_required, what, handed_at, handed_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, contractId, vendorId, code, classification, atEnd, isCertificateRequired, what],
        ...[item.handedAt, item.handedBy],
      ],
    );
  }
  for (const certificate of item.certificates) {
    if (!before?.certificates.includes(certificate)) saveCertificate(tx, item, certificate);
  }
}

function saveCertificate(tx: Tx, { id: itemId, vendorId }: HandedData, certificate: Certificate): void {
  const { id, reference, fileHash, recordedAt, recordedBy, verdict } = certificate;
  tx.write(
    `INSERT INTO data_certificates (id, item_id, vendor_id, reference, file_hash, recorded_at, recorded_by,
       is_accepted, verified_by, verified_at, rejection_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET is_accepted = excluded.is_accepted, verified_by = excluded.verified_by,
       verified_at = excluded.verified_at, rejection_reason = excluded.rejection_reason`,
    [
      ...[id, itemId, vendorId, reference, fileHash, recordedAt, recordedBy],
      ...[verdict?.isAccepted ?? null, verdict?.by ?? null, verdict?.at ?? null, verdict?.reason ?? null],
    ],
  );
}

function certificateOf(row: CertificateRow): Certificate {
  const { isAccepted, verifiedBy, verifiedAt, rejectionReason: reason, itemId: _, ...certificate } = row;
  if (isAccepted === null) return { ...certificate, verdict: null };
  // The CHECK data_certificates_verdict stands behind each `!`.
  return { ...certificate, verdict: { isAccepted, reason, by: verifiedBy!, at: verifiedAt! } };
}
