import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrivenClock, type ClockHands } from './driven-clock';
import { PlatformModule } from './platform.module';

let folder: string;
let file: string;
const turnTo = (hands: ClockHands) => {
  writeFileSync(`${file}.new`, JSON.stringify(hands));
  renameSync(`${file}.new`, file);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-clock-'));
  file = join(folder, 'clock.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const midnight = '2025-03-03T16:00:00.000Z';
const noon = '2025-03-04T04:00:00.000Z';
const nextMidnight = '2025-03-04T16:00:00.000Z';

it('the clock stands where the driver has put it, and follows as soon as it is moved', () => {
  turnTo({ from: midnight, to: midnight });
  const clock = new DrivenClock(file);
  expect([clock.now(), clock.dueUntil()].map((at) => at.toISOString())).toEqual([midnight, midnight]);
  turnTo({ from: midnight, to: nextMidnight });
  expect([clock.now(), clock.dueUntil()].map((at) => at.toISOString())).toEqual([midnight, nextMidnight]);
  turnTo({ from: nextMidnight, to: nextMidnight });
  expect(clock.now().toISOString()).toBe(nextMidnight);
});

it('what is meant for an instant takes place then, but never before where the clock stands', () => {
  turnTo({ from: midnight, to: nextMidnight });
  const clock = new DrivenClock(file);
  expect(clock.at(new Date(noon)).toISOString()).toBe(noon);
  expect(clock.at(new Date('2025-01-01T00:00:00.000Z')).toISOString()).toBe(midnight);
});

it('set running, the clock goes on with real time, and keeps no appointments any more', () => {
  const aDayAgo = new Date(Date.now() - 86_400_000).toISOString();
  turnTo({ from: midnight, to: midnight, runsSince: aDayAgo });
  const clock = new DrivenClock(file);
  const passed = clock.now().getTime() - Date.parse(nextMidnight);
  expect(passed).toBeGreaterThanOrEqual(0);
  expect(passed).toBeLessThan(60_000);
  expect(clock.at(new Date(noon)).getTime()).toBeGreaterThanOrEqual(Date.parse(nextMidnight));
  expect(clock.dueUntil().getTime()).toBeGreaterThanOrEqual(Date.parse(nextMidnight));
});

it('a service without its clock’s file does not start, nor one in production with one', () => {
  expect(() => new DrivenClock(file)).toThrow('ENOENT');
  turnTo({ from: 'yesterday', to: midnight });
  expect(() => new DrivenClock(file)).toThrow('does not say where the clock stands');
  turnTo({ from: midnight, to: midnight });

  const database = { type: 'postgres' as const };
  const options = {
    service: 'notes',
    database: () => database,
    permissions: {},
    problemsZh: {},
    controllers: [],
  };
  const env = { DATABASE_URL: 'postgres://notes', NATS_URL: 'nats://bus', OIDC_ISSUER: 'http://issuer' };
  const start = () =>
    PlatformModule.forService(options, { ...env, CLOCK_FILE: file, STEWARD_PROFILE: 'production' });
  expect(start).toThrow('time is real there');
});
