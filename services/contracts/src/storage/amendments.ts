import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { fromWire, toWire, type MoneyWire } from '@steward/money';
import { regimeFromWire, regimeToWire, type CreditRegimeWire } from '@steward/terms';
import type { Amended, Amendment, Considered } from '../domain/amendment';
import type { Terms } from '../domain/contract';
import { contractOf, loadContract } from './contracts';
import {
  legalFromJson,
  legalToJson,
  rateFromJson,
  rateToJson,
  type LegalJson,
  type RateJson,
} from './legal-terms';

type TermsJson = Omit<Terms, 'yearlyAmount' | 'legal' | 'rateCard' | 'creditRegime'> & {
  readonly yearlyAmount: MoneyWire;
  readonly creditRegime?: CreditRegimeWire;
  readonly legal: LegalJson;
  readonly rateCard: readonly RateJson[];
};
type Row = {
  contractId: string;
  contractVersion: number;
  status: Amendment['status'];
  terms: TermsJson;
  depositRequiredMinor: string;
  effectiveAt: Date;
  reason: string;
  proposedBy: string;
  legalBy: string | null;
  financeBy: string | null;
  technicalBy: string | null;
  enterpriseSignedBy: string | null;
  vendorSignedBy: string | null;
  signedAt: Date | null;
};
const COLUMNS = `contract_id AS "contractId", contract_version AS "contractVersion", status, terms,
  deposit_required_minor AS "depositRequiredMinor", effective_at AS "effectiveAt", reason,
  proposed_by AS "proposedBy", legal_by AS "legalBy", finance_by AS "financeBy",
  technical_by AS "technicalBy", enterprise_signed_by AS "enterpriseSignedBy",
  vendor_signed_by AS "vendorSignedBy", signed_at AS "signedAt"`;

/** A contract's amendments in the order of their versions. Whoever decides holds the contract's lock. */
export async function amendmentsOf(tx: ReadTx, contractId: string): Promise<readonly Amendment[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM amendments WHERE contract_id = $1 ORDER BY contract_version`,
    [contractId],
  );
  return rows.map(fromRow);
}

/** Loads and locks a contract with all its versions. Throws NotFound. */
export async function loadAmended(tx: Tx, contractId: string): Promise<Amended> {
  const loaded = await loadContract(tx, contractId);
  return { ...loaded, amendments: await amendmentsOf(tx, contractId) };
}

/** Loads a contract, under its lock, and one of its amendments. Throws NotFound. */
export async function loadAmendment(
  tx: Tx,
  contractId: string,
  contractVersion: number,
): Promise<Considered> {
  const { contract, amendments } = await loadAmended(tx, contractId);
  const found = amendments.find((amendment) => amendment.contractVersion === contractVersion);
  if (!found) throw new NotFound('amendment', `${contractId}/${contractVersion}`);
  return { contract, amendment: found };
}

/** The terms of a version, and whether they can still be mended. Throws NotFound. */
export async function versionOf(
  tx: ReadTx,
  contractId: string,
  contractVersion: number,
): Promise<{ readonly terms: Terms; readonly isOpen: boolean }> {
  const contract = await contractOf(tx, contractId);
  if (!contract) throw new NotFound('contract', contractId);
  if (contractVersion === 1) return { terms: contract, isOpen: contract.status === 'draft' };
  const amendments = await amendmentsOf(tx, contractId);
  const found = amendments.find((amendment) => amendment.contractVersion === contractVersion);
  if (!found) throw new NotFound('amendment', `${contractId}/${contractVersion}`);
  return { terms: found.terms, isOpen: found.status === 'proposed' };
}

/** Keeps an amendment as it stands; its terms and its instant never change. */
export function saveAmendment(tx: Tx, amendment: Amendment): void {
  const { contractId, contractVersion, terms, approvals, signatures, status } = amendment;
  tx.write(
    `INSERT INTO amendments (contract_id, contract_version, vendor_id, status, terms, deposit_required_minor,
       effective_at, reason, proposed_by, legal_by, finance_by, technical_by, enterprise_signed_by,
       vendor_signed_by, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (contract_id, contract_version) DO UPDATE SET
       status = excluded.status, legal_by = excluded.legal_by, finance_by = excluded.finance_by,
       technical_by = excluded.technical_by, enterprise_signed_by = excluded.enterprise_signed_by,
       vendor_signed_by = excluded.vendor_signed_by, signed_at = excluded.signed_at`,
    [
      ...[contractId, contractVersion, terms.vendorId, status, JSON.stringify(toJson(terms))],
      ...[amendment.depositRequired.amountMinor, amendment.effectiveAt, amendment.reason],
      ...[amendment.proposedBy, approvals.LEGAL ?? null, approvals.FINANCE ?? null],
      ...[approvals.TECHNICAL ?? null, signatures.ENTERPRISE ?? null, signatures.VENDOR ?? null],
      amendment.status === 'signed' ? amendment.signedAt : null,
    ],
  );
}

function fromRow(row: Row): Amendment {
  const terms = fromJson(row.terms);
  const version = {
    ...{ contractId: row.contractId, contractVersion: row.contractVersion, terms },
    ...{ effectiveAt: row.effectiveAt, reason: row.reason, proposedBy: row.proposedBy },
    depositRequired: { amountMinor: BigInt(row.depositRequiredMinor), currency: terms.yearlyAmount.currency },
    approvals: {
      ...(row.legalBy && { LEGAL: row.legalBy }),
      ...(row.financeBy && { FINANCE: row.financeBy }),
      ...(row.technicalBy && { TECHNICAL: row.technicalBy }),
    },
    signatures: {
      ...(row.enterpriseSignedBy && { ENTERPRISE: row.enterpriseSignedBy }),
      ...(row.vendorSignedBy && { VENDOR: row.vendorSignedBy }),
    },
  };
  // The CHECK amendments_signature stands behind the `!`.
  if (row.status === 'signed') return { ...version, status: 'signed', signedAt: row.signedAt! };
  return { ...version, status: row.status };
}

/** The terms alone: a contract that stands in for them brings more. */
function toJson(terms: Terms): TermsJson {
  const { id, code, vendorId, performanceShareBps, curve, startOn, endOn, categories } = terms;
  return {
    ...{ id, code, vendorId, performanceShareBps, curve, startOn, endOn, categories },
    ...{ workingTime: terms.workingTime, slaTargets: terms.slaTargets, clauses: terms.clauses },
    ...(terms.availability && { availability: terms.availability }),
    ...(terms.creditRegime && { creditRegime: regimeToWire(terms.creditRegime) }),
    ...(terms.damages && { damages: terms.damages }),
    ...(terms.confidentiality && { confidentiality: terms.confidentiality }),
    ...(terms.dataCustody && { dataCustody: terms.dataCustody }),
    ...{
      scope: terms.scope,
      waiver: terms.waiver,
      template: terms.template,
      yearlyAmount: toWire(terms.yearlyAmount),
    },
    ...{ legal: legalToJson(terms.legal), rateCard: terms.rateCard.map(rateToJson) },
    obligations: terms.obligations,
  };
}

const fromJson = ({ yearlyAmount, legal, rateCard, creditRegime, ...terms }: TermsJson): Terms => ({
  ...terms,
  ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
  yearlyAmount: fromWire(yearlyAmount),
  legal: legalFromJson(legal),
  rateCard: rateCard.map(rateFromJson),
});
