import { eventually, processesWith } from '@steward/testing';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { House, root } from './house';
import { reportOf, type OracleProfile } from './oracle';

const local = (file: string) => join(root, 'deploy/local', file);
const sampleProfile = local('sample.profile.json');
const realProfile = local('servicenow.profile.json');
const realLog = join(root, '../shared/data/incidents-2016-02-to-03.csv.gz');
const profileIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as OracleProfile;

const cli = join(root, 'services/cli/dist/main.js');
let folder: string;
const houses: House[] = [];
function newHouse(): House {
  const house = new House();
  houses.push(house);
  return house;
}
/** Writes a log of our own making. */
function sampleLog(rows: number): string {
  const file = join(folder, `sample-${rows}.csv`);
  execFileSync(process.execPath, [cli, 'sample-log', '--out', file, '--rows', String(rows)]);
  return file;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-e2e-logs-'));
});
afterAll(() => {
  for (const house of houses) {
    expect(processesWith('STEWARD_STATE_DIR', house.stateDir)).toEqual([]); // nothing is left running
    house.remove();
  }
  rmSync(folder, { recursive: true, force: true });
});

it('our log comes to what a walk over its minutes gives: cut short, whole, and imported once more', async () => {
  const house = newHouse();
  const log = sampleLog(1500);
  const part = cutShort(log, '20260215');
  expect(await house.report(part, sampleProfile)).toEqual(reportOf(part, profileIn(sampleProfile)));
  // What the longer file changes of settled quarters are adjustments; the report adds them up.
  const whole = await house.report(log, sampleProfile);
  expect(whole).toEqual(reportOf(log, profileIn(sampleProfile)));
  expect(await importedAgain(house, log, sampleProfile)).toEqual(whole);
}, 240_000);

/** Serves a house that has played the log, imports the same file a second time, and stops it by Ctrl-C. */
async function importedAgain(house: House, log: string, profile: string): Promise<unknown> {
  const run = house.start(['--import', log, '--profile', profile]);
  await eventually(() => expect(run.said()).toContain('Ctrl-C stops everything.'), { withinMs: 120_000 });
  const out = join(folder, 'again.json');
  const env = { ...process.env, STEWARD_STATE_DIR: house.stateDir };
  const again = [cli, 'import', 'servicenow', log, '--profile', profile, '--json', out];
  execFileSync(process.execPath, again, { env, stdio: 'ignore' });
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(0);
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** The log as it was exported at the end of a day: without the rows that were written later. */
function cutShort(log: string, lastDay: string): string {
  const [header, ...rows] = readFileSync(log, 'utf8').trimEnd().split('\n');
  const column = header!.split(',').indexOf('sys_updated_at');
  const dayOf = (row: string) => {
    const [day, month, year] = row.split(',')[column]!.split(' ')[0]!.split('/');
    return `${year}${month!.padStart(2, '0')}${day!.padStart(2, '0')}`;
  };
  const kept = rows.filter((row) => dayOf(row) <= lastDay);
  expect(kept.length).toBeLessThan(rows.length);
  const file = join(folder, `until-${lastDay}.csv`);
  writeFileSync(file, [header, ...kept].join('\n'));
  return file;
}

it('an import whose service is killed in the middle, started again, comes to the same', async () => {
  const house = newHouse();
  const log = sampleLog(30_000);
  const run = house.start(['--once', '--import', log, '--profile', sampleProfile]);
  await eventually(() => expect(run.said()).toMatch(/[1-9]\d* of \d+ work orders/), { withinMs: 120_000 });
  const [done, total] = /([1-9]\d*) of (\d+) work orders/.exec(run.said())!.slice(1).map(Number);
  expect(done).toBeLessThan(total!); // it really was in the middle
  for (const pid of processesWith('STEWARD_SERVICE', 'work-orders').filter(isIn(house)))
    process.kill(pid, 'SIGKILL');
  expect(await run.ended).not.toBe(0);

  expect(await house.report(log, sampleProfile)).toEqual(reportOf(log, profileIn(sampleProfile)));
}, 240_000);

/** Of this house, where others run at the same time. */
function isIn({ stateDir }: House): (pid: number) => boolean {
  const ours = processesWith('STEWARD_STATE_DIR', stateDir);
  return (pid) => ours.includes(pid);
}

it('the real log comes to what a walk over its minutes gives, and to the same when it is imported again', async () => {
  if (!existsSync(realLog)) {
    console.warn(`The real log is not beside this checkout (${realLog}): nothing was compared.`);
    return;
  }
  const house = newHouse();
  const played = await house.report(realLog, realProfile);
  expect(played).toEqual(reportOf(realLog, profileIn(realProfile)));
  expect(await importedAgain(house, realLog, realProfile)).toEqual(played);
}, 300_000);
