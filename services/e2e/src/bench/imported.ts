import { processesWith } from '@steward/testing';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { House, root } from '../house';
import { median, whole, type Benchmark } from './figure';

const log = join(root, '../shared/data/incidents-2016-02-to-03.csv.gz');
const profile = join(root, 'deploy/local/servicenow.profile.json');
/** What the driver says when it begins with the log, and when the last settlement is posted. */
const BEGINS = /The log \S+ is imported/;
const ENDS = /COMPLETED\] Quarters are scored, settled and posted|[✔√] Quarters are scored/;
const READ = /(\d+) rows read, \d+ applied/;

/** Needs the real log, which is no part of the checkout; without it there is no figure. */
export const imported: Benchmark = async () => {
  if (!existsSync(log)) return [];
  const rounds: Awaited<ReturnType<typeof importOnce>>[] = [];
  while (rounds.length < 5) rounds.push(await importOnce());
  const rates = rounds.map(({ rowsPerSecond }) => rowsPerSecond);
  const peaks = rounds.map(({ peaksMb }) => Math.max(...peaksMb.values()));
  const last = [...rounds.at(-1)!.peaksMb]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([name, peak]) => `${name} ${whole(peak)}`)
    .join(', ');
  const what = `import of the ${whole(rounds[0]!.rows)}-row log until its settlement is posted`;
  return [
    {
      ...{ what, against: '-', value: median(rates), unit: 'rows/s', demanded: { atLeast: 3000 } },
      ...{ rounds: rates, reached: rates.map(whole).join(', ') },
    },
    {
      ...{ what: `${what}, most of one process`, against: '-', value: median(peaks), unit: 'MB' },
      ...{ demanded: { atMost: 300 }, rounds: peaks, reached: last },
    },
  ];
};

/** A new house each time; the rows count from the driver's first word of the log. */
async function importOnce() {
  const house = new House();
  try {
    const run = house.start(['--once', '--import', log, '--profile', profile]);
    let isOver = false;
    void run.ended.then(() => (isOver = true));
    let begunAt = NaN;
    let endedAt = NaN;
    const peaksMb = new Map<string, number>();
    for (let look = 0; !isOver && Number.isNaN(endedAt); look += 1) {
      await pause(50);
      const said = run.said();
      if (Number.isNaN(begunAt) && BEGINS.test(said)) begunAt = performance.now();
      if (ENDS.test(said)) endedAt = performance.now();
      // The kernel keeps the peaks; to ask often would slow down what is measured.
      if (look % 40 > 0 && Number.isNaN(endedAt)) continue;
      for (const pid of processesWith('STEWARD_STATE_DIR', house.stateDir)) notePeak(pid, peaksMb);
    }
    const code = await run.ended;
    const rows = Number(READ.exec(run.said())?.[1]);
    if (code !== 0 || !(endedAt > begunAt) || !rows) {
      throw new Error(`The import ended with ${code}; it said:\n${run.said()}`);
    }
    return { rows, rowsPerSecond: (rows * 1000) / (endedAt - begunAt), peaksMb };
  } finally {
    house.remove();
  }
}

/** The most memory that a process ever had, by what it is. */
function notePeak(pid: number, peaksMb: Map<string, number>): void {
  try {
    const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    const [program = '', script = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const service = /(?:^|\0)STEWARD_SERVICE=([^\0]+)/.exec(environment)?.[1];
    const name = service ?? basename(script.endsWith('js') ? script : program.split(':')[0]!); // postgres: …
    if (name === 'build.mjs') return; // the compiler serves nobody
    if (kilobytes) peaksMb.set(name, Math.max(peaksMb.get(name) ?? 0, kilobytes / 1000));
  } catch {
    // It ended meanwhile.
  }
}
