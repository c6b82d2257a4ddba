import type { Severity } from '@steward/domain';
import type { Assignment, Fact } from './facts';

/** The columns of an export that count, in the order in which a row keeps them. import-servicenow.md. */
export const COLUMNS = [
  'number',
  'incident_state',
  'opened_at',
  'sys_updated_at',
  'priority',
  'assignment_group',
  'assigned_to',
] as const;
export type Column = (typeof COLUMNS)[number];

const STATES = [
  'New',
  'Active',
  'Awaiting User Info',
  'Awaiting Vendor',
  'Awaiting Problem',
  'Awaiting Evidence',
  'Resolved',
  'Closed',
];
const MISSING = '?';

/** A row that can be read. Instants are epoch milliseconds. */
export type GoodRow = {
  readonly number: string;
  readonly state: string;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly severity: Severity;
  readonly group: string;
  readonly isAssigned: boolean;
};
/** A row that cannot, and why; it changes nothing. */
export type RefusedRow = { readonly number: string; readonly reason: string };

/** A row of a file as it is kept: readable, or refused with the reason. */
export type StagedRow = {
  readonly number: string;
  readonly rowHash: string;
  readonly line: number;
  readonly reason: string | null;
  readonly row: Omit<GoodRow, 'number'> | null;
};

/**
 * Reads one row (rule 2). `instantOf` reads `d/m/yyyy HH:MM` in the log's zone, null where there is no such
 * instant. `fields` is null where the row has another number of columns than the header.
 */
export function readRow(
  fields: Readonly<Record<Column, string>> | null,
  instantOf: (text: string) => number | null,
): GoodRow | RefusedRow {
  if (!fields) return { number: '', reason: 'wrong column count' };
  const { number, incident_state: state, priority } = fields;
  if (number === '' || number === MISSING) return { number: '', reason: 'no number' };
  if (!STATES.includes(state)) return { number, reason: `unknown state ${state}` };
  const openedAt = instantOf(fields.opened_at);
  if (openedAt === null) return { number, reason: `bad opened_at ${fields.opened_at}` };
  const updatedAt = instantOf(fields.sys_updated_at);
  if (updatedAt === null) return { number, reason: `bad sys_updated_at ${fields.sys_updated_at}` };
  if (!/^[1-4]/.test(priority)) return { number, reason: `unknown priority ${priority}` };
  return {
    number,
    state,
    openedAt,
    updatedAt,
    severity: Number(priority[0]) as Severity,
    group: fields.assignment_group,
    isAssigned: fields.assigned_to !== MISSING && fields.assigned_to !== '',
  };
}

/** How a log is read: whose contract answers for a group, and in which states the customer is waited for. */
export type Reading = {
  readonly contractOf: (group: string, reportedAt: number) => Assignment;
  readonly pauseStates: readonly string[];
};
export type Told = {
  readonly facts: readonly Fact[];
  /** Rows whose instant had to be moved up to the one before (rule 1). */
  readonly warned: number;
};

/**
 * Tells one work order's facts from its good rows in file order (rules 1 and 3 to 7). More rows of the same
 * work order only add facts: those of the rows before stay as they are.
 */
export function tell(rows: readonly GoodRow[], { contractOf, pauseStates }: Reading): Told {
  const facts: Fact[] = [];
  let at = rows[0]!.openedAt;
  let severity = rows[0]!.severity;
  let contractId = '';
  let warned = 0;
  const is = { arrived: false, paused: false, resolved: false };
  facts.push({ kind: 'REPORTED', at, severity });

  for (const row of rows) {
    if (row.updatedAt < at) warned += 1;
    at = Math.max(at, row.updatedAt);
    const contract = contractOf(row.group, rows[0]!.openedAt);
    if (contract.contractId !== contractId) {
      contractId = contract.contractId;
      facts.push({ kind: 'DISPATCHED', at, ...contract });
    }
    if (row.severity !== severity) {
      severity = row.severity;
      facts.push({ kind: 'SEVERITY_CHANGED', at, severity, cause: 'CUSTOMER' });
    }
    if (row.isAssigned && !is.arrived) {
      is.arrived = true;
      facts.push({ kind: 'ARRIVED', at });
    }
    facts.push(...stateFacts(row.state, at, is, pauseStates));
  }
  return { facts, warned };
}

type Standing = { arrived: boolean; paused: boolean; resolved: boolean };

/** What a row's state adds. A pause ends where the state leaves it; a resolution ends it too. */
function stateFacts(state: string, at: number, is: Standing, pauseStates: readonly string[]): Fact[] {
  const facts: Fact[] = [];
  const isDone = state === 'Resolved' || state === 'Closed';
  const isPause = !isDone && pauseStates.includes(state);
  if (is.resolved && !isDone) {
    is.resolved = false;
    facts.push({ kind: 'REOPENED', at, reason: null });
  }
  if (is.paused && !isPause) {
    is.paused = false;
    facts.push({ kind: 'RESUMED', at });
  }
  if (isPause && !is.paused) {
    is.paused = true;
    facts.push({ kind: 'PAUSED', at, reason: state });
  }
  if (isDone && !is.resolved) {
    is.resolved = true;
    is.arrived = true; // rule 4: the first resolution stops the on-site clock
    facts.push({ kind: 'RESOLVED', at });
  }
  if (state === 'Closed') facts.push({ kind: 'CLOSED', at, isSilent: false }); // the last one counts
  return facts;
}
