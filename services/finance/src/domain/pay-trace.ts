import { quarterDays } from '@steward/calendar';
import { importedId } from '@steward/domain';
import { fractionText, plus, toWire, type Money } from '@steward/money';
import { factNode, payFactor, type TraceNode } from '@steward/terms';
import type { Calculation, Difference, PayTerms, PricePart } from './quarter-pay';

/** Whose figures they are. */
export type Paid = Calculation & { readonly contractId: string; readonly quarter: string };

/** A sum of money that follows from others. Clause 2.2.2a. */
export const sumNode = (
  id: string,
  kind: string,
  inputs: readonly string[],
  amount: Money,
  formula = 'sum@1',
): TraceNode => ({ id, kind, clauseId: '2.2.2a', formula, inputs, value: toWire(amount) });

/** The prices of a calculation; one that was made before they were kept has one. D4. */
const partsOf = ({ parts, quarter, ...paid }: Paid): readonly PricePart[] => {
  const { contractVersion, base, pool, performancePay } = paid;
  return parts.length > 0
    ? parts
    : [{ contractVersion, base, pool, performancePay, ...quarterDays(quarter) }];
};

/** What a version of a contract says about pay. */
export function versionNode(terms: PayTerms): TraceNode {
  const { contractId, contractVersion, effectiveAt, yearlyAmount, performanceShareBps, curve } = terms;
  const { startOn, endOn, timezone } = terms;
  return factNode(`contract/${contractVersion}`, 'CONTRACT_VERSION', '2.2.2a', {
    ...{ contractId, contractVersion, effectiveAt: effectiveAt.toISOString(), timezone, startOn, endOn },
    ...{ yearlyAmount: toWire(yearlyAmount), performanceShareBps, curve },
  });
}

/**
 * How a quarter's pay follows from the terms and the score: each price's amount by its days, base, pool,
 * factor and pay, and what they come to. `id` stands before the ids. Clause 2.2.2a, D4.
 */
export function payNodes(
  id: string,
  paid: Paid,
  versions: readonly PayTerms[],
): { readonly nodes: readonly TraceNode[]; readonly contractVersions: readonly number[] } {
  const { contractId, quarter, score, appraisalRevision: revision } = paid;
  const appraisalId = importedId('appraisal', `${contractId}:${quarter}`);
  const appraisalTraceUrl = `/api/appraisal/v1/appraisals/${appraisalId}/trace?revision=${revision}`;
  const said = { appraisalId, revision, score, appraisalTraceUrl };
  const parts = partsOf(paid);
  const ids = (name: string) => parts.map((_, n) => `${id}/price/${n + 1}/${name}`);
  return {
    contractVersions: parts.map(({ contractVersion }) => contractVersion),
    nodes: [
      factNode(`${id}/score`, 'SCORE', '1.3.1', said),
      ...parts.flatMap((part, n) => partNodes(id, n, part, { paid, isOnly: parts.length === 1, versions })),
      sumNode(`${id}/base`, 'BASE', ids('base'), paid.base),
      sumNode(`${id}/pool`, 'POOL', ids('pool'), paid.pool),
      sumNode(`${id}/performancePay`, 'PERFORMANCE_PAY', ids('performancePay'), paid.performancePay),
      sumNode(`${id}/total`, 'PAY_TOTAL', [`${id}/base`, `${id}/performancePay`], paid.total),
    ],
  };
}

function partNodes(
  id: string,
  index: number,
  { contractVersion, firstOn, lastOn, base, pool, performancePay }: PricePart,
  { paid, isOnly, versions }: { paid: Paid; isOnly: boolean; versions: readonly PayTerms[] },
): readonly TraceNode[] {
  const price = `${id}/price/${index + 1}`;
  const version = `contract/${contractVersion}`;
  const { curve } = versions.find((each) => each.contractVersion === contractVersion)!;
  const k = paid.score === null ? '1' : fractionText(payFactor(curve, paid.score));
  const of = (name: string) => `${price}/${name}`;
  const amount: TraceNode = {
    ...{ id: of('amount'), kind: 'QUARTER_AMOUNT', clauseId: '2.2.2a' },
    inputs: [version, ...(index > 0 ? [`${id}/price/${index}/amount`] : [])], // no day is lost between two
    // Several prices count by the days of their months, one by those of the quarter.
    formula: isOnly ? 'quarter-covered@1' : 'quarter-by-months@1',
    value: { quarter: paid.quarter, firstOn, lastOn, amount: toWire(plus(base, pool)) },
  };
  const factor: TraceNode = {
    ...{ id: of('factor'), kind: 'CURVE_FACTOR', clauseId: '2.2.2a', formula: 'curve@1' },
    ...{ inputs: [`${id}/score`, version], value: { curve, k } },
  };
  return [
    amount,
    sumNode(of('pool'), 'PRICE_POOL', [amount.id, version], pool, 'pool-share@1'),
    sumNode(of('base'), 'PRICE_BASE', [amount.id, of('pool')], base, 'residual@1'),
    factor,
    sumNode(of('performancePay'), 'PRICE_PAY', [of('pool'), factor.id], performancePay, 'earned@1'),
  ];
}

/** What a correction adds to what stood before, as it was kept. Clause 2.2.2a. */
export function differenceNodes(id: string, beforeId: string, kept: Difference): readonly TraceNode[] {
  const difference = (name: keyof Difference, kind: string) => {
    const inputs = [`${id}/${name}`, `${beforeId}/${name}`];
    return sumNode(`${id}/difference/${name}`, kind, inputs, kept[name], 'difference@1');
  };
  return [
    difference('base', 'BASE_DIFFERENCE'),
    difference('performancePay', 'PERFORMANCE_PAY_DIFFERENCE'),
    difference('total', 'TOTAL_DIFFERENCE'),
  ];
}
