import { factNode, FORMULA_INPUTS, type FormulaGroup, type TraceNode } from '@steward/terms';
import { countsOf, type Manifest } from './manifest';
import type { DutyKind, Milestone } from './quarter-inputs';

type Under = (name: string) => string;
const CLAUSE_OF: Readonly<Record<FormulaGroup, string>> = {
  ...{ response: '2.2.1a', onSite: '2.2.1a', closure: '2.2.1b', surveys: '1.3.1', availability: '2.2.1c' },
  ...{ reports: '1.1.3b', meetings: '2.3.2c' },
};
const FORMULA_OF: Readonly<Record<FormulaGroup, string>> = {
  ...{ response: 'verdicts@1', onSite: 'verdicts@1', closure: 'verdicts@1', surveys: 'surveys@1' },
  ...{ availability: 'months@1', reports: 'duties@1', meetings: 'duties@1' },
};
const MILESTONES: Partial<Record<FormulaGroup, Milestone['kind']>> = {
  onSite: 'ON_SITE',
  closure: 'CLOSURE',
};
const DUTIES: Partial<Record<FormulaGroup, DutyKind>> = { reports: 'REPORT', meetings: 'MEETING' };

/** What was counted, and the counts of the groups that the KPI set reads, after the rulings. Clause 1.3.1. */
export function evidenceNodes(
  under: Under,
  manifest: Manifest,
  groups: ReadonlySet<FormulaGroup>,
): readonly TraceNode[] {
  const counts = countsOf(manifest);
  const { rulings = [], bonus, redLines } = manifest;
  const ruled = rulings.map((_, n) => under(`ruling/${n + 1}`));
  const counted = (Object.keys(FORMULA_INPUTS) as FormulaGroup[])
    .filter((group) => groups.has(group))
    .flatMap((group): readonly TraceNode[] => {
      const facts = factsOf(group, manifest, under);
      const texts = Object.entries<bigint>(counts[group]).map(([name, count]) => [name, String(count)]);
      return [
        ...facts,
        {
          ...{ id: under(`counts/${group}`), kind: 'COUNTS', clauseId: CLAUSE_OF[group] },
          ...{ formula: FORMULA_OF[group], inputs: [...facts.map(({ id }) => id), ...ruled] },
          value: { group, ...(Object.fromEntries(texts) as Record<string, string>) },
        },
      ];
    });
  return [
    ...rulings.map((ruling, n) => factNode(ruled[n]!, 'RULING', '1.3.1', { ...ruling })),
    ...counted,
    ...(redLines?.crossed ?? []).map((one) =>
      factNode(under(`redLine/${one.redLineId}`), 'RED_LINE', '1.3.1', { ...one }),
    ),
    ...(bonus ? [factNode(under('bonusRules'), 'BONUS_RULES', '2.4.1a', { ...bonus.rules })] : []),
    ...(bonus?.claims ?? []).map((claim) => {
      const clauseId = claim.kind === 'INNOVATION' ? '2.4.1a' : '2.4.1b';
      return factNode(under(`bonusClaim/${claim.bonusId}`), 'BONUS_CLAIM', clauseId, { ...claim });
    }),
  ];
}

/** The facts that a group is counted from. */
function factsOf(group: FormulaGroup, manifest: Manifest, under: Under): readonly TraceNode[] {
  const clauseId = CLAUSE_OF[group];
  const { milestones, duties, response, satisfaction, availability, minimumAnswers } = manifest;
  const [milestone, duty] = [MILESTONES[group], DUTIES[group]];
  if (milestone) {
    return milestones
      .filter(({ kind }) => kind === milestone)
      .map((one) => factNode(under(`milestone/${one.milestoneId}`), 'MILESTONE', clauseId, { ...one }));
  }
  if (duty) {
    return duties
      .filter(({ kind }) => kind === duty)
      .map((one) => factNode(under(`duty/${one.dutyId}`), 'DUTY', clauseId, { ...one }));
  }
  const closing = (kind: string, value: TraceNode['value']) => [
    factNode(under(`closing/${group}`), kind, clauseId, value),
  ];
  if (group === 'response') return response ? closing('VERDICTS', { ...response }) : [];
  if (group === 'availability') return availability ? closing('MONTHS', { ...availability }) : [];
  return closing('SURVEYS', { answers: 0, scoreSum: 0, ...satisfaction, minimumAnswers });
}
