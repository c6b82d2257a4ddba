import { startDatabase, type TestDatabase } from '@steward/testing';
import { Client } from 'pg';
import { PreparedClient } from './prepared';
import { notesDatabase } from './notes.fixture';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await startDatabase({ service: 'notes', options: notesDatabase });
  client = new PreparedClient({ connectionString: database.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.stop();
});

const prepared = async () => (await client.query('SELECT statement FROM pg_prepared_statements')).rows;

it('a statement with parameters is prepared once for a connection, one without not at all', async () => {
  for (const n of [1, 2, 3]) {
    const { rows } = await client.query('SELECT $1::int + 1 AS next', [n]);
    expect(rows).toEqual([{ next: n + 1 }]);
  }
  await client.query('SELECT 1');
  expect(await prepared()).toEqual([{ statement: 'SELECT $1::int + 1 AS next' }]);
});

it('a refused statement says why, and its name serves again', async () => {
  const divide = (by: number) => client.query('SELECT 6 / $1::int AS quotient', [by]);
  await expect(divide(0)).rejects.toThrow('division by zero');
  expect((await divide(3)).rows).toEqual([{ quotient: 2 }]);
  await expect(client.query('SELECT nothing FROM $1', [1])).rejects.toThrow('syntax error');
});
