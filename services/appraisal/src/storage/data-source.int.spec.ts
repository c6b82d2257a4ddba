import { hashOf, type Tx } from '@steward/messaging';
import { ratio } from '@steward/money';
import { DEFAULT_KPI_SET, DEFAULT_STREAK_RULES } from '@steward/terms';
import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import type { KpiSet } from '../domain/kpi-set';
import { kpiSet } from '../domain/kpi-set.fixture';
import { appraisalDatabase } from './data-source';
import { streakRulesInForce } from './streak-rules';

const id = '0195540a-0000-7000-8000-00000000000a';
const hash = 'a'.repeat(64);
const VENDOR_TABLES = [
  ['contracts', `('${id}', '${id}', 1, 'CN', 'Asia/Shanghai', '[]')`],
  ['vendor_tiers', `('${id}', '2026-01-01', 'REGULAR')`],
  ['milestones', `('${id}', '${id}', '${id}', '${id}', '2026Q3', 'ON_SITE', 'MET', now(), '${id}')`],
  ['quarters', `('${id}', '2026Q3', '${id}')`],
  [
    'appraisals',
    `('${id}', 1, '${id}', '${id}', '2026Q3', 'proposed', 'REGULAR', 70, 1, 88.67, '[]',
      1, 1, 1, 1, 1, 1, 1, 1, '${hash}', now(), now(), false, null, null, null, 7, 95.67, 'CLOSED', null)`,
  ],
  ['frozen_inputs', `('${id}', 1, '${id}', '${hash}', '{}')`],
  ['duties', `('${id}', 'REPORT', '${id}', '2026Q3', true, '${id}')`],
  ['bonuses', `('${id}', '${id}', '${id}', '2026Q3', 'INNOVATION', 'x', '[]', null, 'claimed', 'li', now())`],
  [
    'red_lines',
    `('${id}', '${id}', '${id}', '2026Q3', 'DATA_LEAK', now(), 'x', '[]', 'recorded', 'li', now())`,
  ],
  [
    'appeals',
    `('${id}', '${id}', 1, '${id}', '${id}', '2026Q3', 'x', '[]', '[]', 'li', now(), now(), 'filed')`,
  ],
  ['contract_versions', `('${id}', 1, now())`],
  ['procedures', `('${id}', '${id}', '${id}', 'DOWNGRADE', '2026Q3', 'open', now())`],
] as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase({ service: 'appraisal', options: appraisalDatabase });
  for (const [table, values] of VENDOR_TABLES) {
    await database.owner.query(`INSERT INTO ${table} VALUES ${values}`);
  }
});
afterAll(() => database.stop());

it('the migrations make what the entities describe; only the CHECKs are more', async () => {
  expect(await schemaChanges(database.owner)).toEqual([]);
});

it.each(VENDOR_TABLES)(
  'a vendor sees its own rows of %s only, and without an actor there are none',
  async (table) => {
    const seenBy = (actor: string) =>
      database.app.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.actor', $1, true)`, [actor]);
        return (await manager.query<unknown[]>(`SELECT * FROM ${table}`)).length;
      });
    expect(await seenBy(`vendor:${id}`)).toBe(1);
    expect(await seenBy('vendor:0195540a-0000-7000-8000-00000000000b')).toBe(0);
    expect(await seenBy('')).toBe(0);
    expect(await database.app.query(`SELECT * FROM ${table}`)).toEqual([]);
  },
);

it.each([
  `UPDATE appraisals SET score = 100`,
  `UPDATE appraisals SET inputs_hash = repeat('b', 64)`,
  `DELETE FROM appraisals`,
  `UPDATE frozen_inputs SET manifest = '{}'`,
  `DELETE FROM frozen_inputs`,
  `DELETE FROM milestones`,
  `DELETE FROM procedures`,
  `UPDATE kpi_sets SET dimensions = '[]'`,
  `DELETE FROM kpi_sets`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

it.each([
  ['appraisals_publication', `UPDATE appraisals SET status = 'published'`],
  ['appraisals_acceptance', `UPDATE appraisals SET accepted_by = 'wang'`],
  ['appraisals_succession', `UPDATE appraisals SET superseded_at = now()`],
  ['quarters_closing', `UPDATE quarters SET closing_revision = 1`],
  ['bonuses_two_persons', `UPDATE bonuses SET status = 'verified', decided_by = 'li', decided_at = now()`],
  ['bonuses_saving', `UPDATE bonuses SET kind = 'COST_SAVING'`],
  ['bonuses_decision', `UPDATE bonuses SET status = 'verified'`],
  [
    'red_lines_two_persons',
    `UPDATE red_lines SET status = 'confirmed', decided_by = 'li', decided_at = now()`,
  ],
  ['red_lines_decision', `UPDATE red_lines SET status = 'confirmed'`],
  [
    'appeals_two_persons',
    `UPDATE appeals SET status = 'dismissed', rulings = '[]', reason = 'x', scored_by = '{chen}',
       decided_by = 'chen', decided_at = now()`,
  ],
  [
    'appeals_outcome',
    `UPDATE appeals SET status = 'granted', rulings = '[]', reason = 'x', scored_by = '{}',
       decided_by = 'chen', decided_at = now()`,
  ],
  ['appeals_decision', `UPDATE appeals SET status = 'dismissed'`],
  ['appraisals_cause', `UPDATE appraisals SET reason = 'APPEAL'`],
  ['quarters_response', `UPDATE quarters SET closed_response_met = 1`],
  [
    'kpi_sets_two_persons',
    `INSERT INTO kpi_sets SELECT 2, effective_on, dimensions, status, 'li', drafted_at, 'li', published_at, content_hash FROM kpi_sets`,
  ],
  ['kpi_sets_publication', `INSERT INTO kpi_sets VALUES (2, '2027-01-01', '[]', 'published', 'li', now())`],
  ['quarters_frozen', `UPDATE quarters SET frozen_revision = 1`],
  ['procedures_withdrawal', `UPDATE procedures SET status = 'withdrawn'`],
  [
    'procedures_one_open',
    `INSERT INTO procedures SELECT gen_random_uuid(), contract_id, vendor_id, kind, '2026Q4', status, opened_at FROM procedures`,
  ],
])('the database refuses a state that the union does not have: %s', async (constraint, statement) => {
  await expect(database.owner.query(statement)).rejects.toMatchObject({ constraint });
});

it('1.3.1: a published KPI set does not change any more', async () => {
  await expect(database.owner.query(`UPDATE kpi_sets SET dimensions = '[]'`)).rejects.toThrow('is final');
});

it('1.3.1: the first KPI set and the streak rules hold the numbers of the policy', async () => {
  const [first] = await database.owner.query<(KpiSet & { contentHash: string })[]>(
    `SELECT version, dimensions, content_hash AS "contentHash" FROM kpi_sets`,
  );
  const numbers = first!.dimensions.map(({ name, weight, floor, target }) => ({
    ...{ name, weight: BigInt(weight), floor: ratio(floor), target: ratio(target) },
  }));
  expect(numbers).toEqual(DEFAULT_KPI_SET);
  expect(first!.dimensions).toEqual(kpiSet.dimensions);
  expect(first!.contentHash).toBe(hashOf(first!.dimensions));
  const tx = { manager: database.app.manager, now: new Date() } as Tx;
  expect(await streakRulesInForce(tx)).toEqual(DEFAULT_STREAK_RULES);
});
