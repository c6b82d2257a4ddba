import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { collaborationDatabase } from './data-source';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
});
afterAll(() => database?.stop());

it('the migrations make what the entities describe; only the CHECKs are more', async () => {
  expect(await schemaChanges(database.owner)).toEqual([]);
});

it.each([
  `DELETE FROM liaisons`,
  `UPDATE liaisons SET name = 'Tang Yu'`,
  `DELETE FROM meetings`,
  `DELETE FROM known_contracts`,
  `UPDATE policies SET value = '0'`,
  `DELETE FROM meeting_minutes`,
  `UPDATE meeting_topics SET title = ''`,
  `DELETE FROM actions`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

const id = '0195540a-0000-7000-8000-00000000000a';
const minutes = `status = 'held', summary = 's', attendees = 1, agenda_items = 0, held_at = now(), held_by = 'vera'`;

it.each([
  ['meetings_minutes', `UPDATE meetings SET status = 'held', summary = 's'`],
  ['meetings_missed', `UPDATE meetings SET status = 'missed'`],
  ['meetings_held_in_month', `UPDATE meetings SET ${minutes}, held_on = '2026-11-01'`],
  ['meetings_month_check', `UPDATE meetings SET month = '2026-13'`],
  [
    'liaisons_deputy',
    `INSERT INTO liaisons VALUES ('${id}', 1, '${id}', '${id}', 'a', 'a', NULL, now(), 'vera')`,
  ],
  [
    'minutes_both_sides',
    `INSERT INTO meeting_minutes VALUES ('${id}', 1, '${id}', '${id}', '2026-10', 's', 1, '2026-10-05', 'vera',
      now(), 'confirmed', 'omar', now())`,
  ],
  [
    'actions_done',
    `INSERT INTO actions VALUES ('${id}', '${id}', '${id}', '${id}', 'w', 'VENDOR', '2026-10-05', now(), 'vera',
      now(), 'done')`,
  ],
])('the database refuses a state that the union does not have: %s', async (constraint, statement) => {
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`
      INSERT INTO meetings (id, contract_id, vendor_id, month, timezone, ends_at, scheduled_at, status)
      VALUES ('${id}', '${id}', '${id}', '2026-10', 'Asia/Shanghai', now(), now(), 'scheduled')`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
