import { readFileSync } from 'node:fs';
import { payOf, quarterOf, scoreOf, type OracleContract } from './oracle';
import { readClockByWalking, type Target, type WalkedClock } from './walked-clock';

/*
 * The quarters of the sample year worked out a second time: from what its script says that people do, by
 * walking over minutes, without any of the product's rules. Like oracle.ts slow and simple on purpose.
 */

type Act = {
  readonly kind: string;
  readonly at: number;
  readonly severity?: number;
  readonly cause?: string;
};
type Story = {
  readonly vendor: string;
  readonly severity: number;
  readonly reportedAt: number;
  readonly acts: readonly Act[];
};
export type YearScript = {
  readonly slots: readonly (readonly [string, string])[];
  readonly vendors: readonly { readonly code: string; readonly contract: OracleContract }[];
  readonly stories: readonly Story[];
};
type Kind = 'onSite' | 'closure';

const MINUTE = 60_000;
const BEIJING = 8 * 60;
/** Walks in Beijing's wall clock, as oracle.ts does. */
const minuteOf = (at: number): number => at / MINUTE + BEIJING;

/** When each quarter is closed: at the end of its fifth working day after, by the notices of the holidays. */
const AS_OF: Readonly<Record<string, string>> = {
  '2025Q1': '2025-04-09T00:00:00+08:00', // 1, 2, 3, then Tomb-Sweeping Day, 7, 8
  '2025Q2': '2025-07-08T00:00:00+08:00', // 1, 2, 3, 4, 7
  '2025Q3': '2025-10-15T00:00:00+08:00', // 9, 10, Saturday 11 in exchange, 13, 14
  '2025Q4': '2026-01-09T00:00:00+08:00', // Sunday 4 in exchange, 5, 6, 7, 8
};

/** What an appeal was granted after the quarter was paid: a breach that turned out to be in time. */
const GRANTED = [{ vendor: 't03', quarter: '2025Q2', kind: 'closure' }] as const;

/** The reports of 2025’s quarters; the last verdict counts, whenever it came. */
export function yearReportOf(file: string) {
  const { slots, vendors, stories } = JSON.parse(readFileSync(file, 'utf8')) as YearScript;
  const verdicts = stories.flatMap((story, n) => {
    const { contract } = vendors.find(({ code }) => code === story.vendor)!;
    return (['onSite', 'closure'] as const).flatMap((kind) => {
      const { verdict, decidedAt } = readClockByWalking(clockOf(kind, story, contract), slots, Infinity);
      return [{ n, kind, vendor: story.vendor, verdict, quarter: quarterOf(decidedAt) }];
    });
  });
  return [1, 2, 3, 4].map((number) => {
    const quarter = `2025Q${number}`;
    return {
      quarter,
      asOf: AS_OF[quarter],
      import: null,
      vendors: [...vendors]
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ code, contract }) => {
          const own = verdicts.filter((one) => one.vendor === code && one.quarter === quarter);
          const count = (kind: Kind) => ({
            met: own.filter((one) => one.kind === kind && one.verdict === 'met').length,
            breached: own.filter((one) => one.kind === kind && one.verdict === 'breached').length,
            open: 0,
          });
          const [onSite, closure] = [count('onSite'), count('closure')];
          const granted = GRANTED.filter((one) => one.vendor === code && one.quarter === quarter).length;
          const ruled = { ...closure, met: closure.met + granted, breached: closure.breached - granted };
          const pay = payOf({ contract }, quarter, scoreOf(onSite, ruled));
          return { vendor: code, workOrders: new Set(own.map(({ n }) => n)).size, onSite, closure, ...pay };
        }),
    };
  });
}

/** A clock of a story. A vendor that had the severity wrong is held to the right one from the report. S10. */
function clockOf(kind: Kind, { severity, reportedAt, acts }: Story, contract: OracleContract): WalkedClock {
  const target = (of: number): Target => {
    const { duration, clock } = contract.slaTargets[of]![kind];
    return { minutes: Number(/^PT(\d+)H$/.exec(duration)![1]) * 60, clock };
  };
  const wrong = acts.find(({ cause }) => cause === 'MISCLASSIFIED');
  const startAt = minuteOf(reportedAt);
  const steps: WalkedClock['steps'] = [{ at: startAt, target: target(wrong?.severity ?? severity) }];
  let isOver = false;
  for (const act of acts) {
    const at = minuteOf(act.at);
    const isChange = act.kind === 'CHANGE_SEVERITY' && act.cause === 'CUSTOMER';
    if (kind === 'onSite') {
      if (isChange && !isOver) steps.push({ at, target: target(act.severity!), restarts: true });
      if (act.kind === 'ARRIVE') {
        isOver = true;
        steps.push({ at, runs: 'stopped' });
      }
      continue;
    }
    if (isChange) steps.push({ at, target: target(act.severity!) });
    if (act.kind === 'PAUSE') steps.push({ at, runs: 'paused' });
    if (act.kind === 'RESUME' || act.kind === 'REJECT') steps.push({ at, runs: 'running' });
    if (act.kind === 'RESOLVE') steps.push({ at, runs: 'stopped' });
  }
  return { startAt, steps };
}
