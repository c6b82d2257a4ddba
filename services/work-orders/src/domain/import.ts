import { ensure, importedId } from '@steward/domain';
import { importEnded, type ImportEnded, type MilestoneDecided, type WorkOrderEvent } from '@steward/events';
import { eventOf } from './announce';
import { severityOf, type Assignment, type Fact } from './facts';
import { announce, changedOf, milestonesOf, STOPS, type Milestone } from './milestones';
import { tell, type GoodRow } from './servicenow';
import type { Period, PeriodKey } from './period';
import { inForceAt, type ContractVersion } from './terms';

/** How a log is read: its zone, its pause states, and whose contract answers for which groups. */
export type Profile = {
  readonly timezone: string;
  readonly pauseStates: readonly string[];
  /** In the order of the profile; one may be the default for every group not named. */
  readonly contracts: readonly {
    readonly vendorCode: string;
    readonly contractId: string;
    readonly groups: readonly string[];
    readonly isDefault: boolean;
  }[];
};

/** One run over a file of a log. */
export type Import = {
  readonly id: string;
  readonly log: string;
  readonly fileId: string;
  readonly status: 'running' | 'ended' | 'refused';
  readonly profile: Profile;
  readonly givenAsOf: Date | null;
  readonly asOf: Date | null;
  readonly startedBy: string;
};

/**
 * Refuses a profile that leaves a group to two contracts or names a contract that is not in force here.
 * Breaks `import.group-twice`, `import.two-defaults` and `import.contract-unknown`.
 */
export function checkProfile({ contracts }: Profile, versions: readonly ContractVersion[]): void {
  const groups = contracts.flatMap((contract) => contract.groups);
  const twice = groups.find((group, n) => groups.indexOf(group) !== n);
  ensure(twice === undefined, 'import.group-twice', `Two contracts answer for ${twice}.`);
  const defaults = contracts.filter(({ isDefault }) => isDefault).length;
  ensure(defaults <= 1, 'import.two-defaults', 'More than one contract is the default.');
  const unknown = contracts.find(
    ({ contractId }) => !versions.some((known) => known.contractId === contractId),
  );
  ensure(
    unknown === undefined,
    'import.contract-unknown',
    `The contract of ${unknown?.vendorCode} is not in force here.`,
  );
}

/** Who answers for a group at an instant (rule 7), or undefined: such a row is refused. */
export function assigner(profile: Profile, versions: readonly ContractVersion[]) {
  const byGroup = new Map(
    profile.contracts.flatMap(({ groups, contractId }) => groups.map((g) => [g, contractId])),
  );
  const fallback = profile.contracts.find(({ isDefault }) => isDefault)?.contractId;
  return (group: string, at: number): ContractVersion | undefined => {
    const contractId = byGroup.get(group) ?? fallback;
    return inForceAt(
      versions.filter((version) => version.contractId === contractId),
      at,
    );
  };
}

/** One work order of a log: all its good rows in file order, and how far it was told before. */
export type ToTell = {
  readonly log: string;
  readonly number: string;
  readonly rows: readonly GoodRow[];
  readonly factsTold: number;
  readonly milestones: readonly Milestone[];
};
export type Told = {
  readonly workOrderId: string;
  readonly number: string;
  readonly facts: readonly Fact[];
  readonly factsTold: number;
  readonly rowsTold: number;
  readonly warned: number;
  readonly assignment: Assignment;
  /** Those that are not as they were announced. */
  readonly milestones: readonly Milestone[];
  /** Those that were. */
  readonly known: readonly Milestone[];
  readonly status: 'accepted' | 'on-site' | 'paused' | 'resolved' | 'closed';
  /** Whether both clocks have stopped: then only another row can change it. */
  readonly isStopped: boolean;
  readonly events: readonly { readonly at: number; readonly event: WorkOrderEvent | MilestoneDecided }[];
};

/** Tells a work order from its rows and judges it at `asOf`: what is new becomes events. Rules 1 to 8. */
export function tellWorkOrder(
  { log, number, rows, factsTold, milestones: before }: ToTell,
  profile: Profile,
  contractOf: ReturnType<typeof assigner>,
  asOf: number,
): Told {
  const workOrderId = workOrderIdOf(log, number);
  const { facts, warned } = tell(rows, {
    pauseStates: profile.pauseStates,
    contractOf: (group, at) => assignmentOf(contractOf(group, at)!), // a group nobody answers for was refused
  });
  const terms = contractOf(rows.at(-1)!.group, rows[0]!.openedAt)!;
  const milestones = milestonesOf(workOrderId, facts, terms, asOf);
  const changed = changedOf(before, milestones);
  const named = { id: workOrderId, number, category: null, evidenceGrade: 'C' as const };
  return {
    ...{ workOrderId, number, facts, factsTold, rowsTold: rows.length, warned },
    assignment: assignmentOf(terms),
    milestones: changed,
    known: before,
    status: statusOf(facts),
    isStopped: milestones.every(({ verdict, kind }) => verdict !== 'OPEN' && isStopped(facts, kind)),
    events: [
      ...facts.slice(factsTold).map((fact) => ({ at: fact.at, event: eventOf(named, fact) })),
      ...changed.map((milestone) => ({
        at: milestone.decidedAt,
        event: announce(workOrderId, milestone, 'C'),
      })),
    ],
  };
}

/** A repeated import meets itself. */
export const workOrderIdOf = (log: string, number: string): string =>
  importedId('work-order', `${log}:${number}`);

const assignmentOf = ({ vendorId, contractId, contractVersion }: ContractVersion): Assignment => ({
  ...{ vendorId, contractId, contractVersion },
});

function isStopped(facts: readonly Fact[], kind: Milestone['kind']): boolean {
  if (kind !== 'CLOSURE') return facts.some((fact) => STOPS[kind].includes(fact.kind));
  return facts.findLast((fact) => fact.kind === 'RESOLVED' || fact.kind === 'REOPENED')?.kind === 'RESOLVED';
}

/** Where the last fact that moves a work order leaves it; the vendor of a log has always accepted. */
function statusOf(facts: readonly Fact[]): Told['status'] {
  const last = facts.findLast(({ kind }) => kind in ENDS || kind === 'RESUMED' || kind === 'REOPENED');
  const working = facts.some(({ kind }) => kind === 'ARRIVED') ? 'on-site' : 'accepted';
  return (last && ENDS[last.kind]) ?? working;
}
const ENDS: Readonly<Partial<Record<Fact['kind'], Told['status']>>> = {
  PAUSED: 'paused',
  RESOLVED: 'resolved',
  CLOSED: 'closed',
};

export const severityTold = ({ facts }: Told) => severityOf(facts);

export type Counted = {
  readonly read: number;
  readonly applied: number;
  readonly refused: number;
  readonly warned: number;
};

/** Announces that the log is in up to here. */
export function end(
  told: {
    readonly importId: string;
    readonly log: string;
    readonly revision: number;
    readonly profile: Profile;
    readonly vendorIdOf: (contractId: string) => string;
    readonly counts: Counted;
    readonly quarters: readonly string[];
    readonly asOf: Date;
  },
  endedAt: Date,
): ImportEnded {
  const { importId, log, revision, profile, vendorIdOf, counts, quarters, asOf } = told;
  return importEnded({
    ...{ importId, log, revision, asOf, timezone: profile.timezone, ...counts },
    contracts: profile.contracts.map(({ contractId, vendorCode }) => ({
      ...{ contractId, vendorCode, vendorId: vendorIdOf(contractId) },
    })),
    quarters: [...quarters],
    endedAt,
  });
}

type AsOf =
  { readonly isFixed: true; readonly at: Date } | { readonly isFixed: false; readonly reason: string };

/**
 * When open clocks are judged: as asked, or at the latest instant of a good row; an earlier one is refused.
 */
export function asOfFor(given: Date | null, latest: Date | null): AsOf {
  if (!latest) return { isFixed: false, reason: 'The log has no row that can be read.' };
  if (given && given < latest) {
    return {
      isFixed: false,
      reason: `As-of ${given.toISOString()} is before the latest row, ${latest.toISOString()}.`,
    };
  }
  return { isFixed: true, at: given ?? latest };
}

/** Every contract of the log in every quarter that it touches, and those touched once but no more. */
export function periodsOf(
  { contracts }: Profile,
  vendorIdOf: (contractId: string) => string,
  quarters: readonly string[],
  closed: readonly Period[],
): readonly PeriodKey[] {
  const all = new Set([...quarters, ...closed.map(({ quarter }) => quarter)]);
  return contracts.flatMap(({ contractId }) =>
    [...all].sort().map((quarter) => ({ contractId, vendorId: vendorIdOf(contractId), quarter })),
  );
}
