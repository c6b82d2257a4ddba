import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { AttributionCause, UncappedCause } from '@steward/terms';
import type { AgreedDamages, LiabilityTerms } from '../domain/liability-terms';

type Row = {
  contractId: string;
  contractVersion: number;
  vendorId: string;
  calendar: string;
  timezone: string;
  startOn: string;
  endOn: string;
  yearlyMinor: string;
  currency: string;
  liabilityCapBps: number | null;
  uncapped: UncappedCause[] | null;
  causes: AttributionCause[] | null;
  penaltyMinor: string | null;
  penaltyCurrency: string | null;
};

/** Keeps the damages clause of a version; one that is known stays as it is. Clause 1.1.4. */
export function saveDamagesClause(
  tx: Tx,
  version: Pick<LiabilityTerms, 'contractId' | 'contractVersion' | 'vendorId'>,
  { liabilityCapBps, uncapped, causes, leakPenalty }: AgreedDamages,
): void {
  tx.write(
    `INSERT INTO damages_clauses (contract_id, contract_version, vendor_id, liability_cap_bps, uncapped,
       causes, leak_penalty_minor, leak_penalty_currency)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      ...[version.contractId, version.contractVersion, version.vendorId, liabilityCapBps],
      ...[uncapped, causes, leakPenalty?.amountMinor, leakPenalty?.currency],
    ],
  );
}

/**
 * The terms of the version in force, or of the first where none is yet. Throws NotFound where the contract
 * has not told any.
 */
export async function loadLiabilityTerms(
  tx: Pick<Tx, 'manager' | 'now'>,
  contractId: string,
): Promise<LiabilityTerms> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT v.contract_id AS "contractId", v.contract_version AS "contractVersion", v.vendor_id AS "vendorId",
       v.calendar, v.timezone, to_char(v.start_on, 'YYYY-MM-DD') AS "startOn",
       to_char(v.end_on, 'YYYY-MM-DD') AS "endOn", v.yearly_amount_minor AS "yearlyMinor", v.currency,
       c.liability_cap_bps AS "liabilityCapBps", c.uncapped, c.causes, c.leak_penalty_minor AS "penaltyMinor",
       c.leak_penalty_currency AS "penaltyCurrency"
     FROM contract_versions v LEFT JOIN damages_clauses c USING (contract_id, contract_version)
     WHERE v.contract_id = $1
     ORDER BY v.effective_at <= $2 DESC,
       CASE WHEN v.effective_at <= $2 THEN -v.contract_version ELSE v.contract_version END
     LIMIT 1`,
    [contractId, tx.now],
  );
  if (!row) throw new NotFound('contract-terms', contractId);
  const {
    yearlyMinor,
    currency,
    liabilityCapBps,
    uncapped,
    causes,
    penaltyMinor,
    penaltyCurrency,
    ...terms
  } = row;
  const leakPenalty = penaltyMinor === null ? null : money(BigInt(penaltyMinor), penaltyCurrency!);
  return {
    ...terms,
    yearlyFee: money(BigInt(yearlyMinor), currency),
    damages:
      liabilityCapBps === null
        ? null
        : { liabilityCapBps, uncapped: uncapped ?? [], causes: causes ?? [], leakPenalty },
  };
}
