import { Random } from './random';
import { historyOf, type Crew, type History, type Update } from './work-order-history';

/** The columns of a ServiceNow incident log, in its order. */
export const COLUMNS = [
  ...[
    'number',
    'incident_state',
    'active',
    'reassignment_count',
    'reopen_count',
    'sys_mod_count',
    'made_sla',
  ],
  ...[
    'caller_id',
    'opened_by',
    'opened_at',
    'sys_created_by',
    'sys_created_at',
    'sys_updated_by',
    'sys_updated_at',
  ],
  ...[
    'contact_type',
    'location',
    'category',
    'subcategory',
    'u_symptom',
    'cmdb_ci',
    'impact',
    'urgency',
    'priority',
  ],
  ...[
    'assignment_group',
    'assigned_to',
    'knowledge',
    'u_priority_confirmation',
    'notify',
    'problem_id',
    'rfc',
  ],
  ...['vendor', 'caused_by', 'closed_code', 'resolved_by', 'resolved_at', 'closed_at'],
] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/**
 * The groups of deploy/local/sample.profile.json; the last one no vendor names, so that it goes to the
 * default.
 */
export const CREWS: readonly [Crew, ...Crew[]] = [
  { group: 'Network Operations', share: 26, slow: 2, late: 4 },
  { group: 'Perimeter Security', share: 12, slow: 2, late: 3 },
  { group: 'Datacentre Hardware', share: 22, slow: 6, late: 9 },
  { group: 'Business Applications', share: 18, slow: 6, late: 10 },
  { group: 'Workplace Support', share: 12, slow: 8, late: 9 },
  { group: 'Facilities', share: 10, slow: 10, late: 10 },
];

const FIRST_DAY = Date.UTC(2026, 0, 1);
/** 1 January to 31 March 2026; the log is cut there, so that some orders are still open at its end. */
const DAYS = 90;
const END_MINUTE = DAYS * 1440;
const PRIORITIES = { 1: '1 - Critical', 2: '2 - High', 3: '3 - Moderate', 4: '4 - Low' } as const;
/** A work order has that many rows in the long run. */
const ROWS_PER_ORDER = 5.8;

/**
 * A log of our own making in ServiceNow's format: the lines of a CSV file, the header first. The same seed
 * and size give the same bytes on every machine. It has holidays and make-up days, waits for the customer,
 * reopenings, changes of severity, orders that nobody was assigned to, rows that cannot be read and rows
 * out of order.
 *
 * @param rows about how many rows it is to have
 */
export function* sampleLog({
  seed,
  rows,
}: {
  readonly seed: number;
  readonly rows: number;
}): Generator<string> {
  const random = new Random(seed);
  yield COLUMNS.join(',');
  const openings = openingMinutes(random, Math.max(1, Math.round(rows / ROWS_PER_ORDER)));
  for (const [index, openedMinute] of openings.entries()) {
    const history = historyOf(random, crewOf(random), openedMinute);
    const number = `SMP${String(1001 + index).padStart(7, '0')}`;
    yield* rowsOf(random, number, history, index).map(lineOf);
  }
}

/** Most are reported on weekdays and by day, but none of the hours of the quarter is without. */
function openingMinutes(random: Random, count: number): number[] {
  const minutes = Array.from({ length: count }, () => {
    const first = random.between(0, DAYS - 1);
    const isWeekend = [0, 6].includes((first + 4) % 7); // the first day is a Thursday
    const day = isWeekend && random.inHundred(50) ? random.between(0, DAYS - 1) : first;
    const minute = random.inHundred(80) ? random.between(8 * 60, 18 * 60) : random.between(0, 1439);
    return day * 1440 + minute;
  });
  return minutes.sort((a, b) => a - b);
}

function crewOf(random: Random): Crew {
  let left = random.between(1, 100);
  return CREWS.find(({ share }) => (left -= share) <= 0) ?? CREWS[0];
}

function rowsOf(random: Random, number: string, { openedMinute, updates }: History, index: number): Row[] {
  const within = updates.filter(({ atMinute }) => atMinute < END_MINUTE);
  const solved = within.findLast(({ state }) => state === 'Resolved');
  const closed = within.findLast(({ state }) => state === 'Closed');
  const same: Row = {
    number,
    opened_at: textOf(openedMinute),
    sys_created_at: textOf(openedMinute),
    caller_id: `Caller ${random.between(1, 300)}`,
    opened_by: `Opened by ${random.between(1, 20)}`,
    sys_created_by: `Created by ${random.between(1, 20)}`,
    location: `Location ${random.between(1, 12)}`,
    category: `Category ${random.between(1, 9)}`,
    ...(solved && { resolved_by: solved.resolver ?? '?', resolved_at: textOf(solved.atMinute) }),
    ...(closed && { closed_at: textOf(closed.atMinute) }),
  };
  const rows = within.map((update, n) => ({ ...same, ...rowOf(update, n, within), ...updatedBy(random) }));
  return withFaults(rows, index);
}

const updatedBy = (random: Random): Row => ({ sys_updated_by: `Updated by ${random.between(1, 60)}` });

function rowOf(update: Update, index: number, all: readonly Update[]): Row {
  const { state, severity, group, resolver, atMinute } = update;
  const before = all.slice(0, index + 1);
  const reopenings = before.filter(
    (each, n) => each.state === 'Active' && before[n - 1]?.state === 'Resolved',
  );
  const reassignments = before.filter((each, n) => n > 0 && each.group !== before[n - 1]?.group);
  const level = severity === 1 ? '1 - High' : severity === 4 ? '3 - Low' : '2 - Medium';
  return {
    incident_state: state,
    active: String(state !== 'Closed'),
    reassignment_count: String(reassignments.length),
    reopen_count: String(reopenings.length),
    sys_mod_count: String(index),
    sys_updated_at: textOf(atMinute),
    priority: PRIORITIES[severity],
    impact: level,
    urgency: level,
    assignment_group: group,
    assigned_to: resolver ?? '?',
  };
}

/** What real logs have too: here and there a row that cannot be read, or one that is out of order. */
function withFaults(rows: readonly Row[], index: number): Row[] {
  const [first, ...later] = rows;
  const last = rows.at(-1);
  if (!first || !last) return [];
  if (index % 61 === 40) return [first, { ...first, incident_state: '-100' }, ...later];
  if (index % 113 === 70) return [...rows, { ...last, sys_updated_at: '31/2/2026 10:00' }];
  if (index % 127 === 90) return [first, { ...first, priority: '?' }, ...later];
  if (index % 83 === 20) return [...rows, { ...last, sys_updated_at: first.sys_updated_at ?? '?' }];
  return [...rows];
}

const ALWAYS: Row = {
  made_sla: 'true',
  contact_type: 'Phone',
  knowledge: 'false',
  u_priority_confirmation: 'false',
  notify: 'Do Not Notify',
};
const lineOf = (row: Row): string => COLUMNS.map((column) => row[column] ?? ALWAYS[column] ?? '?').join(',');

/**
 * d/m/yyyy HH:MM, as ServiceNow writes it. The arithmetic is in UTC, so that no machine's zone takes part.
 */
function textOf(minute: number): string {
  const at = new Date(FIRST_DAY + minute * 60_000);
  const [hour, minutes] = [at.getUTCHours(), at.getUTCMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()} ${hour}:${minutes}`;
}
