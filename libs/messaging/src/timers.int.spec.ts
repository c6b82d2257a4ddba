import { contractApproved } from '@steward/events';
import { eventually, fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import { IsArray, IsIn, IsString } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Clock, Timers, useCase, UseCases, type AnyUseCase, type Timer, type Tx } from '.';
import { journalDatabase } from './journal.fixture';

class Remind {
  @IsString() note!: string;
}
/** What the handler does beside its row, by note. */
const effects = new Map<string, (tx: Tx) => unknown>();
const remind = useCase(Remind, async (tx, { note }) => {
  await tx.manager.query(
    `INSERT INTO journal (replica, event_id, aggregate_id, version, discipline)
     VALUES ($2, $1, gen_random_uuid(), 1, $3)`,
    [note, tx.by, tx.now.toISOString()],
  );
  await effects.get(note)?.(tx);
  return {};
});

class Sweep {}
const sweep = useCase(Sweep, (tx) => remind.handle(tx, { note: 'sweep' }));

class SetTimers {
  @IsIn(['set', 'cancel']) what!: 'set' | 'cancel';
  @IsArray() timers!: { key: string; dueAt: string; note: string }[];
}
const setTimers = useCase(SetTimers, async (tx, { what, timers }) => {
  if (what === 'cancel') {
    await tx.cancel(
      remind,
      timers.map(({ key }) => key),
    );
    return {};
  }
  await tx.schedule(
    timers.map(({ key, dueAt, note }): Timer => {
      return { useCase: remind, key, dueAt: new Date(dueAt), input: { note } };
    }),
  );
  return {};
});

const relay = { wake: jest.fn() };
let clock: FixedClock;
let database: TestDatabase;
let running: Timers[] = [];

beforeEach(async () => {
  clock = fixedClock('2026-03-02T01:00:00.000Z');
  effects.clear();
  relay.wake.mockClear();
  database = await startDatabase({ service: 'journal', options: journalDatabase });
});
afterEach(async () => {
  await Promise.all(running.map((timers) => timers.stop()));
  running = [];
  await database.stop();
});

function timersOf(schedule: { everySeconds: number; useCase: AnyUseCase }[] = []): Timers {
  const options = { service: 'journal', databaseUrl: '', natsUrl: '', timed: [remind], schedule };
  const timers = new Timers(options, database.app, clock, relay);
  running.push(timers);
  return timers;
}
/** Sets timers by a command; those of the same key are replaced. */
async function set(timers: Record<string, readonly [dueAt: string, note: string]>) {
  const list = Object.entries(timers).map(([key, [dueAt, note]]) => ({ key, dueAt, note }));
  await command('set', list);
}
async function command(what: 'set' | 'cancel', timers: SetTimers['timers']) {
  const useCases = new UseCases(database.app, clock, relay);
  await useCases.run(setTimers, { what, timers }, { actor: 'enterprise', by: 'li-na', key: uuidv7() });
}
const fired = async () => {
  const rows = await database.owner.query<{ note: string }[]>(
    'SELECT event_id AS note FROM journal ORDER BY position',
  );
  return rows.map(({ note }) => note);
};
const open = () =>
  database.owner.query<{ key: string; attempts: number; error: string | null; due_at: Date }[]>(
    'SELECT key, attempts, error, due_at FROM timers ORDER BY key',
  );

it('a timer fires at its instant, not a millisecond before, and is gone then', async () => {
  const timers = timersOf();
  await set({ a: ['2026-03-02T03:00:00.000Z', 'first'] });
  clock.set('2026-03-02T02:59:59.999Z');
  expect(await timers.tick()).toBe(0);
  clock.advance(1);
  expect(await timers.tick()).toBe(1);
  expect(await timers.tick()).toBe(0);
  expect(await database.owner.query('SELECT replica, event_id, discipline FROM journal')).toEqual([
    { replica: 'timer', event_id: 'first', discipline: '2026-03-02T03:00:00.000Z' },
  ]);
  expect(await open()).toEqual([]);
});

it('timers that are due together fire in the order of their instants', async () => {
  await set({
    a: ['2026-03-02T03:00:00.000Z', 'third'],
    b: ['2026-03-02T01:00:00.001Z', 'first'],
    c: ['2026-03-02T02:00:00.000Z', 'second'],
  });
  clock.set('2026-03-03T00:00:00.000Z');
  await timersOf().tick();
  expect(await fired()).toEqual(['first', 'second', 'third']);
});

it('two replicas share twelve hundred due timers and fire each exactly once', async () => {
  const notes = Array.from({ length: 1200 }, (_, n) => `note-${n}`);
  await set(Object.fromEntries(notes.map((note) => [note, ['2026-03-02T01:00:00.000Z', note] as const])));
  for (const timers of [timersOf(), timersOf()]) timers.onApplicationBootstrap();
  await eventually(async () => expect(await fired()).toHaveLength(1200));
  expect(new Set(await fired())).toEqual(new Set(notes));
  expect(await open()).toEqual([]);
});

it('a second timer of the same key replaces the first', async () => {
  await set({ a: ['2026-03-02T02:00:00.000Z', 'first'] });
  await set({ a: ['2026-03-02T04:00:00.000Z', 'second'] });
  const timers = timersOf();
  clock.set('2026-03-02T03:00:00.000Z');
  await timers.tick();
  expect(await fired()).toEqual([]);
  clock.set('2026-03-02T04:00:00.000Z');
  await timers.tick();
  expect(await fired()).toEqual(['second']);
});

it('a cancelled timer does not fire, others of the use case do', async () => {
  await set({ a: ['2026-03-02T02:00:00.000Z', 'a'], b: ['2026-03-02T02:00:00.000Z', 'b'] });
  await command('cancel', [{ key: 'a', dueAt: '', note: '' }]);
  clock.set('2026-03-02T02:00:00.000Z');
  await timersOf().tick();
  expect(await fired()).toEqual(['b']);
});

it('a failing timer holds up no other, and is tried again after one, two, four … seconds', async () => {
  effects.set('sick', () => {
    throw new Error('not yet\0');
  });
  await set({
    a: ['2026-03-02T01:00:00.000Z', 'sick'],
    b: ['2026-03-02T01:00:00.000Z', 'healthy'],
  });
  const timers = timersOf();
  await timers.tick();
  expect(await fired()).toEqual(['healthy']);
  const at = (instant: string, attempts: number) => [
    { key: 'a', attempts, error: 'not yet', due_at: new Date(instant) },
  ];
  expect(await open()).toEqual(at('2026-03-02T01:00:01.000Z', 1));
  expect(await timers.tick()).toBe(0);
  clock.advance(1000);
  await timers.tick();
  expect(await open()).toEqual(at('2026-03-02T01:00:03.000Z', 2));
  clock.advance(2000);
  await timers.tick();
  expect(await open()).toEqual(at('2026-03-02T01:00:07.000Z', 3));

  effects.clear();
  clock.advance(4000);
  await timers.tick();
  expect(await fired()).toEqual(['healthy', 'sick']);
  expect(await open()).toEqual([]);
});

it('a timer that has failed for a year is tried once an hour', async () => {
  effects.set('sick', () => {
    throw new Error('never');
  });
  await set({ a: ['2026-03-02T01:00:00.000Z', 'sick'] });
  await database.owner.query('UPDATE timers SET attempts = 9000');
  await timersOf().tick();
  expect(await open()).toMatchObject([{ attempts: 9001, due_at: new Date('2026-03-02T02:00:00.000Z') }]);
});

it('a timer that was set anew while it failed keeps its new instant', async () => {
  effects.set('sick', () => {
    throw new Error('never');
  });
  await set({ a: ['2026-03-02T01:00:00.000Z', 'sick'] });
  const timers = timersOf();
  let attempt = 0;
  effects.set('sick', async () => {
    attempt += 1;
    // The second attempt is the one of its own; its row is locked until it has failed.
    if (attempt === 2) setTimeout(() => void set({ a: ['2026-03-05T00:00:00.000Z', 'sick'] }));
    throw new Error('never');
  });
  await timers.tick();
  await eventually(async () =>
    expect(await open()).toMatchObject([{ key: 'a', due_at: new Date('2026-03-05T00:00:00.000Z') }]),
  );
});

it('the input of a timer is checked like any other', async () => {
  await set({ a: ['2026-03-02T01:00:00.000Z', 'first'] });
  await database.owner.query(`UPDATE timers SET input = '{"note": 7}'`);
  await timersOf().tick();
  expect(await fired()).toEqual([]);
  expect(await open()).toMatchObject([{ attempts: 1, error: '/note: note must be a string' }]);
});

it('after a crash in the middle of a batch each of its timers fires again, and once', async () => {
  let crashes = 1;
  effects.set('second', async ({ manager }) => {
    crashes -= 1;
    if (crashes >= 0) await manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
  });
  await set({
    a: ['2026-03-02T01:00:00.000Z', 'first'],
    b: ['2026-03-02T01:00:00.000Z', 'second'],
  });
  const timers = timersOf();
  await expect(timers.tick()).rejects.toThrow('terminat');
  expect(await fired()).toEqual([]);
  expect(await open()).toMatchObject([{ attempts: 0 }, { attempts: 0 }]);
  await timers.tick();
  expect(await fired()).toEqual(['first', 'second']);
});

it('a use case of the schedule runs at the start and then at its interval, in one of the replicas', async () => {
  const replicas = [timersOf([{ everySeconds: 60, useCase: sweep }])];
  replicas.push(timersOf([{ everySeconds: 60, useCase: sweep }]));
  for (const timers of replicas) timers.onApplicationBootstrap();
  for (const times of [1, 2, 3]) {
    await eventually(async () => expect(await fired()).toEqual(Array(times).fill('sweep')));
    await eventually(async () => expect(await open()).toHaveLength(1));
    clock.advance(60_000);
  }
  expect(await open()).toMatchObject([{ key: '@schedule' }]);
});

it('what a timer announces goes to the outbox with it, and wakes the relay', async () => {
  const contractId = uuidv7();
  effects.set('first', (tx) =>
    tx.publish([contractApproved({ contractId, discipline: 'LEGAL', approvedAt: tx.now })]),
  );
  await set({ a: ['2026-03-02T01:00:00.000Z', 'first'] });
  await timersOf().tick();
  expect(await database.owner.query('SELECT aggregate_id FROM outbox')).toEqual([
    { aggregate_id: contractId },
  ]);
  expect(relay.wake).toHaveBeenCalledTimes(1);
});

/** A driver's clock in the middle of a move from one midnight to the next. */
class MovedOverADay extends Clock {
  readonly now = () => new Date('2026-03-02T16:00:00.000Z');
  readonly dueUntil = () => new Date('2026-03-03T16:00:00.000Z');
  readonly at = (instant: Date) => new Date(Math.max(this.now().getTime(), instant.getTime()));
}

it('over a moved clock each timer runs at its own instant, and a schedule once, at the end', async () => {
  await set({
    late: ['2026-03-03T09:00:00.000Z', 'late'],
    early: ['2026-03-03T01:00:00.000Z', 'early'],
    missed: ['2026-03-01T01:00:00.000Z', 'missed'],
    next: ['2026-03-03T16:00:00.001Z', 'next'],
  });
  const schedule = [{ everySeconds: 600, useCase: sweep }];
  const options = { service: 'journal', databaseUrl: '', natsUrl: '', timed: [remind], schedule };
  const timers = new Timers(options, database.app, new MovedOverADay(), relay);
  running.push(timers);
  timers.onApplicationBootstrap();
  await eventually(async () => expect(await fired()).toContain('sweep'));

  const rows = await database.owner.query<object[]>(
    'SELECT event_id AS note, discipline AS at FROM journal ORDER BY position',
  );
  expect(rows).toEqual([
    { note: 'missed', at: '2026-03-02T16:00:00.000Z' },
    { note: 'early', at: '2026-03-03T01:00:00.000Z' },
    { note: 'late', at: '2026-03-03T09:00:00.000Z' },
    { note: 'sweep', at: '2026-03-03T16:00:00.000Z' },
  ]);
  expect((await open()).map(({ key }) => key)).toEqual(['@schedule', 'next']);
});
