import { fractionText, ratio } from '@steward/money';
import { factNode, scoreOf, type TraceNode } from '@steward/terms';
import { payScoreOf } from './bonus';
import { evidenceNodes } from './evidence-trace';
import { groupsOf, measuredBy, scoreCounts, type KpiSet, type Scored } from './kpi-set';
import { countsOf, type Manifest, type Result } from './manifest';

/** A revision as it was kept: `kept` are the figures that were announced. */
export type Revision = {
  readonly appraisalId: string;
  readonly revision: number;
  readonly inputsHash: string;
  readonly manifest: Manifest;
  readonly kpiSet: KpiSet;
  readonly kept: Pick<Result, 'score' | 'bonus' | 'finalScore'>;
};
export type AppraisalTrace = {
  readonly appraisalId: string;
  readonly revision: number;
  readonly contractId: string;
  readonly quarter: string;
  /** SHA-256 of the manifest. */
  readonly inputsHash: string;
  /** What is explained: the score that pay follows. */
  readonly roots: readonly string[];
  readonly nodes: readonly TraceNode[];
};

/**
 * Every figure of a revision down to milestones, surveys, months, duties, rulings and the KPI set: counts,
 * formulas, dimensions, weights, B, bonus, F and what pay follows. Clause 1.3.1, D3.
 */
export function traceAppraisal(revised: Revision): AppraisalTrace {
  const { appraisalId, revision, inputsHash, manifest, kpiSet, kept } = revised;
  const { contractId, quarter } = manifest;
  const under = (name: string) => `appraisal/${revision}/${name}`;
  const { score, bonus, finalScore } = kept;
  const worked = (id: string, kind: string, formula: string, inputs: readonly string[]) => ({
    ...{ id: under(id), kind, clauseId: '1.3.1', formula, inputs: inputs.map(under) },
  });
  const scored = scoreCounts(kpiSet, countsOf(manifest));
  const evidence = evidenceNodes(under, manifest, groupsOf(kpiSet));
  const counts = evidence.flatMap(({ kind, id }) => (kind === 'COUNTS' ? [id] : []));
  const redLines = (manifest.redLines?.crossed ?? []).map(({ redLineId }) => `redLine/${redLineId}`);
  const claims = (manifest.bonus?.claims ?? []).map(({ bonusId }) => `bonusClaim/${bonusId}`);
  const rules = manifest.bonus ? ['bonusRules'] : [];
  const nodes: readonly TraceNode[] = [
    ...evidence,
    manifestNode(revised, under),
    ...kpiNodes(kpiSet, under),
    ...dimensionNodes(kpiSet, { scored, counts, manifest }, under),
    { ...worked('uncapped', 'SCORE_UNCAPPED', 'half-up-2@1', ['raw']), value: scored.score },
    {
      ...worked('base', 'BASE_SCORE', 'red-line-cap@1', ['uncapped', 'manifest', ...redLines]),
      value: score,
    },
    { ...worked('bonus', 'BONUS', 'bonus@1', [...rules, ...claims]), clauseId: '2.4.1a', value: bonus },
    { ...worked('final', 'FINAL_SCORE', 'final-score@1', ['base', 'bonus', ...rules]), value: finalScore },
    { ...worked('payScore', 'PAY_SCORE', 'pay-score@1', ['final']), value: payScoreOf(finalScore) },
  ];
  return { appraisalId, revision, contractId, quarter, inputsHash, roots: [under('payScore')], nodes };
}

type Under = (name: string) => string;

/** What was frozen: its hash, and the versions of calendar and contract that it names. */
function manifestNode({ manifest, inputsHash }: Revision, under: Under): TraceNode {
  const { contractId, contractVersion, calendar, quarter, workOrders } = manifest;
  return factNode(under('manifest'), 'MANIFEST', '1.3.1', {
    ...{ inputsHash, contractId, contractVersion, calendar, quarter, workOrders },
    redLineCap: manifest.redLines?.cap ?? null,
  });
}

/** How each dimension is weighed. */
const kpiNodes = ({ version, dimensions }: KpiSet, under: Under): readonly TraceNode[] =>
  dimensions.map(({ name, weight, floor, target, unit, numerator, denominator, clauseId }) =>
    factNode(under(`kpi/${name}`), 'KPI', clauseId, {
      ...{ kpiSet: version, weight, floor, target, unit, numerator, denominator },
    }),
  );

/** Measures by the formulas, points between floor and target, weights after redistribution, and their sum. */
function dimensionNodes(
  kpiSet: KpiSet,
  { scored, counts, manifest }: { scored: Scored; counts: readonly string[]; manifest: Manifest },
  under: Under,
): readonly TraceNode[] {
  const names = kpiSet.dimensions.map(({ name }) => name);
  const kpis = names.map((name) => under(`kpi/${name}`));
  const measures = names.map((name) => under(`measure/${name}`));
  const rated = scored.dimensions.filter(({ fraction }) => fraction !== null);
  const whole = rated.reduce((sum, { weight }) => sum + weight, 0);
  const raw = scoreOf(measuredBy(kpiSet, countsOf(manifest)))?.raw;
  return [
    ...scored.dimensions.flatMap(({ name, weight, met, total, fraction, score }, n): readonly TraceNode[] => {
      const { clauseId } = kpiSet.dimensions[n]!;
      const value =
        fraction === null || whole === 0 ? '0' : fractionText(ratio(BigInt(weight * 100), BigInt(whole)));
      return [
        {
          ...{ id: under(`measure/${name}`), kind: 'MEASURE', clauseId, formula: 'cel@1' },
          ...{ inputs: [kpis[n]!, ...counts] },
          value: met === null ? null : { numerator: String(met), denominator: String(total) },
        },
        {
          ...{ id: under(`dimension/${name}`), kind: 'DIMENSION', clauseId, formula: 'clamp@1' },
          ...{ inputs: [kpis[n]!, measures[n]!] },
          value: fraction === null ? null : { points: fraction, score },
        },
        {
          ...{ id: under(`weight/${name}`), kind: 'WEIGHT', clauseId, formula: 'redistribute@1' },
          ...{ inputs: [...kpis, ...measures], value },
        },
      ];
    }),
    {
      ...{ id: under('raw'), kind: 'SCORE_RAW', clauseId: '1.3.1', formula: 'weighted-sum@1' },
      inputs: names.flatMap((name) => [under(`dimension/${name}`), under(`weight/${name}`)]),
      value: raw ? fractionText(raw) : null,
    },
  ];
}
