import { ensure, NotFound, type CapabilityCategory } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { regimeFromWire, regimeToWire } from '@steward/terms';
import type {
  AvailabilityTarget,
  CreditRegimeWire,
  DamagesClause,
  PayCurve,
  SlaTargets,
} from '@steward/terms';
import { EntitySchema } from 'typeorm';
import type { Approvals } from '../domain/approvals';
import type { Confidentiality, DataCustodyItem } from '../domain/confidentiality';
import type { Clause, Contract, WorkingTime } from '../domain/contract';
import type { ScopeItem } from '../domain/legal-terms';
import type { Owed } from '../domain/owed';
import {
  legalFromJson,
  legalToJson,
  rateFromJson,
  rateToJson,
  type LegalJson,
  type RateJson,
} from './legal-terms';

/** As the driver delivers it: a bigint column is text, a date too. One currency holds for all sums. */
type Row = {
  id: string;
  code: string;
  vendorId: string;
  status: Contract['status'];
  yearlyAmountMinor: string;
  depositRequiredMinor: string;
  escrowedMinor: string;
  currency: string;
  performanceShareBps: number;
  curve: string;
  startOn: string;
  endOn: string;
  effectiveAt: Date;
  categories: string[];
  workingTime: object;
  slaTargets: object;
  availability: object | null;
  creditRegime: object | null;
  damages: object | null;
  confidentiality: object | null;
  dataCustody: object | null;
  clauses: object;
  legal: object;
  scope: object;
  rateCard: object;
  obligations: object;
  waiver: string | null;
  templateId: string | null;
  templateVersion: number | null;
  hasLiaison: boolean;
  legalBy: string | null;
  financeBy: string | null;
  technicalBy: string | null;
  enterpriseSignedBy: string | null;
  vendorSignedBy: string | null;
  signedAt: Date | null;
  activatedAt: Date | null;
  suspendedAt: Date | null;
  suspendedBy: string | null;
  suspensionReason: string | null;
  endedAt: Date | null;
};

export const contracts = new EntitySchema<Row>({
  name: 'contract',
  tableName: 'contracts',
  uniques: [{ name: 'contracts_code_key', columns: ['code'] }],
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    status: { type: 'text' },
    yearlyAmountMinor: { type: 'bigint', name: 'yearly_amount_minor' },
    depositRequiredMinor: { type: 'bigint', name: 'deposit_required_minor' },
    escrowedMinor: { type: 'bigint', name: 'escrowed_minor' },
    currency: { type: 'text' },
    performanceShareBps: { type: 'int', name: 'performance_share_bps' },
    curve: { type: 'text' },
    startOn: { type: 'date', name: 'start_on' },
    endOn: { type: 'date', name: 'end_on' },
    effectiveAt: { type: 'timestamptz', precision: 3, name: 'effective_at' },
    categories: { type: 'text', array: true },
    workingTime: { type: 'jsonb', name: 'working_time' },
    slaTargets: { type: 'jsonb', name: 'sla_targets' },
    availability: { type: 'jsonb', nullable: true },
    creditRegime: { type: 'jsonb', name: 'credit_regime', nullable: true },
    damages: { type: 'jsonb', nullable: true },
    confidentiality: { type: 'jsonb', nullable: true },
    dataCustody: { type: 'jsonb', name: 'data_custody', nullable: true },
    clauses: { type: 'jsonb' },
    legal: { type: 'jsonb' },
    scope: { type: 'jsonb' },
    rateCard: { type: 'jsonb', name: 'rate_card' },
    obligations: { type: 'jsonb' },
    waiver: { type: 'text', nullable: true },
    templateId: { type: 'uuid', name: 'template_id', nullable: true },
    templateVersion: { type: 'int', name: 'template_version', nullable: true },
    hasLiaison: { type: 'boolean', name: 'has_liaison' },
    legalBy: { type: 'text', name: 'legal_by', nullable: true },
    financeBy: { type: 'text', name: 'finance_by', nullable: true },
    technicalBy: { type: 'text', name: 'technical_by', nullable: true },
    enterpriseSignedBy: { type: 'text', name: 'enterprise_signed_by', nullable: true },
    vendorSignedBy: { type: 'text', name: 'vendor_signed_by', nullable: true },
    signedAt: { type: 'timestamptz', precision: 3, name: 'signed_at', nullable: true },
    activatedAt: { type: 'timestamptz', precision: 3, name: 'activated_at', nullable: true },
    suspendedAt: { type: 'timestamptz', precision: 3, name: 'suspended_at', nullable: true },
    suspendedBy: { type: 'text', name: 'suspended_by', nullable: true },
    suspensionReason: { type: 'text', name: 'suspension_reason', nullable: true },
    endedAt: { type: 'timestamptz', precision: 3, name: 'ended_at', nullable: true },
  },
});

/** A contract and the instant from which its first version counts: the start of its first day. */
export type Loaded = { readonly contract: Contract; readonly effectiveAt: Date };

/** Loads and locks: until the transaction ends nobody else decides on this contract. Throws NotFound. */
export async function loadContract(tx: Tx, id: string): Promise<Loaded> {
  const row = await tx.manager.findOne(contracts, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('contract', id);
  return { contract: fromRow(row), effectiveAt: row.effectiveAt };
}

/** Reads without a lock; null where it is not in sight. */
export async function contractOf(tx: ReadTx, id: string): Promise<Contract | null> {
  const row = await tx.manager.findOne(contracts, { where: { id } });
  return row && fromRow(row);
}

/** Stores a new contract. Breaks `contract.code-taken`. */
export async function insertContract(tx: Tx, contract: Contract, effectiveAt: Date): Promise<void> {
  const { raw } = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(contracts)
    .values({ ...toRow(contract), effectiveAt })
    .orIgnore() // a rival with the same code waits here and finds it taken
    .returning('id')
    .execute();
  const isStored = (raw as unknown[]).length > 0;
  ensure(isStored, 'contract.code-taken', `There is a contract ${contract.code} already.`);
}

/** Stores what may have changed; the table's CHECKs have the last word. */
export async function saveContract(tx: Tx, contract: Contract): Promise<void> {
  const { id, ...row } = toRow(contract);
  await tx.manager.update(contracts, { id }, row);
}

export function toRow(contract: Contract): Omit<Row, 'effectiveAt'> {
  const { yearlyAmount, depositRequired, escrowed, approvals, signatures, categories, ...rest } = contract;
  return {
    id: rest.id,
    code: rest.code,
    vendorId: rest.vendorId,
    status: rest.status,
    yearlyAmountMinor: yearlyAmount.amountMinor.toString(),
    depositRequiredMinor: depositRequired.amountMinor.toString(),
    escrowedMinor: escrowed.amountMinor.toString(),
    currency: yearlyAmount.currency,
    performanceShareBps: rest.performanceShareBps,
    curve: rest.curve,
    startOn: rest.startOn,
    endOn: rest.endOn,
    categories: [...categories],
    workingTime: rest.workingTime,
    slaTargets: rest.slaTargets,
    availability: rest.availability ?? null,
    creditRegime: rest.creditRegime ? regimeToWire(rest.creditRegime) : null,
    damages: rest.damages ?? null,
    confidentiality: rest.confidentiality ?? null,
    dataCustody: rest.dataCustody ?? null,
    clauses: rest.clauses,
    legal: legalToJson(rest.legal),
    scope: rest.scope,
    rateCard: rest.rateCard.map(rateToJson),
    obligations: rest.obligations,
    waiver: rest.waiver,
    templateId: rest.template?.templateId ?? null,
    templateVersion: rest.template?.templateVersion ?? null,
    hasLiaison: rest.hasLiaison,
    legalBy: approvals.LEGAL ?? null,
    financeBy: approvals.FINANCE ?? null,
    technicalBy: approvals.TECHNICAL ?? null,
    enterpriseSignedBy: signatures.ENTERPRISE ?? null,
    vendorSignedBy: signatures.VENDOR ?? null,
    signedAt: 'signedAt' in rest ? rest.signedAt : null,
    activatedAt: 'activatedAt' in rest ? rest.activatedAt : null,
    suspendedAt: 'suspension' in rest ? rest.suspension.at : null,
    suspendedBy: 'suspension' in rest ? rest.suspension.by : null,
    suspensionReason: 'suspension' in rest ? rest.suspension.reason : null,
    endedAt: 'endedAt' in rest ? rest.endedAt : null,
  };
}

export function fromRow(row: Row): Contract {
  const money = (amountMinor: string) => ({ amountMinor: BigInt(amountMinor), currency: row.currency });
  const approvals: Approvals = {
    ...(row.legalBy && { LEGAL: row.legalBy }),
    ...(row.financeBy && { FINANCE: row.financeBy }),
    ...(row.technicalBy && { TECHNICAL: row.technicalBy }),
  };
  const negotiated = {
    id: row.id,
    code: row.code,
    vendorId: row.vendorId,
    yearlyAmount: money(row.yearlyAmountMinor),
    performanceShareBps: row.performanceShareBps,
    curve: row.curve as PayCurve,
    startOn: row.startOn,
    endOn: row.endOn,
    categories: row.categories as CapabilityCategory[],
    workingTime: row.workingTime as WorkingTime,
    slaTargets: row.slaTargets as SlaTargets,
    ...(row.availability && { availability: row.availability as AvailabilityTarget[] }),
    clauses: row.clauses as Clause[],
    legal: legalFromJson(row.legal as LegalJson),
    ...(row.creditRegime && { creditRegime: regimeFromWire(row.creditRegime as CreditRegimeWire) }),
    ...(row.damages && { damages: row.damages as DamagesClause }),
    ...(row.confidentiality && { confidentiality: row.confidentiality as Confidentiality }),
    ...(row.dataCustody && { dataCustody: row.dataCustody as DataCustodyItem[] }),
    scope: row.scope as ScopeItem[],
    rateCard: (row.rateCard as RateJson[]).map(rateFromJson),
    obligations: row.obligations as Owed[],
    waiver: row.waiver,
    // The CHECK contracts_template stands behind the `!`.
    template:
      row.templateId === null ? null : { templateId: row.templateId, templateVersion: row.templateVersion! },
    depositRequired: money(row.depositRequiredMinor),
    escrowed: money(row.escrowedMinor),
    hasLiaison: row.hasLiaison,
    approvals,
    signatures: {
      ...(row.enterpriseSignedBy && { ENTERPRISE: row.enterpriseSignedBy }),
      ...(row.vendorSignedBy && { VENDOR: row.vendorSignedBy }),
    },
  };
  // The CHECKs contracts_signature, _activation, _suspension and _end stand behind each `!`.
  const { status } = row;
  if (status === 'draft') return { ...negotiated, status };
  const agreed = { ...negotiated, signedAt: row.signedAt! };
  if (status === 'signed') return { ...agreed, status };
  const binding = { ...agreed, activatedAt: row.activatedAt!, effectiveAt: row.effectiveAt };
  switch (status) {
    case 'in-force':
      return { ...binding, status };
    case 'suspended': {
      const suspension = { reason: row.suspensionReason!, by: row.suspendedBy!, at: row.suspendedAt! };
      return { ...binding, status, suspension };
    }
    case 'terminated':
    case 'expired':
      return { ...binding, status, endedAt: row.endedAt! };
  }
}
