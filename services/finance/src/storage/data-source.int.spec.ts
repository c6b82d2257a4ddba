import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { financeDatabase } from './data-source';

const settlementId = '0195540a-0000-7000-8000-0000000000f1';
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
});
afterAll(() => database?.stop());

it('the migrations make what the entities describe; only the CHECKs and a reference are more', async () => {
  const reference = 'DROP CONSTRAINT "settlement_adjustments_settlement_id_fkey"';
  expect(await schemaChanges(database.owner)).toEqual([expect.stringContaining(reference)]);
});

it.each([
  ...['journal', 'postings', 'receipts'].flatMap((table) => [
    `UPDATE ${table} SET vendor_id = vendor_id`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
  ]),
  `DELETE FROM deposits`,
  `UPDATE contract_versions SET currency = 'USD'`,
  `DELETE FROM appraisals`,
  `DELETE FROM settlements`,
  `DELETE FROM settlement_adjustments`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

describe('the two-person rule, by direct SQL', () => {
  beforeEach(() => database.owner.query('TRUNCATE settlements, settlement_adjustments'));

  const PAY = `'2026Q1', 'posted', 1, 1, '88.67', 24000000, 6000000, 5867000, 29867000`;
  const settlement = (by: string) =>
    `INSERT INTO settlements VALUES ('${settlementId}', '${contractId}', '${vendorId}', ${PAY}, 'CNY',
       now(), now(), 'li-na', '${by}', now())`;
  const adjustment = (by: string) =>
    `INSERT INTO settlement_adjustments VALUES ('${contractId}', '${settlementId}', '${contractId}', '${vendorId}', ${PAY},
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
    await expect(change).rejects.toThrow(`settlements ${settlementId} is final.`);
    await database.owner.query(adjustment('wang-wei'));
    const undone = database.owner.query(`UPDATE settlement_adjustments SET status = 'calculated'`);
    await expect(undone).rejects.toThrow('is final.');
  });
});
