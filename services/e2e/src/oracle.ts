import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readClockByWalking, type Target, type WalkedClock } from './walked-clock';

/*
 * The report of a log worked out a second time, by another method and without any of the product's rules: row
 * by row as the import's rules read, clocks by walking over minutes, money by plain integer arithmetic. It is
 * slow and simple on purpose, and knows just what the profiles here need: China's calendar, working slots in
 * whole minutes, one currency, contracts of a calendar year.
 */

export type OracleContract = OracleProfile['vendors'][number]['contract'];
type ProfileTarget = { duration: string; clock: Target['clock'] };
export type OracleProfile = {
  readonly pauseStates: readonly string[];
  readonly slots: readonly (readonly [string, string])[];
  readonly vendors: readonly {
    readonly code: string;
    readonly groups: readonly string[];
    readonly default?: boolean;
    readonly contract: {
      readonly startOn: string;
      readonly endOn: string;
      readonly yearlyAmount: string;
      readonly slaTargets: Readonly<Record<string, { onSite: ProfileTarget; closure: ProfileTarget }>>;
    };
  }[];
};
type Row = {
  state: string;
  openedAt: number;
  at: number;
  severity: string;
  group: string;
  isAssigned: boolean;
};
type Verdicts = { met: number; breached: number; open: number };

const STATES =
  'New|Active|Awaiting User Info|Awaiting Vendor|Awaiting Problem|Awaiting Evidence|Resolved|Closed';
const MINUTE = 60_000;

/** Minutes since 1970 in Beijing, or null for what is no `d/m/yyyy HH:MM`. */
function minuteOf(text: string): number | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [day, month, year, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return at.getUTCDate() === day && at.getUTCMonth() === month - 1 ? at.getTime() / MINUTE : null;
}

/** The reports of every quarter that the log touches, as `report quarter` prints them. */
export function reportOf(file: string, profile: OracleProfile) {
  const { rows, counts } = readRows(file);
  const instants = [...rows.values()].flat().map(({ at }) => at);
  const asOf = instants.reduce((latest, at) => Math.max(latest, at));
  const tally = new Map<string, { onSite: Verdicts; closure: Verdicts; numbers: Set<string> }>();
  const periodOf = (vendor: string, quarter: string) => {
    const none = () => ({ met: 0, breached: 0, open: 0 });
    const period = tally.get(`${vendor} ${quarter}`) ?? {
      onSite: none(),
      closure: none(),
      numbers: new Set(),
    };
    tally.set(`${vendor} ${quarter}`, period);
    return period;
  };
  const quarters = new Set<string>();
  for (const [number, history] of rows) {
    const vendor = vendorOf(profile, history.at(-1)!.group);
    const verdicts = verdictsOf(history, vendor.contract.slaTargets, profile, asOf);
    for (const kind of ['onSite', 'closure'] as const) {
      const { verdict, decidedAt } = verdicts[kind];
      const quarter = quarterOf(decidedAt);
      quarters.add(quarter);
      const period = periodOf(vendor.code, quarter);
      period[kind][verdict] += 1;
      if (verdict !== 'open') period.numbers.add(number);
    }
  }
  return [...quarters].sort().map((quarter) => ({
    quarter,
    asOf: new Date(asOf * MINUTE).toISOString().slice(0, 19) + '+08:00',
    import: counts,
    vendors: profile.vendors.map((vendor) => {
      const { onSite, closure, numbers } = periodOf(vendor.code, quarter);
      const score = scoreOf(onSite, closure);
      return {
        vendor: vendor.code,
        workOrders: numbers.size,
        onSite,
        closure,
        ...payOf(vendor, quarter, score),
      };
    }),
  }));
}

function readRows(file: string) {
  const bytes = readFileSync(file);
  const text = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  const [header, ...records] = parse(text, { bom: true, relax_column_count: true, relax_quotes: true });
  const column = (record: string[], name: string) => record[header!.indexOf(name)]!;
  const rows = new Map<string, Row[]>();
  const seen = new Set<string>();
  const counts = { read: 0, applied: 0, refused: 0, warned: 0 };
  for (const record of records) {
    const key = JSON.stringify(record);
    if (seen.has(key)) continue;
    seen.add(key);
    counts.read += 1;
    const number = column(record, 'number');
    const openedAt = minuteOf(column(record, 'opened_at') ?? '');
    const updatedAt = minuteOf(column(record, 'sys_updated_at') ?? '');
    const severity = (column(record, 'priority') ?? '')[0] ?? '';
    const state = column(record, 'incident_state');
    const isGood =
      record.length === header!.length &&
      number !== '?' &&
      number !== '' &&
      STATES.split('|').includes(state);
    if (!isGood || openedAt === null || updatedAt === null || !'1234'.includes(severity) || !severity) {
      counts.refused += 1;
      continue;
    }
    counts.applied += 1;
    const history = rows.get(number) ?? [];
    const before = history.at(-1)?.at ?? openedAt;
    if (updatedAt < before) counts.warned += 1;
    const isAssigned = !['?', ''].includes(column(record, 'assigned_to'));
    const group = column(record, 'assignment_group');
    history.push({ state, openedAt, at: Math.max(before, updatedAt), severity, group, isAssigned });
    rows.set(number, history);
  }
  return { rows, counts };
}

const vendorOf = (profile: OracleProfile, group: string) =>
  profile.vendors.find(({ groups }) => groups.includes(group)) ?? profile.vendors.find((one) => one.default)!;

function verdictsOf(
  history: readonly Row[],
  targets: OracleProfile['vendors'][number]['contract']['slaTargets'],
  { pauseStates, slots }: OracleProfile,
  asOf: number,
): Record<'onSite' | 'closure', { verdict: keyof Verdicts; decidedAt: number }> {
  const target = (severity: string, kind: 'onSite' | 'closure'): Target => {
    const { duration, clock } = targets[severity]![kind];
    return { minutes: Number(/^PT(\d+)H$/.exec(duration)![1]) * 60, clock };
  };
  const { openedAt, severity: first } = history[0]!;
  const onSite: WalkedClock = {
    startAt: openedAt,
    steps: [{ at: openedAt, target: target(first, 'onSite') }],
  };
  const closure: WalkedClock = {
    startAt: openedAt,
    steps: [{ at: openedAt, target: target(first, 'closure') }],
  };
  let severity = first;
  let isResolved = false;
  let hasStopped = false;
  for (const row of history) {
    const { at } = row;
    const isDone = row.state === 'Resolved' || row.state === 'Closed';
    if (row.severity !== severity) {
      severity = row.severity;
      if (!hasStopped) onSite.steps.push({ at, target: target(severity, 'onSite'), restarts: true });
      // While resolved nothing runs: the change waits for the reopening, which comes at a later step.
      if (!isResolved) closure.steps.push({ at, target: target(severity, 'closure') });
    }
    if ((row.isAssigned || isDone) && !hasStopped) {
      hasStopped = true;
      onSite.steps.push({ at, runs: 'stopped' });
    }
    if (isDone && !isResolved) closure.steps.push({ at, runs: 'stopped' });
    if (!isDone) {
      const runs = pauseStates.includes(row.state) ? 'paused' : 'running';
      closure.steps.push({ at, runs, ...(isResolved && { target: target(severity, 'closure') }) });
    }
    isResolved = isDone;
  }
  return {
    onSite: readClockByWalking(onSite, slots, asOf),
    closure: readClockByWalking(closure, slots, asOf),
  };
}

/** The quarter of a minute since 1970 in Beijing. */
export function quarterOf(minute: number): string {
  const local = new Date(minute * MINUTE); // already Beijing's wall clock, shown as if it were UTC
  return `${local.getUTCFullYear()}Q${Math.floor(local.getUTCMonth() / 3) + 1}`;
}

/** Hundredths of a point, HALF_UP, or null. Response: 80 to 98; resolution: 75 to 95; even weights. */
export function scoreOf(onSite: Verdicts, closure: Verdicts): bigint | null {
  // A dimension as a fraction: 100 · (100 · met / all − floor) / (target − floor), within 0 and 100.
  const dimension = ({ met, breached }: Verdicts, floor: number, target: number) => {
    const all = BigInt(met + breached);
    const top = 100n * (100n * BigInt(met) - BigInt(floor) * all);
    const bottom = BigInt(target - floor) * all;
    return top < 0n
      ? { top: 0n, bottom: 1n }
      : top > 100n * bottom
        ? { top: 100n, bottom: 1n }
        : { top, bottom };
  };
  const parts = [
    ...(onSite.met + onSite.breached > 0 ? [dimension(onSite, 80, 98)] : []),
    ...(closure.met + closure.breached > 0 ? [dimension(closure, 75, 95)] : []),
  ];
  if (parts.length === 0) return null;
  const sum = parts.reduce((a, b) => ({
    top: a.top * b.bottom + b.top * a.bottom,
    bottom: a.bottom * b.bottom,
  }));
  return halfUp(100n * sum.top, sum.bottom * BigInt(parts.length));
}

const halfUp = (top: bigint, bottom: bigint): bigint => (2n * top + bottom) / (2n * bottom);

/** The keys of a report's line that are money and score; a contract covers whole years. */
export function payOf(
  { contract }: { readonly contract: OracleContract },
  quarter: string,
  score: bigint | null,
) {
  const yearly = BigInt(contract.yearlyAmount.replace('.', ''));
  const index = BigInt(quarter.slice(-1)) - 1n;
  const year = quarter.slice(0, 4);
  const isCovered = contract.startOn <= `${year}-01-01` && `${year}-12-31` <= contract.endOn;
  const amount = isCovered ? yearly / 4n + (index < yearly % 4n ? 1n : 0n) : 0n;
  const pool = halfUp(amount * 20n, 100n);
  const earned = score === null || score >= 9000n ? 6000n : score < 6000n ? 0n : 3000n + (score - 6000n);
  const performancePay = halfUp(pool * earned, 6000n);
  const base = amount - pool;
  return {
    score: score === null ? null : `${score / 100n}.${String(score % 100n).padStart(2, '0')}`,
    ...{
      base: `${base}`,
      pool: `${pool}`,
      performancePay: `${performancePay}`,
      total: `${base + performancePay}`,
    },
  };
}
