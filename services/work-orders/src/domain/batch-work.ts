import { localDateOf } from '@steward/calendar';
import { ensure, importedId, RuleBroken, type CapabilityCategory } from '@steward/domain';
import { eventOf } from './announce';
import { complaints, instantsOf, plainOf } from './batch-row';
import type { BatchColumn, BatchRow, Cell, Happened, PlainRow, RowError } from './batch-row';
import type { Fact } from './facts';
import { ensureCertified } from './mismatch';
import { overrunsTold } from './overruns';
import { inForceAt, scopeDecision, type ContractStanding, type ContractVersion } from './terms';
import { judge, statusOf, type Assigned, type WorkOrderDecided } from './work-order';

/** A contract by which rows may be judged, with its versions in order of effect: one at least. */
export type BatchContract = {
  readonly versions: readonly ContractVersion[];
  readonly standing: ContractStanding;
  /** What its vendor is certified for. */
  readonly skills: readonly CapabilityCategory[];
};
export type BatchTerms = {
  /** By the name that a row uses. */
  readonly contracts: ReadonlyMap<string, BatchContract>;
  /** Numbers that there are already. */
  readonly taken: ReadonlySet<string>;
  /** The policy's, at which clocks warn. D1. */
  readonly percents: readonly number[];
};
export type BatchWork = {
  readonly workOrder: Assigned;
  /** Those of the facts, each with when it occurred, and what the clocks have come to. */
  readonly told: readonly { readonly at: Date; readonly event: WorkOrderDecided['events'][number] }[];
};
export type JudgedBatch = {
  readonly errors: readonly RowError[];
  /** Of the rows without an error. */
  readonly works: readonly BatchWork[];
};

/**
 * Judges rows as if each work order were told live, late: by the contract's version at its report, its scope
 * and its vendor's certificates. Clauses 1.1.2, 1.2.3 and 3.2.1a, S11.
 */
export function judgeRows(
  batchId: string,
  rows: readonly BatchRow[],
  terms: BatchTerms,
  now: Date,
): JudgedBatch {
  const seen = new Set<string>();
  const judged = rows.map((row) => judgeRow(batchId, row, terms, seen, now));
  return {
    errors: judged.flatMap(({ errors }) => errors),
    works: judged.flatMap(({ work }) => work ?? []),
  };
}

function judgeRow(batchId: string, row: BatchRow, terms: BatchTerms, seen: Set<string>, now: Date) {
  const { errors, complain } = complaints(row.line);
  const refuse = (column: BatchColumn, check: () => void) => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      complain(column, error.code, error.message);
    }
  };
  const plain = plainOf(row, complain);
  const [number, name] = [textIn(row.cells.number), textIn(row.cells.contract)];
  if (terms.taken.has(number)) {
    complain('number', 'work-order.number-taken', `There is a work order ${number} already.`);
  } else if (number !== '' && seen.has(number)) {
    complain('number', 'work-order-batch.number-twice', `${number} stands in more than one row.`);
  }
  seen.add(number);
  const contract = terms.contracts.get(name);
  if (name !== '' && !contract) {
    complain('contract', 'work-order-batch.contract-unknown', `There is no contract ${name} here.`);
  }
  const zone = contract?.versions[0]!.calendar.timezone ?? null;
  const happened = instantsOf(row, zone, complain, now);
  if (!plain || !contract || happened[0]?.kind !== 'REPORTED') return { errors, work: null };
  const version = inForceAt(contract.versions, happened[0].at)!;
  refuse('contract', () => ensureInForce(contract, version, happened[0]!.at));
  refuse('category', () => ensureCertified(contract.skills, plain.category));
  refuse('category', () => ensureCovered(version, plain));
  if (errors.length > 0) return { errors, work: null };
  return { errors, work: workOf(batchId, plain, version, happened, terms.percents, now) };
}

/** What is no text was refused already. */
const textIn = (cell: Cell): string => (typeof cell === 'string' ? cell : '');

/** What was reported while the contract lasted may be recorded after its end, but not after a quarrel. */
function ensureInForce({ standing }: BatchContract, version: ContractVersion, reportedAt: number): void {
  const on = localDateOf(version.calendar, reportedAt);
  const isLasting = version.startOn <= on && on <= version.endOn;
  const code = 'work-order.contract-not-in-force';
  ensure(isLasting, code, `The contract was not in force on ${on}.`);
  ensure(standing === 'in-force' || standing === 'expired', code, `The contract is ${standing}.`);
}

/** What the fee does not cover would wait for a change order, and none is asked for afterwards. 1.1.2. */
function ensureCovered(version: ContractVersion, { category, service, assetClass }: PlainRow): void {
  const asked = { category, service: service ?? 'FAULT_HANDLING', assetClass: assetClass ?? '*' } as const;
  const { isIncluded } = scopeDecision(version, asked);
  ensure(isIncluded, 'work-order.out-of-scope', 'The scope of the contract does not cover it.');
}

function workOf(
  batchId: string,
  { number, severity, category, service, assetClass }: PlainRow,
  terms: ContractVersion,
  happened: readonly Happened[],
  percents: readonly number[],
  now: Date,
): BatchWork {
  const { vendorId, contractId, contractVersion } = terms;
  const asked = { ...(service && { service }), ...(assetClass && { assetClass }) };
  const facts = happened.flatMap(({ kind, at }): Fact[] => {
    if (kind === 'CLOSED') return [{ kind, at, isSilent: false }];
    if (kind !== 'REPORTED') return [{ kind, at }];
    // Nobody writes down when it was dispatched: the vendor answers for it from the report.
    return [
      { kind, at, severity, ...asked },
      { kind: 'DISPATCHED', at, vendorId, contractId, contractVersion },
    ];
  });
  const recorded: Assigned = {
    ...{ id: importedId('work-order', `${batchId}:${number}`), number, category, assetId: null },
    ...{ evidenceGrade: 'C', facts, stored: 0, milestones: [], percents, warnings: [], verdictEvents: {} },
    ...{ status: statusOf(number, facts), terms },
  };
  const { state, events } = judge(recorded, now);
  return {
    workOrder: state as Assigned, // judging does not take it from its vendor
    told: [
      ...facts.map((fact) => ({ at: new Date(fact.at), event: eventOf(recorded, fact) })),
      ...[...events, ...overrunsTold(null, recorded, now)].map((event) => ({ at: now, event })),
    ],
  };
}
