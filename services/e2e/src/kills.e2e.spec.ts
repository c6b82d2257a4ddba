import { eventually, processesWith } from '@steward/testing';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disagreements } from './agreement';
import { House, root } from './house';
import { killAll, natsUrlOf, postgresUrlOf, randomBy, victimsIn, type Moment } from './killer';
import { reportOf, type OracleProfile } from './oracle';
import { yearReportOf } from './year-oracle';

const cli = join(root, 'services/cli/dist/main.js');
const local = (file: string) => join(root, 'deploy/local', file);
const realLog = join(root, '../shared/data/incidents-2016-02-to-03.csv.gz');
const has = (pattern: RegExp) => (said: string) => pattern.test(said);
const seed = Number(process.env['KILLS_SEED'] ?? Math.floor(Math.random() * 1e9));

let folder: string;
let house: House;
beforeEach(() => {
  console.info(`The kills are those of KILLS_SEED=${seed}.`);
  folder = mkdtempSync(join(tmpdir(), 'steward-e2e-kills-'));
  house = new House();
});
afterEach(() => {
  expect(processesWith('STEWARD_STATE_DIR', house.stateDir)).toEqual([]); // nothing is left running
  house.remove();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Plays while everything in the house is killed once, each at one of the moments. Gives the report, once
 * nothing that was told is lost, doubled or left undone.
 */
async function playedUnderFire(args: readonly string[], momentsBy: (random: () => number) => Moment[]) {
  const random = randomBy(seed);
  const out = join(folder, 'report.json');
  const run = house.start(['--restart', ...args, '--json', out]);
  try {
    const victims = victimsIn(house, random);
    await killAll(run, victims, momentsBy(random), { random, delayMs: 2000 });
    await eventually(() => expect(run.said()).toContain('Ctrl-C stops everything.'), { withinMs: 300_000 });
    await eventually(
      async () => expect(await disagreements(postgresUrlOf(house), natsUrlOf(house))).toEqual([]),
      { withinMs: 60_000 },
    );
  } catch (error) {
    throw new Error(`KILLS_SEED=${seed}; the house said:\n${run.said()}`, { cause: error });
  } finally {
    run.process.kill('SIGINT');
  }
  expect(await run.ended).toBe(0);
  return JSON.parse(readFileSync(out, 'utf8')) as unknown;
}

/** The moments of the import of a log: among its vendors, its rows, its work orders and its settlement. */
function momentsOfLog(): Moment[] {
  const isSettling = has(/Quarters are scored/);
  const done = (share: number) => (said: string) =>
    isSettling(said) ||
    [...said.matchAll(/(\d+) of (\d+) work orders/g)].some(
      ([, part, total]) => Number(part) > 0 && Number(part) >= share * Number(total),
    );
  const shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(done);
  return [
    ...[has(/Playing/), has(/Vendors are admitted/), has(/0 of 0 work orders/), has(/[1-9]\d* rows read/)],
    ...[...shares, isSettling],
  ];
}

/** The moments of the sample year: before it begins, and a day in each month but the last ones. */
function momentsOfYear(random: () => number): Moment[] {
  const two = (number: number) => String(number).padStart(2, '0');
  const days = Array.from(
    { length: 11 },
    (_, n) => `2025-${two(n + 1)}-${two(1 + Math.floor(random() * 28))}`,
  );
  // Not every day is told; the beginning of the next month is.
  const reached = (day: string) => (said: string) =>
    [...said.matchAll(/[❯›] (202\d-[\d-]+)/g)].some(([, told]) => told! >= day);
  return [has(/Vendors are admitted/), ...days.map(reached)];
}

it('a log whose every service, server and relay is killed on the way comes to the same', async () => {
  const isReal = existsSync(realLog);
  const log = isReal ? realLog : join(folder, 'sample.csv');
  const profile = local(isReal ? 'servicenow.profile.json' : 'sample.profile.json');
  if (!isReal) {
    console.warn(`The real log is not beside this checkout (${realLog}): one of our own making is played.`);
    execFileSync(process.execPath, [cli, 'sample-log', '--out', log, '--rows', '30000']);
  }
  const args = ['--import', log, '--profile', profile];
  const report = await playedUnderFire(args, momentsOfLog);
  expect(report).toEqual(reportOf(log, JSON.parse(readFileSync(profile, 'utf8')) as OracleProfile));
}, 900_000);

it('a sample year whose every service, server and relay is killed on the way comes to the same', async () => {
  const report = await playedUnderFire([], momentsOfYear);
  const script = join(folder, 'script.json');
  execFileSync(process.execPath, [cli, 'year', 'script', script]);
  expect(report).toEqual(yearReportOf(script));
}, 900_000);
