import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { vendorsDatabase } from './data-source';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'vendors', options: vendorsDatabase });
});
afterAll(() => database.stop());

it('the migrations make what the entities describe; only the CHECKs are more', async () => {
  expect(await schemaChanges(database.owner)).toEqual([]);
});

it.each([
  `DELETE FROM vendors`,
  `UPDATE vendors SET code = 'v9'`,
  `DELETE FROM evidence`,
  `UPDATE evidence SET valid_to = NULL`,
  `UPDATE capability_tests SET score = 100`,
  `DELETE FROM compliance_checks`,
  `UPDATE classifications SET tier = 'STRATEGIC'`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

it.each([
  ['vendors_admission', `UPDATE vendors SET status = 'admitted', admitted_at = now()`],
  ['evidence_validity', `UPDATE evidence SET kind = 'ISO9001'`],
  ['evidence_project', `UPDATE evidence SET title = 'Hall'`],
  ['evidence_qualification', `UPDATE evidence SET number = NULL`],
  ['evidence_verification', `UPDATE evidence SET verified_at = now()`],
])('the database refuses a state that the union does not have: %s', async (constraint, statement) => {
  const id = '0195540a-0000-7000-8000-00000000000a';
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`
      INSERT INTO vendors VALUES ('${id}', 'v1', 'Qinghe', 'R1', 'registered', now());
      INSERT INTO evidence (id, vendor_id, kind, number, issuer, document_hash, submitted_at, submitted_by)
        VALUES ('${id}', '${id}', 'LICENCE', 'L1', 'Bureau', repeat('a', 64), now(), 'vendor-v1');`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
