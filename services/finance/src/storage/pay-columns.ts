import type { Money } from '@steward/money';
import type { EntitySchemaColumnOptions } from 'typeorm';
import type { Calculation, PricePart } from '../domain/quarter-pay';

/** A part's sums as text. */
type PartJson = Pick<PricePart, 'contractVersion' | 'firstOn' | 'lastOn'> & {
  readonly [sum in 'baseMinor' | 'poolMinor' | 'performancePayMinor']: string;
};

/** What a settlement's and an adjustment's row share. A bigint comes as text; one currency holds for all. */
export type PayRow = {
  id: string;
  contractId: string;
  vendorId: string;
  quarter: string;
  contractVersion: number;
  appraisalRevision: number;
  score: string | null;
  baseMinor: string;
  poolMinor: string;
  performancePayMinor: string;
  totalMinor: string;
  currency: string;
  priceParts: readonly PartJson[];
  calculatedAt: Date;
  submittedAt: Date | null;
  submittedBy: string | null;
  approvedBy: string | null;
  postedAt: Date | null;
};

export const payColumns = {
  id: { type: 'uuid', primary: true },
  contractId: { type: 'uuid', name: 'contract_id' },
  vendorId: { type: 'uuid', name: 'vendor_id' },
  quarter: { type: 'text' },
  contractVersion: { type: 'int', name: 'contract_version' },
  appraisalRevision: { type: 'int', name: 'appraisal_revision' },
  score: { type: 'text', nullable: true },
  baseMinor: { type: 'bigint', name: 'base_minor' },
  poolMinor: { type: 'bigint', name: 'pool_minor' },
  performancePayMinor: { type: 'bigint', name: 'performance_pay_minor' },
  totalMinor: { type: 'bigint', name: 'total_minor' },
  currency: { type: 'text' },
  priceParts: { type: 'jsonb', name: 'price_parts', default: [] },
  calculatedAt: { type: 'timestamptz', precision: 3, name: 'calculated_at' },
  submittedAt: { type: 'timestamptz', precision: 3, name: 'submitted_at', nullable: true },
  submittedBy: { type: 'text', name: 'submitted_by', nullable: true },
  approvedBy: { type: 'text', name: 'approved_by', nullable: true },
  postedAt: { type: 'timestamptz', precision: 3, name: 'posted_at', nullable: true },
} satisfies Record<keyof PayRow, EntitySchemaColumnOptions>;

type Paid = Calculation & Pick<PayRow, 'id' | 'contractId' | 'vendorId' | 'quarter'>;
/** Of the two-person flow each state has its own steps. */
type Steps = { readonly [step in 'submittedAt' | 'submittedBy' | 'approvedBy' | 'postedAt']?: PayRow[step] };

export function toPayRow(paid: Paid & Steps): PayRow {
  return {
    id: paid.id,
    contractId: paid.contractId,
    vendorId: paid.vendorId,
    quarter: paid.quarter,
    contractVersion: paid.contractVersion,
    appraisalRevision: paid.appraisalRevision,
    score: paid.score,
    baseMinor: paid.base.amountMinor.toString(),
    poolMinor: paid.pool.amountMinor.toString(),
    performancePayMinor: paid.performancePay.amountMinor.toString(),
    totalMinor: paid.total.amountMinor.toString(),
    currency: paid.total.currency,
    priceParts: paid.parts.map(({ base, pool, performancePay, ...part }) => ({
      ...{ ...part, baseMinor: String(base.amountMinor), poolMinor: String(pool.amountMinor) },
      performancePayMinor: String(performancePay.amountMinor),
    })),
    calculatedAt: paid.calculatedAt,
    submittedAt: paid.submittedAt ?? null,
    submittedBy: paid.submittedBy ?? null,
    approvedBy: paid.approvedBy ?? null,
    postedAt: paid.postedAt ?? null,
  };
}

export function fromPayRow(row: PayRow): Paid {
  const money = (amountMinor: string): Money => ({
    amountMinor: BigInt(amountMinor),
    currency: row.currency,
  });
  const { id, contractId, vendorId, quarter, contractVersion, appraisalRevision, score, calculatedAt } = row;
  return {
    ...{ id, contractId, vendorId, quarter, contractVersion, appraisalRevision, score, calculatedAt },
    parts: row.priceParts.map(({ baseMinor, poolMinor, performancePayMinor, ...part }) => ({
      ...{ ...part, base: money(baseMinor), pool: money(poolMinor) },
      performancePay: money(performancePayMinor),
    })),
    base: money(row.baseMinor),
    pool: money(row.poolMinor),
    performancePay: money(row.performancePayMinor),
    total: money(row.totalMinor),
  };
}
