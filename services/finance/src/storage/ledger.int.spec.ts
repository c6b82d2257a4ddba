import { startDatabase, type TestDatabase } from '@steward/testing';
import type { DataSource } from 'typeorm';
import { financeDatabase } from './data-source';

const journalId = '0195540a-0000-7000-8000-0000000000f1';
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const JOURNAL = `INSERT INTO journal (id, contract_id, vendor_id, kind, memo, clause_id, command_id, posted_at)
  VALUES ('${journalId}', '${contractId}', '${vendorId}', 'settlement', 'By hand', '2.2.2a', '${journalId}', now())`;
const line = (no: number, debit: number, credit: number, currency = 'CNY') =>
  `INSERT INTO postings (journal_id, line, contract_id, vendor_id, account, debit_minor, credit_minor, currency)
   VALUES ('${journalId}', ${no}, '${contractId}', '${vendorId}', 'A.BANK', ${debit}, ${credit}, '${currency}')`;

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
});
afterAll(() => database.stop());
beforeEach(() =>
  database.owner.query('TRUNCATE journal, postings, settlements, settlement_adjustments CASCADE'),
);

/** Runs statements in one transaction with an actor, as the runner does. */
const commit = (source: DataSource, statements: readonly string[]) =>
  source.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    for (const statement of statements) await manager.query(statement);
  });

it('D6: the database refuses at the commit a journal whose debits and credits differ', async () => {
  const unbalanced = commit(database.app, [JOURNAL, line(1, 100, 0), line(2, 0, 99)]);
  await expect(unbalanced).rejects.toMatchObject({ constraint: 'postings_balance' });
  expect(await database.owner.query('SELECT id FROM journal')).toEqual([]);
});

it('D6: debits of one currency do not balance credits of another', async () => {
  const mixed = commit(database.app, [JOURNAL, line(1, 100, 0), line(2, 0, 100, 'USD')]);
  await expect(mixed).rejects.toMatchObject({ constraint: 'postings_balance' });
});

it('D6: in the middle of a transaction a journal may be open; at its end it balances', async () => {
  await commit(database.app, [JOURNAL, line(1, 100, 0), line(2, 0, 60), line(3, 0, 40)]);
  expect(await database.owner.query('SELECT line FROM postings')).toHaveLength(3);
  const oneMore = commit(database.app, [line(4, 5, 0)]);
  await expect(oneMore).rejects.toMatchObject({ constraint: 'postings_balance' });
});

it('a posting debits or credits, not both', async () => {
  await expect(commit(database.app, [JOURNAL, line(1, 5, 5)])).rejects.toMatchObject({
    constraint: 'postings_side',
  });
});

it.each(['journal', 'postings', 'receipts'])(
  'the application can neither change nor delete rows of %s',
  async (table) => {
    const denied = { message: expect.stringContaining('permission denied') };
    await expect(database.app.query(`UPDATE ${table} SET vendor_id = vendor_id`)).rejects.toMatchObject(
      denied,
    );
    await expect(database.app.query(`DELETE FROM ${table}`)).rejects.toMatchObject(denied);
    await expect(database.app.query(`TRUNCATE ${table}`)).rejects.toMatchObject(denied);
  },
);

describe('the two-person rule, by direct SQL', () => {
  const PAY = `'2026Q1', 'posted', 1, 1, '88.67', 24000000, 6000000, 5867000, 29867000`;
  const settlement = (by: string) =>
    `INSERT INTO settlements VALUES ('${journalId}', '${contractId}', '${vendorId}', ${PAY}, 'CNY',
       now(), now(), 'li-na', '${by}', now())`;
  const adjustment = (by: string) =>
    `INSERT INTO settlement_adjustments VALUES ('${contractId}', '${journalId}', '${contractId}', '${vendorId}', ${PAY},
       0, -100, -100, 'CNY', now(), now(), 'li-na', '${by}', now(), NULL)`;

  it('2.2.2a: nobody approves a settlement that they submitted', async () => {
    const alone = database.owner.query(settlement('li-na'));
    await expect(alone).rejects.toMatchObject({ constraint: 'settlements_two_persons' });
  });

  it('2.2.2a: nobody approves an adjustment that they submitted', async () => {
    await database.owner.query(settlement('wang-wei'));
    const alone = database.owner.query(adjustment('li-na'));
    await expect(alone).rejects.toMatchObject({ constraint: 'adjustments_two_persons' });
  });

  it('an adjustment that moves money is not on record without two persons', async () => {
    await database.owner.query(settlement('wang-wei'));
    const hidden = adjustment('wang-wei')
      .replace(`'posted'`, `'unchanged'`)
      .replace(`now(), 'li-na', 'wang-wei', now()`, 'NULL, NULL, NULL, NULL');
    await expect(database.owner.query(hidden)).rejects.toMatchObject({ constraint: 'adjustments_unchanged' });
  });

  it('what is posted is final, whoever writes', async () => {
    await database.owner.query(settlement('wang-wei'));
    const change = database.owner.query(`UPDATE settlements SET base_minor = 1, total_minor = 5867001`);
    await expect(change).rejects.toThrow(`settlements ${journalId} is final.`);
    await database.owner.query(adjustment('wang-wei'));
    const undone = database.owner.query(`UPDATE settlement_adjustments SET status = 'calculated'`);
    await expect(undone).rejects.toThrow('is final.');
  });
});

it('the migrations make what the entities describe; only the CHECKs and a reference are more', async () => {
  const { upQueries } = await database.owner.driver.createSchemaBuilder().log();
  const constraints = await database.owner.query<{ name: string }[]>(
    `SELECT conname AS name FROM pg_constraint WHERE contype IN ('c', 'f')`,
  );
  const onlyInSql = constraints.map(({ name }) => `DROP CONSTRAINT "${name}"`);
  const changes = upQueries
    .map(({ query }) => query)
    .filter((query) => !onlyInSql.some((dropped) => query.endsWith(dropped)));
  expect(changes).toEqual([]);
});
