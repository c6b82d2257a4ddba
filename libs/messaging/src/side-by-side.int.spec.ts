import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { IsString } from 'class-validator';
import { sideBySide, Timers, useCase, type AnyUseCase } from '.';
import { journalDatabase } from './journal.fixture';

class Remind {
  @IsString() note!: string;
}
/** What the handler does beside its row, by note. */
const effects = new Map<string, () => unknown>();
const remind = useCase(Remind, async (tx, { note }) => {
  tx.write(
    `INSERT INTO journal (replica, event_id, aggregate_id, version, discipline)
     VALUES ($2, $1, gen_random_uuid(), 1, 'LEGAL')`,
    [note, tx.by],
  );
  await effects.get(note)?.();
  return {};
});
class Look {}
const look = useCase(Look, (tx) => remind.handle(tx, { note: 'look' }));

/** Each is about the letter that its note begins with. */
const apart = sideBySide(remind, ({ note }) => note[0]!);
const clock = fixedClock('2026-03-02T02:00:00.000Z');
let database: TestDatabase;

function timersOf(timed: readonly AnyUseCase[]): Timers {
  const options = { service: 'journal', databaseUrl: '', natsUrl: '', timed, schedule: [] };
  return new Timers(options, database.app, clock, { wake: () => undefined });
}
/** Timers a second after each other, in this order. */
const set = (...timers: readonly (readonly [useCase: string, note: string])[]) =>
  database.owner.query(
    `INSERT INTO timers (use_case, key, due_at, input)
     SELECT use_case, n, timestamptz '2026-03-02T01:00:00Z' + n * interval '1 second', input::json
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (use_case, input, n)`,
    [
      timers.map(([name]) => name),
      timers.map(([name, note]) => JSON.stringify(name === 'look' ? {} : { note })),
    ],
  );
const fired = async () => {
  const rows = await database.owner.query<{ note: string }[]>(
    'SELECT event_id AS note FROM journal ORDER BY position',
  );
  return rows.map(({ note }) => note);
};

beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  effects.clear();
  await database.owner.query('TRUNCATE journal, timers');
});

it('timers about different things run side by side, those about the same one in their order', async () => {
  let goOn = () => {};
  const hasOther = new Promise<void>((resolve) => (goOn = resolve));
  effects.set('a1', () => hasOther); // one after the other, this would wait for ever
  effects.set('b1', () => goOn());
  await set(['remind', 'a1'], ['remind', 'b1'], ['remind', 'a2']);
  expect(await timersOf([apart]).tick()).toBe(3);
  expect(await fired()).toEqual(['a1', 'b1', 'a2']);
});

it('timers that ran side by side are undone together where one fails, and then run one by one', async () => {
  effects.set('b1', () => {
    throw new Error('sick');
  });
  await set(['remind', 'a1'], ['remind', 'b1'], ['remind', 'c1']);
  await timersOf([apart]).tick();
  expect(await fired()).toEqual(['a1', 'c1']);
  expect(await database.owner.query('SELECT key, attempts, error FROM timers')).toEqual([
    { key: '2', attempts: 1, error: 'sick' },
  ]);
});

it('one that may be about anything waits for those before it, and those after it wait for it', async () => {
  const begun: string[] = [];
  const late = () => new Promise((resolve) => setTimeout(resolve, 20));
  for (const note of ['a1', 'look', 'b1'])
    effects.set(note, async () => {
      await late();
      begun.push(note);
    });
  await set(['remind', 'a1'], ['look', ''], ['remind', 'b1']);
  await timersOf([apart, look]).tick();
  expect(begun).toEqual(['a1', 'look', 'b1']);
  expect(await fired()).toEqual(['a1', 'look', 'b1']);
});
