import { NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Exit, ExitFact, Release } from '../domain/deposit-release';
import { loadLiabilityTerms } from './liability-terms';

type Row = Pick<Release, 'id' | 'depositId' | 'contractId' | 'vendorId' | 'requestedBy' | 'requestedAt'> & {
  depositMinor: string;
  interestMinor: string;
  currency: string;
  approvedBy: string | null;
  approvedAt: Date | null;
  returnId: string | null;
  closedKind: 'REFUSED' | 'CANCELLED' | null;
  closedReason: string | null;
  closedBy: string | null;
  closedAt: Date | null;
};

/** What is known of a contract's end. Throws NotFound where its terms are not known. D6.9. */
export async function loadExit(tx: Pick<Tx, 'manager' | 'now'>, contractId: string): Promise<Exit> {
  const { timezone } = await loadLiabilityTerms(tx, contractId);
  const [end] = await tx.manager.query<{ endedAt: Date }[]>(
    'SELECT ended_at AS "endedAt" FROM contract_ends WHERE contract_id = $1',
    [contractId],
  );
  const facts = await tx.manager.query<{ fact: ExitFact }[]>(
    'SELECT fact FROM exit_facts WHERE contract_id = $1',
    [contractId],
  );
  const transitionMonths = Number(await policyInForce(tx, 'transition-months'));
  const [data] = await tx.manager.query<{ missing: number }[]>(
    'SELECT missing FROM data_custody WHERE contract_id = $1',
    [contractId],
  );
  return {
    ...{ timezone, transitionMonths, endedAt: end?.endedAt ?? null, facts: facts.map(({ fact }) => fact) },
    missingData: data?.missing ?? null,
  };
}

/** Keeps a contract's end, once. */
export function saveEnd(tx: Tx, contractId: string, vendorId: string, endedAt: Date): void {
  tx.write(
    `INSERT INTO contract_ends (contract_id, vendor_id, ended_at) VALUES ($1, $2, $3)
     ON CONFLICT (contract_id) DO NOTHING`,
    [contractId, vendorId, endedAt],
  );
}

/** Keeps how many pieces of data are still to be certified, as it was told last. Clause 2.2.3a. */
export function saveMissingData(
  tx: Tx,
  { contractId, vendorId }: Pick<Release, 'contractId' | 'vendorId'>,
  missing: number,
  at: Date,
): void {
  tx.write(
    `INSERT INTO data_custody AS d (contract_id, vendor_id, missing, told_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (contract_id) DO UPDATE SET missing = excluded.missing, told_at = excluded.told_at
       WHERE d.told_at <= excluded.told_at`,
    [contractId, vendorId, missing, at],
  );
}

/** Keeps a fact of a contract's end and what proves it; the first stays. */
export function saveExitFact(
  tx: Tx,
  { contractId, vendorId }: Pick<Release, 'contractId' | 'vendorId'>,
  fact: ExitFact,
  evidence: readonly string[],
): void {
  tx.write(
    `INSERT INTO exit_facts (contract_id, fact, vendor_id, evidence, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (contract_id, fact) DO NOTHING`,
    [contractId, fact, vendorId, evidence, tx.by, tx.now],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadRelease(tx: Tx, id: string): Promise<Release> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
       deposit_minor AS "depositMinor", interest_minor AS "interestMinor", currency,
       requested_by AS "requestedBy", requested_at AS "requestedAt", approved_by AS "approvedBy",
       approved_at AS "approvedAt", return_id AS "returnId", closed_kind AS "closedKind",
       closed_reason AS "closedReason", closed_by AS "closedBy", closed_at AS "closedAt"
     FROM deposit_releases WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('release', id);
  const { depositMinor, interestMinor, currency, approvedBy, approvedAt, returnId, ...rest } = row;
  const { closedKind, closedReason, closedBy, closedAt, ...release } = rest;
  return {
    ...{ ...release, deposit: money(BigInt(depositMinor), currency) },
    interest: money(BigInt(interestMinor), currency),
    // The table's CHECK stands behind each `!`.
    approval: approvedBy === null ? null : { by: approvedBy, at: approvedAt!, returnId: returnId! },
    closed: closedKind && { kind: closedKind, reason: closedReason!, by: closedBy!, at: closedAt! },
  };
}

export function insertRelease(tx: Tx, release: Release): void {
  const { id, depositId, contractId, vendorId, deposit, interest, requestedBy, requestedAt } = release;
  tx.write(
    `INSERT INTO deposit_releases (id, deposit_id, contract_id, vendor_id, deposit_minor, interest_minor, currency,
       requested_by, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, depositId, contractId, vendorId, deposit.amountMinor, interest.amountMinor, deposit.currency],
      ...[requestedBy, requestedAt],
    ],
  );
}

export function saveRelease(tx: Tx, { id, approval, closed }: Release): void {
  tx.write(
    `UPDATE deposit_releases SET approved_by = $2, approved_at = $3, return_id = $4, closed_kind = $5,
       closed_reason = $6, closed_by = $7, closed_at = $8 WHERE id = $1`,
    [
      ...[id, approval?.by, approval?.at, approval?.returnId],
      ...[closed?.kind, closed?.reason, closed?.by, closed?.at],
    ],
  );
}
