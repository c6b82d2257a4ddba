import { importedId, type Decision, type Tier } from '@steward/domain';
import { procedureOpened, procedureWithdrawn } from '@steward/events';
import type { ProcedureOpened, ProcedureWithdrawn } from '@steward/events';
import { proceduresFor, type StreakRule } from '@steward/terms';

export type ProcedureKind = 'DOWNGRADE' | 'ELIMINATION';
type Opened = {
  readonly id: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly kind: ProcedureKind;
  /** The quarter whose score completed the streak. */
  readonly quarter: string;
  readonly openedAt: Date;
};
export type OpenProcedure = Opened & { readonly status: 'open' };
/** The vendor is heard at `hearingAt`; after that it is decided, at the latest by `decisionDueAt`. */
type Called = Opened & {
  readonly hearingAt: Date;
  readonly decisionDueAt: Date;
  readonly calledBy: string;
};
export type CalledProcedure = Called & { readonly status: 'called' };
export type DecidedProcedure = Called & {
  readonly status: 'decided';
  readonly isUpheld: boolean;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
};
export type WithdrawnProcedure = Opened & { readonly status: 'withdrawn'; readonly withdrawnAt: Date };
/** A streak asks for a hearing; it decides nothing by itself. Clause 1.3.2. */
export type Procedure = OpenProcedure | CalledProcedure | DecidedProcedure | WithdrawnProcedure;

/** A quarter's published score, or that nothing of it has been published yet. */
export type Standing = {
  readonly quarter: string;
  readonly isPublished: boolean;
  readonly tier: Tier;
  readonly score: string | null;
  /** By the pass line that it was published with; null where not rated. */
  readonly isPassed: boolean | null;
};
/** When a streak asks for what, by tier. */
export type StreakRules = Readonly<Record<Tier, StreakRule>>;
/** What a contract's streak is judged by; standings are in the order of their quarters. */
export type ContractRecord = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly standings: readonly Standing[];
  readonly procedures: readonly Procedure[];
};

/**
 * Reads the contract's scores from the first quarter on: withdraws a procedure whose streak a correction
 * undid, and opens one where a streak was reached and none of its kind is open. A quarter still in its appeal
 * window holds the later ones back, since its score may break their streak. State: the procedures that
 * changed, withdrawn ones first. Clause 1.3.2, D3 P4.
 */
export function reviewStreaks(
  record: ContractRecord,
  rules: StreakRules,
  now: Date,
): Decision<readonly Procedure[], ProcedureOpened | ProcedureWithdrawn> {
  const { procedures } = record;
  const firstUnsure = record.standings.findIndex(({ isPublished }) => !isPublished);
  const sure = firstUnsure < 0 ? record.standings : record.standings.slice(0, firstUnsure);
  const decided = procedures.filter(({ status }) => status === 'decided');
  const isDecided = ({ quarter, kind }: Streak) =>
    decided.some((procedure) => procedure.quarter === quarter && procedure.kind === kind);
  const reached = streaksIn(sure, rules).filter((streak) => !isDecided(streak));
  const open = procedures.filter(isPending);
  const isUndone = ({ quarter, kind }: Procedure) =>
    sure.some((standing) => standing.quarter === quarter) &&
    !reached.some((streak) => streak.quarter === quarter && streak.kind === kind);

  const withdrawn = open.filter(isUndone).map((procedure) => withdraw(procedure, now));
  const kept = open.filter((procedure) => !isUndone(procedure));
  const missing = KINDS.filter((kind) => !kept.some((procedure) => procedure.kind === kind));
  const opened = missing.flatMap((kind) => {
    const first = reached.find((streak) => streak.kind === kind);
    return first ? [openProcedure(record, first, now)] : [];
  });
  const changes: readonly Decision<Procedure, ProcedureOpened | ProcedureWithdrawn>[] = [
    ...withdrawn,
    ...opened,
  ];
  return {
    state: changes.map(({ state }) => state),
    events: changes.flatMap(({ events }) => events),
  };
}

const isPending = (procedure: Procedure): procedure is OpenProcedure | CalledProcedure =>
  procedure.status === 'open' || procedure.status === 'called';

const KINDS: readonly ProcedureKind[] = ['DOWNGRADE', 'ELIMINATION'];
type Streak = { readonly quarter: string; readonly kind: ProcedureKind };

/**
 * Each quarter that completes a streak, by the rule of its own tier. A quarter that passed in the tier of its
 * time ends a streak whatever the tier is now; one that is not rated completes none.
 */
function streaksIn(standings: readonly Standing[], rules: StreakRules): readonly Streak[] {
  return standings.flatMap(({ quarter, tier, score }, index) => {
    const upToHere = standings.slice(0, index + 1);
    const sincePassed = upToHere.slice(upToHere.findLastIndex(({ isPassed }) => isPassed) + 1);
    const scores = sincePassed.map((standing) => standing.score);
    const kind = score === null ? null : proceduresFor(tier, scores, rules);
    return kind ? [{ quarter, kind }] : [];
  });
}

function openProcedure(
  { contractId, vendorId }: ContractRecord,
  { quarter, kind }: Streak,
  now: Date,
): Decision<OpenProcedure, ProcedureOpened> {
  const id = importedId('procedure', `${vendorId}:${contractId}:${quarter}:${kind}`);
  const opened = procedureOpened({ procedureId: id, vendorId, contractId, kind, quarter, openedAt: now });
  return {
    state: { id, vendorId, contractId, kind, quarter, openedAt: now, status: 'open' },
    events: [opened],
  };
}

function withdraw(
  procedure: OpenProcedure | CalledProcedure,
  now: Date,
): Decision<WithdrawnProcedure, ProcedureWithdrawn> {
  const { id: procedureId, vendorId, contractId, kind, quarter, openedAt } = procedure;
  const opened = { id: procedureId, vendorId, contractId, kind, quarter, openedAt };
  return {
    state: { ...opened, status: 'withdrawn', withdrawnAt: now },
    events: [procedureWithdrawn({ procedureId, vendorId, contractId, withdrawnAt: now })],
  };
}
