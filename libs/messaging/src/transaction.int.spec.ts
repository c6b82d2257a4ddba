import { startDatabase, type TestDatabase } from '@steward/testing';
import { inTransaction, type Transaction } from '.';
import { journalDatabase } from './journal.fixture';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
});
afterAll(() => database.stop());

const note = (eventId: string, discipline: string | null = 'LEGAL') => ({
  name: 'note',
  text: `INSERT INTO journal (replica, event_id, aggregate_id, version, discipline)
         VALUES ('one', $1, gen_random_uuid(), 1, $2)`,
  values: [eventId, discipline],
});
const noted = async () => {
  const rows = await database.owner.query<{ id: string }[]>(
    'SELECT event_id AS id FROM journal ORDER BY position',
  );
  return rows.map(({ id }) => id);
};
const run = <T>(work: (transaction: Transaction) => Promise<T>) =>
  inTransaction(database.app, { actor: 'service' }, work);
beforeEach(() => database.owner.query('TRUNCATE journal'));

it('statements that nobody waits for are stored in their order, with those of the manager', async () => {
  const answer = await run(async (transaction) => {
    transaction.send(note('first'));
    await transaction.manager.query(note('second').text, note('second').values);
    transaction.send(note('third'));
    transaction.write(note('fourth').text, note('fourth').values);
    return 'done';
  });
  expect(answer).toBe('done');
  expect(await noted()).toEqual(['first', 'second', 'third', 'fourth']);
});

it('a last statement that fails is the caller’s error, though the commit was sent with it, and nothing is stored', async () => {
  const failing = run(async (transaction) => {
    transaction.send(note('first'));
    transaction.send(note('second', null));
  });
  await expect(failing).rejects.toMatchObject({ code: '23502' });
  expect(await noted()).toEqual([]);
});

it('what a written statement meets is the caller’s error, not that of the read behind it', async () => {
  const failing = run(async (transaction) => {
    transaction.write(note('first', null).text, note('first', null).values);
    await transaction.manager.query('SELECT 1');
  });
  await expect(failing).rejects.toMatchObject({ code: '23502' });
  expect(await noted()).toEqual([]);
});

it('the first statement that failed is the error, not the one behind it that only heard of it', async () => {
  const failing = run(async (transaction) => {
    transaction.send(note('first', null));
    await transaction.ask('SELECT 1');
  });
  await expect(failing).rejects.toMatchObject({ code: '23502' });
});

it('a commit that the database answers with a rollback is an error: a fault that was caught hides nothing', async () => {
  const careless = run(async (transaction) => {
    transaction.send(note('first'));
    await transaction.ask('SELECT 1 / 0').catch(() => undefined);
  });
  await expect(careless).rejects.toThrow('A statement failed: all was rolled back.');
  expect(await noted()).toEqual([]);
});

it('a statement that never left is an error, too', async () => {
  const failing = run(async (transaction) => {
    transaction.send(note('first'));
    transaction.send({ ...note('second'), text: 'SELECT $1::text, $2::text' }); // a name for two
  });
  await expect(failing).rejects.toThrow('Prepared statements must be unique');
});

it('a fault of the work itself undoes what was sent before it, and the connection goes on', async () => {
  const connections = Array.from({ length: 20 }, (_, n) =>
    run(async (transaction) => {
      transaction.send(note(`${n}`));
      if (n % 2 === 0) throw new Error(`lost ${n}`);
    }),
  );
  const outcomes = await Promise.allSettled(connections);
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
    Array.from({ length: 20 }, (_, n) => n % 2 === 1),
  );
  expect((await noted()).length).toBe(10);
});

it('a connection that is lost before the commit is an error, and nothing is stored', async () => {
  const cut = run(async (transaction) => {
    const [row] = await transaction.ask<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    transaction.send(note('first'));
    await database.owner.query('SELECT pg_terminate_backend($1)', [row!.pid]);
  });
  await expect(cut).rejects.toThrow();
  expect(await noted()).toEqual([]);
  await run(async (transaction) => transaction.send(note('second')));
  expect(await noted()).toEqual(['second']);
});

it('whoever it acts as is in force for its own statements only', async () => {
  const actor = `SELECT nullif(current_setting('app.actor', true), '') AS actor`;
  const seen = await run(async (transaction) => {
    const before = await transaction.ask(actor);
    transaction.actAs("vendor:o'neill");
    return [...before, ...(await transaction.ask(actor))];
  });
  expect(seen).toEqual([{ actor: 'service' }, { actor: "vendor:o'neill" }]);
  expect(await database.app.query(actor)).toEqual([{ actor: null }]);
});

it('a transaction that TypeORM opens within it is a part of it', async () => {
  const failing = run(async ({ manager }) => {
    await manager.transaction((inner) => inner.query(note('inner').text, note('inner').values));
    throw new Error('lost');
  });
  await expect(failing).rejects.toThrow('lost');
  expect(await noted()).toEqual([]);
});
