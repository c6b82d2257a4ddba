import { benchmark, kpiPack } from '../storage/evaluation-views';
import { idOf, startScored, type Scored } from './scored.fixture';

let scored: Scored;
beforeAll(async () => {
  scored = await startScored();
});
afterAll(() => scored.database.stop());

it('3.4.2d: the exported pack has formulas, lines and caps, and a hash of its content', async () => {
  const pack = await scored.useCases.read(kpiPack, {}, 'enterprise');
  expect(pack).toMatchObject({
    ...{ format: 'steward-kpi-pack/1', kpiSet: 1, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    policies: { 'pass-line-strategic': '80.00', 'bonus-cap': '10', 'red-line-cap': '59.00' },
  });
  expect(pack.dimensions).toHaveLength(4);
});

it('3.4.2d: four vendors are not compared, five are, with nobody named', async () => {
  await scored.score('2026Q3', 4, 4);
  const compare = () => scored.useCases.read(benchmark, { quarter: '2026Q3' }, 'enterprise');
  const publish = (n: number, score: number) =>
    scored.database.owner.query(
      `INSERT INTO appraisals SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
         'vendor_id', gen_random_uuid(), 'status', 'published', 'published_at', now(), 'score', $2::numeric,
         'final_score', $2::numeric, 'revision', $3::int))).* FROM appraisals a WHERE id = $1`,
      [idOf('2026Q3'), score, n],
    );
  for (const [n, score] of [60, 95, 70, 90].entries()) await publish(n + 1, score);
  await expect(compare()).rejects.toMatchObject({ code: 'benchmark.too-few-vendors' });
  await publish(5, 80);
  expect(await compare()).toEqual({
    ...{ quarter: '2026Q3', tier: null, vendors: 5, lowest: '70.00', median: '80.00', highest: '90.00' },
  });
});
