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
beforeEach(() => database.owner.query('TRUNCATE journal, postings'));

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
