import { ratio } from '@steward/money';
import { FORMULA_INPUTS, type FormulaGroup, type FormulaInputs } from '@steward/terms';
import type { Ruling } from './appeal';
import { bonusOf, finalScoreOf, type BonusRules, type CountedBonus } from './bonus';
import { scoreCounts, type KpiSet, type Scored } from './kpi-set';
import type { Counts, Duty, DutyKind, Measured, Milestone, QuarterInputs, Verdicts } from './quarter-inputs';
import type { CountedRedLine } from './red-line';

/**
 * All that a score rests on: whoever has it can score the quarter again and compare the hash. A closing that
 * was repeated without a change gives the same manifest. Clause 1.3.1.
 */
export type Manifest = Counts &
  Measured & {
    readonly contractId: string;
    /** In force at the quarter's end; null where its first version came later. */
    readonly contractVersion: number | null;
    /** The days that count, with the version of their facts: `CN 2025-11-04`. */
    readonly calendar: string;
    readonly quarter: string;
    readonly kpiSet: number;
    readonly workOrders: number;
    /** Fewer surveys say nothing. D3 P2. */
    readonly minimumAnswers: number;
    /** In the order of their ids, as all that follows. */
    readonly milestones: readonly Milestone[];
    /** Only those of which the KPI set reads the kind. */
    readonly duties: readonly Duty[];
    /** Points beside the KPIs; absent where nothing was verified. Clause 2.4.1. */
    readonly bonus?: { readonly rules: BonusRules; readonly claims: readonly CountedBonus[] };
    /** Absent where none was confirmed; `cap` is the most that B comes to. D3. */
    readonly redLines?: { readonly cap: string; readonly crossed: readonly CountedRedLine[] };
    /** What appeals were granted. Clause 1.3.1. */
    readonly rulings?: readonly Ruling[];
  };

/** What a manifest is made of beside the quarter's counts. */
export type Held = Pick<
  Manifest,
  | 'contractVersion'
  | 'calendar'
  | 'kpiSet'
  | 'minimumAnswers'
  | 'milestones'
  | 'duties'
  | 'bonus'
  | 'redLines'
  | 'rulings'
> & {
  /** What the KPI set reads. */
  readonly groups: ReadonlySet<FormulaGroup>;
};

const GROUP_OF: Readonly<Record<DutyKind, FormulaGroup>> = { REPORT: 'reports', MEETING: 'meetings' };

/** The manifest of what is held now. */
export function manifestOf(
  { contractId, quarter, held, closing }: QuarterInputs,
  { groups, duties, ...rest }: Held,
): Manifest {
  const { response, availability, satisfaction } = closing ?? {};
  return {
    ...{ contractId, quarter, ...rest, ...held, workOrders: closing?.workOrders ?? 0 },
    ...(response && groups.has('response') && { response }),
    ...(availability && { availability }),
    ...(satisfaction && { satisfaction }),
    duties: duties.filter(({ kind }) => groups.has(GROUP_OF[kind])),
  };
}

/** What of a manifest a score follows from: where it is the same, no revision is made. */
export function scoredPartOf(manifest: Manifest): object {
  const { calendar: _, contractVersion: __, ...scored } = manifest;
  return scored;
}

/** `score` is B, `bonus` and `finalScore` (F) as D3 names them; two decimals, null where not rated. */
export type Result = Scored & { readonly bonus: string; readonly finalScore: string | null };

/** The score of a manifest: the same again whenever it is asked. Clause 1.3.1, D3. */
export function scoreManifest(kpiSet: KpiSet, manifest: Manifest): Result {
  const { score: uncapped, dimensions } = scoreCounts(kpiSet, countsOf(manifest));
  const cap = manifest.redLines?.cap;
  const isCapped = cap !== undefined && uncapped !== null && ratio(uncapped).gt(ratio(cap));
  const score = isCapped ? cap : uncapped;
  if (!manifest.bonus) return { score, dimensions, bonus: '0.00', finalScore: score };
  const { claims, rules } = manifest.bonus;
  const bonus = bonusOf(claims, rules);
  return { score, dimensions, bonus, finalScore: finalScoreOf(score, bonus, rules.scoreCap) };
}

/** A manifest's counts as formulas name them; open milestones are not decided and do not count. D3. */
export function countsOf(manifest: Manifest): FormulaInputs {
  const { availability, satisfaction, minimumAnswers, duties, milestones, rulings = [] } = manifest;
  const ruled = (name: string, count: number) =>
    rulings.reduce((sum, one) => (one.kind === 'COUNT' && one.input === name ? sum + one.by : sum), count);
  const decided = (group: 'onSite' | 'closure' | 'response') => {
    const { met, breached } = ruledVerdicts(manifest[group] ?? NONE, group, milestones, rulings);
    const total = ruled(`${group}.total`, met + breached);
    return { met: BigInt(ruled(`${group}.met`, met)), total: BigInt(total) };
  };
  const answers = ruled('surveys.count', satisfaction?.answers ?? 0);
  const marks = ruled('surveys.sum', satisfaction?.scoreSum ?? 0);
  const isHeard = answers >= minimumAnswers;
  const due = (kind: DutyKind) => duties.filter((duty) => duty.kind === kind);
  const met = (kind: DutyKind) => due(kind).filter(({ isMet }) => isMet).length;
  return {
    response: decided('response'),
    onSite: decided('onSite'),
    closure: decided('closure'),
    surveys: { sum: BigInt(isHeard ? marks : 0), count: BigInt(isHeard ? answers : 0) },
    availability: {
      met: BigInt(ruled('availability.met', availability?.met ?? 0)),
      total: BigInt(ruled('availability.total', availability?.months ?? 0)),
    },
    reports: {
      onTime: BigInt(ruled('reports.onTime', met('REPORT'))),
      due: BigInt(ruled('reports.due', due('REPORT').length)),
    },
    meetings: {
      held: BigInt(ruled('meetings.held', met('MEETING'))),
      due: BigInt(ruled('meetings.due', due('MEETING').length)),
    },
  };
}

const NONE: Verdicts = { met: 0, breached: 0, open: 0 };
const GROUP_OF_MILESTONE = { ON_SITE: 'onSite', CLOSURE: 'closure' } as const;

/** The verdicts after the rulings on single milestones: one is met after all, or does not count. */
function ruledVerdicts(
  verdicts: Verdicts,
  group: string,
  milestones: readonly Milestone[],
  rulings: readonly Ruling[],
): Verdicts {
  let { met, breached } = verdicts;
  // Of several on one milestone the last counts.
  const last = new Map(rulings.flatMap((one) => (one.kind === 'MILESTONE' ? [[one.milestoneId, one]] : [])));
  for (const ruling of last.values()) {
    const held = milestones.find(({ milestoneId }) => milestoneId === ruling.milestoneId);
    if (!held || GROUP_OF_MILESTONE[held.kind] !== group) continue;
    if (held.verdict === 'MET') met -= 1;
    if (held.verdict === 'BREACHED') breached -= 1;
    if (ruling.verdict === 'MET') met += 1;
  }
  return { ...verdicts, met, breached };
}

/** True where each part is of its whole: rulings have not taken away more than there was. */
export function isPossible(manifest: Manifest): boolean {
  const counts = countsOf(manifest);
  return (Object.keys(FORMULA_INPUTS) as FormulaGroup[]).every((group) => {
    const [part, whole] = Object.values<bigint>(counts[group]);
    const most = group === 'surveys' ? 5n * whole! : whole!;
    return part! >= 0n && whole! >= 0n && part! <= most;
  });
}

/** True where the counts of arrivals and closures are those of the milestones named. D3. */
export function isCounted({ onSite, closure, milestones }: Manifest): boolean {
  const isRight = (kind: Milestone['kind'], { met, breached, open }: Verdicts) => {
    const count = (verdict: Milestone['verdict']) =>
      milestones.filter((one) => one.kind === kind && one.verdict === verdict).length;
    return count('MET') === met && count('BREACHED') === breached && count('OPEN') === open;
  };
  return isRight('ON_SITE', onSite) && isRight('CLOSURE', closure);
}
