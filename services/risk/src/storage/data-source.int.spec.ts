import { schemaChanges, startDatabase, type TestDatabase } from '@steward/testing';
import { riskDatabase } from './data-source';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'risk', options: riskDatabase });
});
afterAll(() => database?.stop());

it('the migrations make what the entities describe; only the CHECKs are more', async () => {
  expect(await schemaChanges(database.owner)).toEqual([]);
});

it('D8: the default grid has 8 LOW, 7 MEDIUM, 7 HIGH and 3 EXTREME cells, and impact 5 is never LOW', async () => {
  const [{ grid }] = await database.owner.query<[{ grid: string[][] }]>('SELECT grid FROM risk_matrices');
  const cells = grid.flat();
  const count = (band: string) => cells.filter((cell) => cell === band).length;
  expect(cells).toHaveLength(25);
  expect([count('LOW'), count('MEDIUM'), count('HIGH'), count('EXTREME')]).toEqual([8, 7, 7, 3]);
  expect(grid.map((row) => row[4])).not.toContain('LOW');
  expect(grid[3]![4]).toBe('EXTREME'); // R1: 4 x 5
});

it.each([
  `DELETE FROM risks`,
  `UPDATE risk_assessments SET probability = 1`,
  `DELETE FROM risk_assessments`,
  `UPDATE risk_triggers SET impact = 1`,
  `UPDATE risk_matrices SET version = 2`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});

const id = '0195540a-0000-7000-8000-00000000000a';
const PROPOSED = `UPDATE risks SET proposed_by = 'rui', proposed_at = now(), acceptance_reason = 'x',
  acceptance_until = now()`;

it.each([
  ['risks_closure', `UPDATE risks SET status = 'closed', closed_at = now()`],
  [
    'risks_judgement',
    `UPDATE risks SET status = 'closed', closed_at = now(), closed_by = 'a', closure_reason = 'b'`,
  ],
  ['risks_owner_role_check', `UPDATE risks SET owner_role = 'vendor'`],
  ['risks_review', `UPDATE risks SET next_review_at = assessed_at`],
  ['risks_extreme', `UPDATE risks SET band = 'EXTREME'`],
  [
    'risks_ale',
    `UPDATE risks SET frequency = 0.3, loss_minor = 40000000, loss_currency = 'CNY', ale_minor = 1`,
  ],
  ['risks_quantity', `UPDATE risks SET frequency = 0.3`],
  ['risks_two_persons', `${PROPOSED}, status = 'accepted', accepted_by = 'rui', accepted_at = now()`],
  ['risks_acceptance', `${PROPOSED}, status = 'accepted'`],
  ['risks_acceptable', `${PROPOSED}, band = 'EXTREME', extreme_since = now()`],
  ['risks_proposal', `UPDATE risks SET proposed_by = 'rui'`],
  ['risks_probability_check', `UPDATE risks SET probability = 6`],
])('the database refuses a state that the union does not have: %s', async (constraint, statement) => {
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`
      INSERT INTO risks (id, vendor_id, source, category, title, owner_role, status, identified_at, revision, probability,
        impact, band, matrix_version, assessed_by, assessed_at, next_review_at, judged_probability, judged_inherent,
        inherent_probability, inherent_impact, inherent_band)
      VALUES ('${id}', '${id}', 'MANUAL', 'TECHNICAL', 'Spare parts', 'risk', 'open', now(), 1, 1, 1, 'LOW', 1, 'rui',
        now(), now() + interval '1 day', 1, 1, 1, 1, 'LOW')`);
    await manager.query(statement);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});

it.each(['{}', '{{LOW},{LOW},{LOW},{LOW},{LOW}}', `{${Array(5).fill('{RED,LOW,LOW,LOW,LOW}').join()}}`])(
  'a matrix that is no grid of 5 x 5 bands is refused: %s',
  async (grid) => {
    const published = database.owner.query(
      `INSERT INTO risk_matrices (version, effective_on, clause_id, grid, has_impact_floor, status, drafted_by,
         drafted_at)
       VALUES (2, '2027-01-01', '4.1.2', $1, true, 'draft', 'rui', now())`,
      [grid],
    );
    await expect(published).rejects.toMatchObject({ constraint: 'risk_matrices_grid_check' });
  },
);

it('D8: who drafted a matrix does not publish it, and what is published is final', async () => {
  const grid = `{${Array(5).fill('{LOW,LOW,LOW,LOW,MEDIUM}').join()}}`;
  const publish = (who: string, more = '') =>
    database.owner.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO risk_matrices (version, effective_on, clause_id, grid, has_impact_floor, status,
           drafted_by, drafted_at)
         VALUES (2, '2027-01-01', '4.1.2', $1, true, 'draft', 'rui', now())`,
        [grid],
      );
      await manager.query(
        `UPDATE risk_matrices SET status = 'published', published_by = $1, published_at = now()
         WHERE version = 2`,
        [who],
      );
      if (more) await manager.query(more);
    });
  await expect(publish('rui')).rejects.toMatchObject({ constraint: 'risk_matrices_two_persons' });
  const changed = publish('lin', `UPDATE risk_matrices SET effective_on = '2020-01-01' WHERE version = 2`);
  await expect(changed).rejects.toThrow('risk_matrices is final');
});
