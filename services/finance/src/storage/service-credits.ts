import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { GrantedCredit, ReversedCredit } from '../domain/service-credit';

type Row = Omit<GrantedCredit, 'units' | 'earned' | 'granted' | 'capped'> & {
  readonly units: string;
  readonly earnedMinor: string;
  readonly grantedMinor: string;
  readonly cappedMinor: string;
  readonly currency: string;
};

/** A contract's credits that nothing has reversed, in the order in which they were granted. */
export async function standingCreditsOf(tx: Tx, contractId: string): Promise<readonly GrantedCredit[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT c.id, c.contract_id AS "contractId", c.vendor_id AS "vendorId",
            contract_version AS "contractVersion", breach_id AS "breachId", promise, month,
            clause_id AS "clauseId", units, is_repeat AS "isRepeat", earned_minor AS "earnedMinor",
            granted_minor AS "grantedMinor", capped_minor AS "cappedMinor", currency, c.source_id AS "sourceId",
            correction_of AS "correctionOf", granted_at AS "grantedAt"
     FROM service_credits c LEFT JOIN service_credit_reversals r USING (id)
     WHERE c.contract_id = $1 AND r.id IS NULL ORDER BY c.granted_at, c.source_id, c.id`,
    [contractId],
  );
  return rows.map(({ units, earnedMinor, grantedMinor, cappedMinor, currency, ...credit }) => ({
    ...{ ...credit, units: BigInt(units), earned: money(BigInt(earnedMinor), currency) },
    ...{ granted: money(BigInt(grantedMinor), currency), capped: money(BigInt(cappedMinor), currency) },
  }));
}

export function insertCredits(tx: Tx, credits: readonly GrantedCredit[]): void {
  for (const credit of credits) {
    tx.write(
      `INSERT INTO service_credits (id, contract_id, vendor_id, contract_version, breach_id, promise, month,
         clause_id, units, is_repeat, earned_minor, granted_minor, capped_minor, currency, source_id,
         correction_of, granted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        ...[credit.id, credit.contractId, credit.vendorId, credit.contractVersion, credit.breachId],
        ...[credit.promise, credit.month, credit.clauseId, credit.units, credit.isRepeat],
        ...[credit.earned.amountMinor, credit.granted.amountMinor, credit.capped.amountMinor],
        ...[credit.granted.currency, credit.sourceId, credit.correctionOf, credit.grantedAt],
      ],
    );
  }
}

export function insertReversals(tx: Tx, reversals: readonly ReversedCredit[]): void {
  for (const { credit, sourceId, reversedAt } of reversals) {
    tx.write(
      `INSERT INTO service_credit_reversals (id, contract_id, vendor_id, source_id, reversed_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [credit.id, credit.contractId, credit.vendorId, sourceId, reversedAt],
    );
  }
}
