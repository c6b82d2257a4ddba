import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { contractsDatabase } from './data-source';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
});
afterAll(() => database?.stop());

it('the migrations make what the entities describe; only the CHECKs are more', async () => {
  expect(await schemaChanges(database.owner)).toEqual([]);
});

it.each([
  `DELETE FROM contracts`,
  `DELETE FROM vendor_standings`,
  `DELETE FROM waivers`,
  `UPDATE obligations SET quantity = 1`,
  `UPDATE template_versions SET content = '{}'`,
  `DELETE FROM evidence`,
  `UPDATE dispute_statements SET text = 'another'`,
  `UPDATE disputes SET claim = 'another'`,
  `UPDATE terminations SET reason = 'another'`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

const id = '0195540a-0000-7000-8000-00000000000a';

it.each([
  ['contracts_signature', `UPDATE contracts SET signed_at = now()`],
  [
    'contracts_signed_by_both',
    `UPDATE contracts SET status = 'signed', signed_at = now(), enterprise_signed_by = 'Li Na'`,
  ],
  [
    'contracts_signed_when_approved',
    `UPDATE contracts SET status = 'signed', signed_at = now(), enterprise_signed_by = 'Li Na',
       vendor_signed_by = 'Wang Wei', legal_by = NULL`,
  ],
  ['contracts_activation', `UPDATE contracts SET activated_at = now()`],
  ['contracts_template', `UPDATE contracts SET template_version = 1`],
  ['contracts_suspension', `UPDATE contracts SET suspended_at = now()`],
  ['contracts_end', `UPDATE contracts SET ended_at = now()`],
  ['contracts_approvers', `UPDATE contracts SET finance_by = legal_by`],
  ['contracts_deposit', `UPDATE contracts SET deposit_required_minor = 12000001`],
])('the database refuses a state that the union does not have: %s', async (constraint, statement) => {
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`
      INSERT INTO contracts (id, code, vendor_id, status, yearly_amount_minor, deposit_required_minor,
        escrowed_minor, currency, performance_share_bps, curve, start_on, end_on, effective_at, categories,
        working_time, sla_targets, clauses, legal, scope, rate_card, obligations, has_liaison, legal_by, finance_by, technical_by)
      VALUES ('${id}', 'C-1', '${id}', 'draft', 120000000, 12000000, 0, 'CNY', 2000, 'LINEAR_60_90',
        '2026-01-01', '2026-12-31', now(), '{HARDWARE}', '{}', '{}', '[]', '{}', '[]', '[]', '[]', false, 'lin', 'qian', 'ji')`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});
