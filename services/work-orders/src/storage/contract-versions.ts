import { workingCalendar, type PublishedYear } from '@steward/calendar';
import type { CapabilityCategory } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { fromWire, type MoneyWire } from '@steward/money';
import { regimeFromWire } from '@steward/terms';
import type { AvailabilityTarget, CreditRegimeWire, PayCurve, SlaTargets } from '@steward/terms';
import type { ContractVersion, ScopeItem } from '../domain/terms';
import type { SignedTerms } from '../domain/what-if-terms';
import { publishedYears } from './calendar-years';

export type WorkingTime = { calendar: string; timezone: string; slots: [string, string][] };
type Row = {
  contractId: string;
  contractVersion: number;
  vendorId: string;
  effectiveAt: Date;
  startOn: string;
  endOn: string;
  categories: CapabilityCategory[];
  workingTime: WorkingTime;
  slaTargets: SlaTargets;
  scope: ScopeItem[];
};
/** With the years of its calendar that were published: what a transaction sees of them counts in it. */
type Found = Row & { years: PublishedYear[] };

const COLUMNS = `contract_id AS "contractId", contract_version AS "contractVersion", vendor_id AS "vendorId",
  effective_at AS "effectiveAt", to_char(start_on, 'YYYY-MM-DD') AS "startOn",
  to_char(end_on, 'YYYY-MM-DD') AS "endOn", categories, working_time AS "workingTime",
  sla_targets AS "slaTargets", scope, ${publishedYears("working_time->>'calendar'")} AS years`;

/** The versions of the given contracts, each contract's in order of effect. */
export async function versionsOf(tx: ReadTx, contractIds: readonly string[]): Promise<ContractVersion[]> {
  const rows = await tx.manager.query<Found[]>(
    `SELECT ${COLUMNS} FROM contract_versions WHERE contract_id = ANY($1) ORDER BY contract_id, effective_at`,
    [contractIds],
  );
  return rows.map(fromRow);
}

/** The versions of a work order's contract, in order of effect; none while nobody answers for it. */
export async function versionsFor(tx: ReadTx, workOrderId: string): Promise<ContractVersion[]> {
  const rows = await tx.manager.query<Found[]>(
    `SELECT ${COLUMNS} FROM contract_versions
     WHERE contract_id = (SELECT contract_id FROM work_orders WHERE id = $1) ORDER BY effective_at`,
    [workOrderId],
  );
  return rows.map(fromRow);
}

/** The last version of every contract whose history is whole: one that is being imported has holes. */
export async function settledContracts(tx: ReadTx): Promise<ContractVersion[]> {
  const rows = await tx.manager.query<Found[]>(
    `SELECT DISTINCT ON (contract_id) ${COLUMNS} FROM contract_versions v
     WHERE NOT EXISTS (
       SELECT FROM import_contracts c JOIN imports i USING (log)
       WHERE c.contract_id = v.contract_id AND i.status = 'running')
     ORDER BY contract_id, effective_at DESC`,
  );
  return rows.map(fromRow);
}

const fromRow = ({ workingTime, years, ...row }: Found): ContractVersion => {
  const { calendar: id, timezone, slots } = workingTime;
  return { ...row, calendar: workingCalendar({ id, timezone, slots }, years) };
};

/** What of a version a what-if reads besides. */
type Priced = Found & {
  code: string | null;
  availability: AvailabilityTarget[];
  amount: MoneyWire | null;
  performanceShareBps: number;
  curve: PayCurve;
  creditRegime: CreditRegimeWire | null;
};

/** All that is known of every contract's versions, or of a vendor's or of one, each's in order of effect. */
export async function signedTerms(
  tx: ReadTx,
  { vendorId, contractId }: { readonly vendorId?: string; readonly contractId?: string },
): Promise<SignedTerms[]> {
  const rows = await tx.manager.query<Priced[]>(
    `SELECT ${COLUMNS}, code, availability, performance_share_bps AS "performanceShareBps", curve,
       credit_regime AS "creditRegime", CASE WHEN currency IS NOT NULL THEN
         json_build_object('amountMinor', yearly_amount_minor::text, 'currency', currency) END AS amount
     FROM contract_versions
     WHERE ($1::uuid IS NULL OR vendor_id = $1) AND ($2::uuid IS NULL OR contract_id = $2)
     ORDER BY contract_id, effective_at`,
    [vendorId ?? null, contractId ?? null],
  );
  return rows.map(({ amount, performanceShareBps, curve, creditRegime, availability, code, ...row }) => ({
    ...{ ...fromRow(row), code, availability },
    pay: amount && { yearlyAmount: fromWire(amount), performanceShareBps, curve },
    creditRegime: creditRegime && regimeFromWire(creditRegime),
  }));
}

/** What a version says besides; promises.ts and `signedTerms` read it. */
type Besides = {
  readonly code?: string;
  readonly availability?: readonly AvailabilityTarget[];
  readonly pay?: {
    readonly yearlyAmount: MoneyWire;
    readonly performanceShareBps: number;
    readonly curve: string;
  };
  readonly creditRegime?: CreditRegimeWire;
};

/** Keeps a version; the same one again changes nothing. */
export function saveVersion(tx: Tx, row: Row & Besides): void {
  tx.write(
    `INSERT INTO contract_versions (contract_id, contract_version, vendor_id, effective_at, start_on, end_on,
       categories, working_time, sla_targets, scope, code, availability, yearly_amount_minor, currency,
       performance_share_bps, curve, credit_regime)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT DO NOTHING`,
    [
      row.contractId,
      row.contractVersion,
      row.vendorId,
      row.effectiveAt,
      row.startOn,
      row.endOn,
      row.categories,
      JSON.stringify(row.workingTime),
      JSON.stringify(row.slaTargets),
      JSON.stringify(row.scope),
      row.code ?? null,
      JSON.stringify(row.availability ?? []),
      ...[row.pay?.yearlyAmount.amountMinor, row.pay?.yearlyAmount.currency],
      ...[row.pay?.performanceShareBps, row.pay?.curve],
      row.creditRegime && JSON.stringify(row.creditRegime),
    ],
  );
}
