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
  `DELETE FROM claims`,
  `UPDATE claims SET amount_minor = 1`,
  `UPDATE claims SET in_favour_of = 'VENDOR'`,
  `UPDATE change_order_quotes SET quoted_minor = 1`,
  `DELETE FROM change_order_quotes`,
  `UPDATE statements SET total_minor = 0`,
  `UPDATE statement_lines SET amount_minor = 1`,
  `UPDATE statement_responses SET reason = 'x'`,
  `DELETE FROM statement_responses`,
  `UPDATE custodian_instructions SET amount_minor = 1`,
  `UPDATE custodian_movements SET amount_minor = 1`,
  `DELETE FROM custodian_movements`,
  `UPDATE escrow_breaks SET stated_minor = 1`,
  `DELETE FROM escrow_breaks`,
  `UPDATE guarantees SET amount_minor = 1`,
  `DELETE FROM guarantees`,
  `DELETE FROM data_custody`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

describe('the two-person rule, by direct SQL', () => {
  beforeEach(() => database.owner.query('TRUNCATE settlements, settlement_adjustments, claims CASCADE'));

  const PAY = `'2026Q1', 'posted', 1, 1, '88.67', 24000000, 6000000, 5867000, 29867000`;
  const settlement = (by: string) =>
    `INSERT INTO settlements VALUES ('${settlementId}', '${contractId}', '${vendorId}', ${PAY}, 'CNY',
       now(), now(), 'li-na', '${by}', now())`;
  const adjustment = (by: string) =>
    `INSERT INTO settlement_adjustments VALUES ('${contractId}', '${settlementId}', '${contractId}', '${vendorId}', ${PAY},
       0, -100, -100, 'CNY', now(), now(), 'li-na', '${by}', now(), NULL)`;

  const claim = (by: string) =>
    `INSERT INTO claims VALUES ('${settlementId}', '${contractId}', '${vendorId}', 'AWARD', '${contractId}', 1234567,
       'CNY', 'VENDOR', 'CONTRACT', NULL, NULL, NULL, 'CLAIM', 'A-1', NULL, NULL, 'posted', now(), now(), 'li-na',
       '${by}', now())`;

  it('2.2.2a: nobody approves a settlement that they submitted', async () => {
    const alone = database.owner.query(settlement('li-na'));
    await expect(alone).rejects.toMatchObject({ constraint: 'settlements_two_persons' });
  });

  it('2.2.2a: nobody approves an adjustment that they submitted', async () => {
    await database.owner.query(settlement('wang-wei'));
    const alone = database.owner.query(adjustment('li-na'));
    await expect(alone).rejects.toMatchObject({ constraint: 'adjustments_two_persons' });
  });

  it('3.3.2a: nobody approves a claim that they submitted', async () => {
    const alone = database.owner.query(claim('li-na'));
    await expect(alone).rejects.toMatchObject({ constraint: 'claims_two_persons' });
  });

  it.each([
    ['claims_dispute', `subject_kind = NULL`],
    ['claims_dispute', `becomes = NULL`],
    ['claims_breach', `subject_kind = 'BREACH'`],
    ['claims_settlement_line', `subject_kind = 'SETTLEMENT_LINE'`],
    ['claims_award', `reference = NULL`],
    ['claims_change_order', `quoted_minor = 1`],
    ['claims_amount_minor_check', `amount_minor = 0`],
    ['claims_posting', `posted_at = NULL`],
    ['claims_submission', `submitted_by = NULL`],
    [
      'claims_quote',
      `cause = 'CHANGE_ORDER', subject_kind = NULL, becomes = NULL, reference = NULL, contract_version = 1,
        quoted_minor = 1234566`,
    ],
  ])('3.3.2a, 2.2.2b: the table keeps %s', async (constraint, change) => {
    await database.owner.query('ALTER TABLE claims DISABLE TRIGGER claims_final');
    try {
      await database.owner.query(claim('wang-wei'));
      const wrong = database.owner.query(`UPDATE claims SET ${change}`);
      await expect(wrong).rejects.toMatchObject({ constraint });
    } finally {
      await database.owner.query('ALTER TABLE claims ENABLE TRIGGER claims_final');
    }
  });

  it('3.3.2a: nothing is claimed twice for one source', async () => {
    await database.owner.query(claim('wang-wei'));
    const again = database.owner.query(claim('wang-wei').replace(settlementId, vendorId));
    await expect(again).rejects.toMatchObject({ constraint: 'claims_source_id_key' });
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
    await database.owner.query(claim('wang-wei'));
    const reopened = database.owner.query(
      `UPDATE claims SET status = 'submitted', approved_by = NULL, posted_at = NULL`,
    );
    await expect(reopened).rejects.toThrow(`claims ${settlementId} is final.`);
  });
});
