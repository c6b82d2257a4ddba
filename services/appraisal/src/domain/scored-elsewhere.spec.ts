import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from './manifest';

/** P1, decided around midnight of three zones. */
const manifest: Manifest = {
  ...{ contractId: 'c', contractVersion: 1, calendar: 'CN 2025-11-04', quarter: '2026Q1', kpiSet: 1 },
  ...{ workOrders: 120, minimumAnswers: 5, duties: [] },
  ...{ onSite: { met: 117, breached: 3, open: 0 }, closure: { met: 112, breached: 8, open: 0 } },
  ...{ satisfaction: { answers: 5, scoreSum: 22 }, availability: { met: 2, months: 3 } },
  milestones: ['2026-03-31T15:59:59.999Z', '2026-03-31T07:00:00.000Z'].map((decidedAt, n) => ({
    ...{ milestoneId: `m${n}`, kind: 'ON_SITE', verdict: 'MET', decidedAt, eventId: `e${n}` },
  })),
};
const root = resolve(__dirname, '../../../..');
const scoredIn = async (zone: string) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', join(__dirname, 'scored-elsewhere.fixture.cjs')],
    { cwd: root, env: { ...process.env, TZ: zone, MANIFEST: JSON.stringify(manifest), NODE_OPTIONS: '' } },
  );
  return JSON.parse(stdout) as { hash: string; score: string; finalScore: string; zone: number };
};

it('1.3.1, D0: hash and score of a manifest are the same in processes of any zone', async () => {
  const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'];
  const answers = await Promise.all(zones.map(scoredIn));
  expect(answers.map(({ zone }) => zone)).toEqual([31, 1, 31]); // each process was in its zone
  const [utc, ...others] = answers.map(({ zone: _, ...scored }) => scored);
  expect(utc).toMatchObject({ score: '88.67', finalScore: '88.67' });
  expect(utc!.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(others).toEqual([utc, utc]);
}, 120_000);
