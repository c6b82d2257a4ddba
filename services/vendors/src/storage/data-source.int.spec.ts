import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { DataSource } from 'typeorm';
import { vendorsDatabase } from './data-source';
import { WatchQualifications1764000001000 } from './migrations/1764000001000-watch-qualifications';

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
  ['vendors_restriction', `UPDATE vendors SET restricted_at = now()`],
  ['vendors_expired_items', `UPDATE vendors SET expired_items = '{}'`],
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

it('2.1.1: papers that were verified before there was a watch are looked at from the migration on', async () => {
  const earlier = await startDatabase({
    service: 'vendors',
    options: (url) => {
      const options = vendorsDatabase(url);
      const all = options.migrations as readonly unknown[];
      return Object.assign(options, {
        migrations: all.slice(0, all.indexOf(WatchQualifications1764000001000)),
      });
    },
  });
  const [vendorId, dated] = [1, 2].map((n) => `0195540a-0000-7000-8000-00000000000${n}`);
  const paper = `'${vendorId}', 'LICENCE', 'L1', 'Bureau', repeat('a', 64), now(), 'v1'`;
  await earlier.owner.query(`
    INSERT INTO vendors (id, code, name, registration_number, status, registered_at)
      VALUES ('${vendorId}', 'v1', 'Qinghe', 'R1', 'registered', now());
    INSERT INTO evidence (vendor_id, kind, number, issuer, document_hash, submitted_at, submitted_by, id, valid_to,
        verified_at, verified_by)
      VALUES (${paper}, '${dated}', '2026-12-01', now(), 'legal'),
        (${paper}, gen_random_uuid(), '2026-12-01', NULL, NULL),
        (${paper}, gen_random_uuid(), NULL, now(), 'legal');`);
  const owner = await new DataSource(vendorsDatabase(earlier.ownerUrl)).initialize();
  await owner.runMigrations();
  const timers = await owner.query<object[]>('SELECT use_case, key, input FROM timers');
  const input = { vendorId, itemId: dated };
  expect(timers).toEqual([{ use_case: 'watch-qualification', key: dated, input }]);
  await owner.destroy();
  await earlier.stop();
});
