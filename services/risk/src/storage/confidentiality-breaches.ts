import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import {
  investigationOf,
  type ConfidentialityBreach,
  type Confirmation,
} from '../domain/confidentiality-breach';

/** As the driver delivers it. */
export type BreachRow = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly what: string;
  readonly occurredOn: string;
  readonly reportedBy: string;
  readonly reportedAt: Date;
  readonly status: ConfidentialityBreach['status'];
  readonly findings: string | null;
  readonly lossMinor: string | null;
  readonly lossCurrency: string | null;
  readonly investigatedBy: string | null;
  readonly investigatedAt: Date | null;
  readonly legalBy: string | null;
  readonly legalAt: Date | null;
  readonly technicalBy: string | null;
  readonly technicalAt: Date | null;
  readonly dismissedBy: string | null;
  readonly dismissedAt: Date | null;
  readonly reason: string | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadBreach(tx: Tx, id: string): Promise<ConfidentialityBreach> {
  const [row] = await tx.manager.query<BreachRow[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", what,
       to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", reported_by AS "reportedBy",
       reported_at AS "reportedAt", status, findings, loss_minor AS "lossMinor",
       loss_currency AS "lossCurrency", investigated_by AS "investigatedBy",
       investigated_at AS "investigatedAt", legal_by AS "legalBy", legal_at AS "legalAt",
       technical_by AS "technicalBy", technical_at AS "technicalAt", dismissed_by AS "dismissedBy",
       dismissed_at AS "dismissedAt", reason
     FROM confidentiality_breaches WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('breach', id);
  return breachFromRow(row);
}

/** Stores a breach as it is now. */
export function saveBreach(tx: Tx, breach: ConfidentialityBreach): void {
  const row = breachToRow(breach);
  tx.write(
    `INSERT INTO confidentiality_breaches (id, contract_id, vendor_id, what, occurred_on, reported_by,
       reported_at, status, findings, loss_minor, loss_currency, investigated_by, investigated_at, legal_by,
       legal_at, technical_by, technical_at, dismissed_by, dismissed_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, findings = excluded.findings,
       loss_minor = excluded.loss_minor, loss_currency = excluded.loss_currency,
       investigated_by = excluded.investigated_by, investigated_at = excluded.investigated_at,
       legal_by = excluded.legal_by, legal_at = excluded.legal_at, technical_by = excluded.technical_by,
       technical_at = excluded.technical_at, dismissed_by = excluded.dismissed_by,
       dismissed_at = excluded.dismissed_at, reason = excluded.reason`,
    [
      ...[row.id, row.contractId, row.vendorId, row.what, row.occurredOn, row.reportedBy, row.reportedAt],
      ...[row.status, row.findings, row.lossMinor, row.lossCurrency, row.investigatedBy, row.investigatedAt],
      ...[row.legalBy, row.legalAt, row.technicalBy, row.technicalAt],
      ...[row.dismissedBy, row.dismissedAt, row.reason],
    ],
  );
}

export function breachToRow(breach: ConfidentialityBreach): BreachRow {
  const { id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt, status } = breach;
  const found = investigationOf(breach);
  const { LEGAL, TECHNICAL } = 'confirmations' in breach ? breach.confirmations : {};
  const dismissed = breach.status === 'dismissed' ? breach : null;
  return {
    ...{ id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt, status },
    findings: found?.findings ?? null,
    lossMinor: found?.lossEstimate?.amountMinor.toString() ?? null,
    lossCurrency: found?.lossEstimate?.currency ?? null,
    investigatedBy: found?.investigatedBy ?? null,
    investigatedAt: found?.investigatedAt ?? null,
    ...{ legalBy: LEGAL?.by ?? null, legalAt: LEGAL?.at ?? null },
    ...{ technicalBy: TECHNICAL?.by ?? null, technicalAt: TECHNICAL?.at ?? null },
    ...{ dismissedBy: dismissed?.dismissedBy ?? null, dismissedAt: dismissed?.dismissedAt ?? null },
    reason: dismissed?.reason ?? null,
  };
}

/** The table's CHECKs stand behind each `!`. */
export function breachFromRow(row: BreachRow): ConfidentialityBreach {
  const { id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt, status } = row;
  const reported = { id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt };
  const found = () => ({
    findings: row.findings!,
    lossEstimate: row.lossMinor === null ? null : money(BigInt(row.lossMinor), row.lossCurrency!),
    ...{ investigatedBy: row.investigatedBy!, investigatedAt: row.investigatedAt! },
  });
  const LEGAL: Confirmation | null = row.legalBy === null ? null : { by: row.legalBy, at: row.legalAt! };
  const TECHNICAL: Confirmation | null =
    row.technicalBy === null ? null : { by: row.technicalBy, at: row.technicalAt! };
  switch (status) {
    case 'reported':
      return { ...reported, status };
    case 'investigated':
      return {
        ...{ ...reported, ...found(), status },
        confirmations: { ...(LEGAL && { LEGAL }), ...(TECHNICAL && { TECHNICAL }) },
      };
    case 'confirmed':
      return {
        ...{ ...reported, ...found(), status },
        confirmations: { LEGAL: LEGAL!, TECHNICAL: TECHNICAL! },
      };
    case 'dismissed':
      return {
        ...{ ...reported, status, dismissedBy: row.dismissedBy!, dismissedAt: row.dismissedAt! },
        ...{ reason: row.reason!, investigation: row.findings === null ? null : found() },
      };
  }
}
