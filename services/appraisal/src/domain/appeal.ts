import { addWorkingDays, endOfLocalDay, localDateOf, workingCalendar } from '@steward/calendar';
import { ensure, RuleBroken, type Decision } from '@steward/domain';
import { appealDecided, appealFiled, type AppealDecided, type AppealFiled } from '@steward/events';
import type { Appraisal, Contract } from './appraisal';
import type { Document } from './bonus';
import { isPossible, type Manifest } from './manifest';

/** Counts that a ruling may move by itself; arrivals and closures are ruled on one by one. */
export const RULED_INPUTS = [
  ...['response.met', 'response.total', 'surveys.sum', 'surveys.count', 'availability.met'],
  ...['availability.total', 'reports.onTime', 'reports.due', 'meetings.held', 'meetings.due'],
];
/** How the decision has a quarter counted: a milestone otherwise, or a count by so much more or less. */
export type Ruling =
  | { readonly kind: 'MILESTONE'; readonly milestoneId: string; readonly verdict: 'MET' | 'EXCLUDED' }
  | { readonly kind: 'COUNT'; readonly input: string; readonly by: number };
/** What was asked for as a ruling. */
export type AskedRuling = {
  readonly milestoneId?: string;
  readonly verdict?: 'MET' | 'EXCLUDED';
  readonly input?: string;
  readonly by?: number;
};

/** Breaks `appeal.ruling-mixed` where neither a milestone nor a count is ruled on, or both are. */
export function rulingFrom({ milestoneId, verdict, input, by }: AskedRuling, index: number): Ruling {
  const isCount = input !== undefined && by !== undefined;
  const isMilestone = milestoneId !== undefined && verdict !== undefined;
  const given = [milestoneId, verdict, input, by].filter((part) => part !== undefined);
  if (given.length === 2 && isCount) return { kind: 'COUNT', input, by };
  if (given.length === 2 && isMilestone) return { kind: 'MILESTONE', milestoneId, verdict };
  const says = 'A ruling names a milestone and its verdict, or a count and by how much it moves.';
  throw new RuleBroken('appeal.ruling-mixed', says, `/rulings/${index}`);
}

/** What the vendor holds against the score: of which part, and why. */
export type AppealItem = { readonly subject: string; readonly claim: string };

type Filed = {
  readonly id: string;
  readonly appraisalId: string;
  readonly revision: number;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly statement: string;
  readonly items: readonly AppealItem[];
  readonly documents: readonly Document[];
  readonly filedBy: string;
  readonly filedAt: Date;
  /** The end of the day by which it is to be decided. */
  readonly decisionDueAt: Date;
};
export type OpenAppeal = Filed & { readonly status: 'filed' };
export type DecidedAppeal = Filed & {
  readonly status: 'granted' | 'dismissed';
  readonly rulings: readonly Ruling[];
  readonly reason: string;
  /** Who took part in the score: none of them decides. */
  readonly scoredBy: readonly string[];
  readonly decidedBy: string;
  readonly decidedAt: Date;
};
export type Appeal = OpenAppeal | DecidedAppeal;

/**
 * The vendor appeals against the last revision within its window, unless it has accepted it. Breaks
 * `appraisal.revision-outdated`, `appraisal.already-published` and `appeal.window-over`. Clause 1.3.1, D3.
 *
 * @param decisionWorkingDays counted from the day after
 */
export function fileAppeal(
  appraisal: Appraisal,
  filed: Pick<Filed, 'id' | 'revision' | 'statement' | 'items' | 'documents' | 'filedBy' | 'filedAt'>,
  { contract, decisionWorkingDays }: { readonly contract: Contract; readonly decisionWorkingDays: number },
): Decision<OpenAppeal, AppealFiled> {
  const { id: appraisalId, contractId, vendorId, quarter, revision, status, appealEndsAt } = appraisal;
  const isLast = filed.revision === revision && status !== 'superseded';
  const says = `Revision ${filed.revision} of the appraisal of ${quarter} is not its last; read it again.`;
  ensure(isLast, 'appraisal.revision-outdated', says);
  const isAccepted = status === 'published' && appraisal.acceptedBy !== null;
  ensure(!isAccepted, 'appraisal.already-published', `Revision ${revision} of ${quarter} was accepted.`);
  const isOpen = filed.filedAt <= appealEndsAt;
  ensure(isOpen, 'appeal.window-over', `The window ended at ${appealEndsAt.toISOString()}.`);
  const { calendar, timezone, slots } = contract;
  const working = workingCalendar({ id: calendar, timezone, slots });
  const { date } = addWorkingDays(
    working,
    localDateOf(working, filed.filedAt.getTime()),
    decisionWorkingDays,
  );
  const decisionDueAt = new Date(endOfLocalDay(working, date));
  const of = { appraisalId, contractId, vendorId, quarter, revision };
  return {
    state: { ...filed, ...of, decisionDueAt, status: 'filed' },
    events: [appealFiled({ appealId: filed.id, ...of, filedAt: filed.filedAt, decisionDueAt })],
  };
}

/** The decision on an appeal: rulings where it is granted, none where it is dismissed; always a reason. */
export type AppealDecision = Pick<DecidedAppeal, 'rulings' | 'reason' | 'scoredBy'> & {
  readonly by: string;
  /** What the quarter was scored from last. */
  readonly manifest: Manifest;
};

/**
 * Somebody who took no part in the score decides. Breaks `appeal.decided`, `appeal.same-person` and, at
 * `/rulings`, `appeal.milestone-unknown` and `appeal.ruling-impossible`. Clause 1.3.1, D3.
 */
export function decideAppeal(
  appeal: Appeal,
  { by, manifest, ...decision }: AppealDecision,
  now: Date,
): Decision<DecidedAppeal, AppealDecided> {
  const { id: appealId, appraisalId, contractId, vendorId, quarter, revision, status } = appeal;
  ensure(status === 'filed', 'appeal.decided', `The appeal is ${status}.`);
  const isAnother = by !== appeal.filedBy && !decision.scoredBy.includes(by);
  ensure(isAnother, 'appeal.same-person', `${by} took part in the score or in the appeal.`);
  const { rulings } = decision;
  rulings.forEach((ruling, index) => {
    if (ruling.kind !== 'MILESTONE') return;
    const isKnown = manifest.milestones.some(({ milestoneId }) => milestoneId === ruling.milestoneId);
    const says = `There is no milestone ${ruling.milestoneId} in ${quarter}.`;
    ensure(isKnown, 'appeal.milestone-unknown', says, `/rulings/${index}/milestoneId`);
  });
  const ruled = { ...manifest, rulings: [...(manifest.rulings ?? []), ...rulings] };
  ensure(
    isPossible(ruled),
    'appeal.ruling-impossible',
    'No count can be below 0 or above its whole.',
    '/rulings',
  );
  const isGranted = rulings.length > 0;
  const of = { appealId, appraisalId, contractId, vendorId, quarter, revision };
  return {
    state: {
      ...{ ...appeal, ...decision, decidedBy: by, decidedAt: now },
      status: isGranted ? 'granted' : 'dismissed',
    },
    events: [appealDecided({ ...of, isGranted, decidedAt: now })],
  };
}
