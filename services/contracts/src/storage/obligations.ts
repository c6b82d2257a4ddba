import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { verifiedOf, type Evidence, type Obligation, type OpenObligation } from '../domain/obligation';

type Row = Omit<OpenObligation, 'status' | 'evidence'> & {
  status: Obligation['status'];
  breachedAt: Date | null;
  fulfilledAt: Date | null;
};
type EvidenceRow = Omit<Evidence, 'verdict'> & {
  isAccepted: boolean | null;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  rejectionReason: string | null;
};

/** Loads and locks an obligation with its evidence, the oldest first. Throws NotFound. */
export async function loadObligation(tx: Tx, id: string): Promise<Obligation> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", contract_version AS "contractVersion",
            code, kind, what, quantity, to_char(due_on, 'YYYY-MM-DD') AS "dueOn", created_at AS "createdAt",
            breaches_at AS "breachesAt", status, breached_at AS "breachedAt", fulfilled_at AS "fulfilledAt"
     FROM obligations WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('obligation', id);
  const pieces = await tx.manager.query<EvidenceRow[]>(
    `SELECT id, reference, quantity, file_hash AS "fileHash", recorded_by AS "recordedBy",
            recorded_at AS "recordedAt", is_accepted AS "isAccepted", verified_by AS "verifiedBy",
            verified_at AS "verifiedAt", rejection_reason AS "rejectionReason"
     FROM evidence WHERE obligation_id = $1 ORDER BY id`,
    [id],
  );
  return fromRow(row, pieces.map(pieceOf));
}

/** Keeps the obligations that a version brings. */
export function insertObligations(tx: Tx, obligations: readonly Obligation[]): void {
  for (const obligation of obligations) {
    const { id, contractId, vendorId, contractVersion, code, kind, what, quantity } = obligation;
    tx.write(
      `INSERT INTO obligations (id, contract_id, vendor_id, contract_version, code, kind, what, quantity,
         due_on, breaches_at, status, verified_quantity, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', 0, $11)`,
      [
        ...[id, contractId, vendorId, contractVersion, code, kind, what, quantity],
        ...[obligation.dueOn, obligation.breachesAt, obligation.createdAt],
      ],
    );
  }
}

/** Stores what a decision changed: how the obligation stands, and the pieces of evidence that it touched. */
export function saveObligation(tx: Tx, before: Obligation, obligation: Obligation): void {
  const { id, vendorId, status } = obligation;
  tx.write(
    `UPDATE obligations SET status = $2, verified_quantity = $3, breached_at = $4, fulfilled_at = $5
     WHERE id = $1`,
    [
      ...[id, status, verifiedOf(obligation)],
      'breachedAt' in obligation ? obligation.breachedAt : null,
      'fulfilledAt' in obligation ? obligation.fulfilledAt : null,
    ],
  );
  const evidence = obligation.evidence.filter((piece) => !before.evidence.includes(piece));
  for (const piece of evidence) saveEvidence(tx, id, vendorId, piece);
}

function saveEvidence(tx: Tx, obligationId: string, vendorId: string, piece: Evidence): void {
  const { id, reference, quantity, fileHash, recordedBy, recordedAt, verdict } = piece;
  tx.write(
    `INSERT INTO evidence (id, obligation_id, vendor_id, reference, quantity, file_hash, recorded_by, recorded_at,
       is_accepted, verified_by, verified_at, rejection_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (id) DO UPDATE SET is_accepted = excluded.is_accepted, verified_by = excluded.verified_by,
       verified_at = excluded.verified_at, rejection_reason = excluded.rejection_reason`,
    [
      ...[id, obligationId, vendorId, reference, quantity, fileHash, recordedBy, recordedAt],
      ...[verdict?.isAccepted ?? null, verdict?.by ?? null, verdict?.at ?? null, verdict?.reason ?? null],
    ],
  );
}

function fromRow(
  { status, breachedAt, fulfilledAt, ...row }: Row,
  evidence: readonly Evidence[],
): Obligation {
  // The CHECKs obligations_fulfilment and obligations_breach stand behind each `!`.
  switch (status) {
    case 'open':
      return { ...row, evidence, status };
    case 'breached':
      return { ...row, evidence, status, breachedAt: breachedAt! };
    case 'fulfilled':
      return { ...row, evidence, status, fulfilledAt: fulfilledAt!, breachedAt };
  }
}

function pieceOf({ isAccepted, verifiedBy, verifiedAt, rejectionReason, ...piece }: EvidenceRow): Evidence {
  if (isAccepted === null) return { ...piece, verdict: null };
  // The CHECK evidence_verdict stands behind each `!`.
  return { ...piece, verdict: { isAccepted, reason: rejectionReason, by: verifiedBy!, at: verifiedAt! } };
}
