import type { ReadTx, Tx } from '@steward/messaging';
import { regimeFromWire, regimeToWire, type CreditRegimeWire, type PayCurve } from '@steward/terms';
import type { Appraisal, PayTerms } from '../domain/quarter-pay';

type Row = Omit<PayTerms, 'yearlyAmount' | 'creditRegime'> & {
  readonly yearlyAmountMinor: string;
  readonly currency: string;
  readonly curve: PayCurve;
  readonly creditRegime: CreditRegimeWire | null;
};

/**
 * Lets one fact of a contract at a time look for the others: its terms and its appraisals come from different
 * producers at once, and each must find the other or be found. Held until the transaction ends.
 */
export function holdContract(tx: Tx, contractId: string): void {
  tx.write('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [contractId]);
}

/** Keeps a version of a contract, and whose days off it goes by; one that is known stays as it is. */
export function saveVersion(tx: Tx, terms: PayTerms, calendar: string): void {
  tx.write(
    `INSERT INTO contract_versions (contract_id, contract_version, vendor_id, effective_at, yearly_amount_minor,
       currency, performance_share_bps, curve, start_on, end_on, timezone, credit_regime, payment_term_days,
       calendar)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
    [
      terms.contractId,
      terms.contractVersion,
      terms.vendorId,
      terms.effectiveAt,
      terms.yearlyAmount.amountMinor,
      terms.yearlyAmount.currency,
      terms.performanceShareBps,
      terms.curve,
      terms.startOn,
      terms.endOn,
      terms.timezone,
      terms.creditRegime && JSON.stringify(regimeToWire(terms.creditRegime)),
      terms.paymentTermDays,
      calendar,
    ],
  );
}

/** All versions of a contract, the oldest first; none where it is not known yet. */
export async function versionsOf(tx: ReadTx, contractId: string): Promise<readonly PayTerms[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT contract_id AS "contractId", contract_version AS "contractVersion", vendor_id AS "vendorId",
            effective_at AS "effectiveAt", yearly_amount_minor AS "yearlyAmountMinor", currency,
            performance_share_bps AS "performanceShareBps", curve, timezone, credit_regime AS "creditRegime", payment_term_days AS "paymentTermDays",
            to_char(start_on, 'YYYY-MM-DD') AS "startOn", to_char(end_on, 'YYYY-MM-DD') AS "endOn"
     FROM contract_versions WHERE contract_id = $1 ORDER BY contract_version`,
    [contractId],
  );
  return rows.map(({ yearlyAmountMinor, currency, creditRegime, ...terms }) => ({
    ...terms,
    creditRegime: creditRegime && regimeFromWire(creditRegime),
    yearlyAmount: { amountMinor: BigInt(yearlyAmountMinor), currency },
  }));
}

/** Keeps a quarter's appraisal unless one of the same or a higher revision is known. */
export function saveAppraisal(tx: Tx, appraisal: Appraisal): void {
  const { contractId, quarter, vendorId, revision, score } = appraisal;
  tx.write(
    `INSERT INTO appraisals AS a (contract_id, quarter, vendor_id, revision, score) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (contract_id, quarter) DO UPDATE SET revision = excluded.revision, score = excluded.score
       WHERE a.revision < excluded.revision`,
    [contractId, quarter, vendorId, revision, score],
  );
}

/** The last appraisal of each of a contract's quarters, the oldest quarter first. */
export async function appraisalsOf(tx: Tx, contractId: string): Promise<readonly Appraisal[]> {
  return tx.manager.query<Appraisal[]>(
    `SELECT contract_id AS "contractId", quarter, vendor_id AS "vendorId", revision, score
     FROM appraisals WHERE contract_id = $1 ORDER BY quarter`,
    [contractId],
  );
}
