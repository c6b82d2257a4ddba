import { ensure, NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Deposit } from '../domain/deposit';
import type { Closing, Guarantee, Span } from '../domain/guarantee';

type Row = Omit<Guarantee, 'amount' | 'verification' | 'closing' | 'closed'> & {
  amountMinor: string;
  currency: string;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  closingKind: Closing | null;
  closingReason: string | null;
  closingBy: string | null;
  closingAt: Date | null;
  closedKind: Closing | 'REPLACED' | null;
  closedBy: string | null;
  closedAt: Date | null;
};

/** Keeps when a signed contract is planned to end; the first stays. */
export function savePlannedEnd(
  tx: Tx,
  { contractId, vendorId }: Pick<Deposit, 'contractId' | 'vendorId'>,
  endOn: string,
): void {
  tx.write(
    `INSERT INTO planned_ends (contract_id, vendor_id, end_on) VALUES ($1, $2, $3)
     ON CONFLICT (contract_id) DO NOTHING`,
    [contractId, vendorId, endOn],
  );
}

/** How long a guarantee has to run, by the last version. Throws NotFound where none was told. */
export async function spanOf(tx: Tx, contractId: string): Promise<Span> {
  const [row] = await tx.manager.query<{ endOn: string }[]>(
    `SELECT to_char(end_on, 'YYYY-MM-DD') AS "endOn" FROM (
       SELECT contract_version, end_on FROM contract_versions WHERE contract_id = $1
       UNION ALL SELECT 0, end_on FROM planned_ends WHERE contract_id = $1) e
     ORDER BY contract_version DESC LIMIT 1`,
    [contractId],
  );
  if (!row) throw new NotFound('contract-terms', contractId);
  const transitionMonths = Number(await policyInForce(tx, 'transition-months'));
  const marginDays = Number(await policyInForce(tx, 'guarantee-margin-days'));
  return { ...row, transitionMonths, marginDays };
}

/** The zone of a contract's dates; before it is in force, the product's. */
export async function zoneOf(tx: Pick<Tx, 'manager'>, contractId: string): Promise<string> {
  const [row] = await tx.manager.query<{ timezone: string }[]>(
    'SELECT timezone FROM contract_versions WHERE contract_id = $1 ORDER BY contract_version DESC LIMIT 1',
    [contractId],
  );
  return row?.timezone ?? 'Asia/Shanghai';
}

/** Loads and locks. Throws NotFound. */
export async function loadGuarantee(tx: Tx, id: string): Promise<Guarantee> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId", issuer, number,
       amount_minor AS "amountMinor", currency, to_char(expires_on, 'YYYY-MM-DD') AS "expiresOn",
       file_hash AS "fileHash", replaces, recorded_by AS "recordedBy", recorded_at AS "recordedAt",
       verified_by AS "verifiedBy", verified_at AS "verifiedAt", closing_kind AS "closingKind",
       closing_reason AS "closingReason", closing_by AS "closingBy", closing_at AS "closingAt",
       closed_kind AS "closedKind", closed_by AS "closedBy", closed_at AS "closedAt"
     FROM guarantees WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('guarantee', id);
  return fromRow(row);
}

/** The one that is replaced, if any, of the same contract. Throws NotFound. */
export async function loadReplaced(
  tx: Tx,
  { contractId }: Pick<Deposit, 'contractId'>,
  id: string | null | undefined,
): Promise<Guarantee | null> {
  if (!id) return null;
  const guarantee = await loadGuarantee(tx, id);
  if (guarantee.contractId !== contractId) throw new NotFound('guarantee', id);
  return guarantee;
}

/** Breaks `guarantee.recorded-already`, also where a rival was faster. */
export async function insertGuarantee(tx: Tx, { amount, ...row }: Guarantee): Promise<void> {
  const rows = await tx.manager.query<object[]>(
    `INSERT INTO guarantees (id, deposit_id, contract_id, vendor_id, issuer, number, amount_minor, currency,
       expires_on, file_hash, replaces, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (issuer, number, expires_on) DO NOTHING RETURNING id`,
    [
      ...[row.id, row.depositId, row.contractId, row.vendorId, row.issuer, row.number, amount.amountMinor],
      ...[amount.currency, row.expiresOn, row.fileHash, row.replaces, row.recordedBy, row.recordedAt],
    ],
  );
  ensure(
    rows.length === 1,
    'guarantee.recorded-already',
    `${row.issuer} ${row.number} was recorded already.`,
  );
}

/** Keeps how far they have come. */
export function saveGuarantees(tx: Tx, guarantees: readonly Guarantee[]): void {
  for (const { id, verification, closing, closed } of guarantees) {
    tx.write(
      `UPDATE guarantees SET verified_by = $2, verified_at = $3, closing_kind = $4, closing_reason = $5,
         closing_by = $6, closing_at = $7, closed_kind = $8, closed_by = $9, closed_at = $10 WHERE id = $1`,
      [
        ...[id, verification?.by, verification?.at, closing?.kind, closing?.reason, closing?.proposed.by],
        ...[closing?.proposed.at, closed?.kind, closed?.by, closed?.at],
      ],
    );
  }
}

function fromRow(row: Row): Guarantee {
  const { amountMinor, currency, verifiedBy, verifiedAt, closingKind, closingReason, ...rest } = row;
  const { closingBy, closingAt, closedKind, closedBy, closedAt, ...recorded } = rest;
  // The table's CHECKs stand behind each `!`.
  const proposed = () => ({ by: closingBy!, at: closingAt! });
  return {
    ...{ ...recorded, amount: money(BigInt(amountMinor), currency) },
    verification: verifiedBy === null ? null : { by: verifiedBy, at: verifiedAt! },
    closing: closingKind && { kind: closingKind, reason: closingReason!, proposed: proposed() },
    closed: closedKind && { kind: closedKind, by: closedBy!, at: closedAt! },
  };
}
