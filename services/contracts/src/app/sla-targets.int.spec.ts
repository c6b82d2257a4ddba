import type { SlaTargetPairInput, SlaTargetsInput } from '@steward/calculators';
import { UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { oneContract } from '../storage/contract-views';
import { contractsDatabase } from '../storage/data-source';
import { admitted, concluded, pair, vendorId } from './in-force.fixture';

let database: TestDatabase;
let useCases: UseCases;
const response = { durationSeconds: 1800, clock: '24x7' as const };
const own = {
  response,
  onSite: { ...pair.onSite, pauseReasons: ['FORCE_MAJEURE' as const] },
  closure: {
    ...pair.closure,
    pauseReasons: ['WAITING_PARTS' as const],
    warnPercents: [60, 80, 200],
    reopening: 'INCLUDE_GAP' as const,
  },
};
const all = (one: SlaTargetPairInput): SlaTargetsInput => ({ 1: one, 2: one, 3: one, 4: one });
const withTargets = (slaTargets: SlaTargetsInput) =>
  concluded(useCases, '2026-01-01', '2026-12-31', { slaTargets });

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-10-20T02:00:00.000Z'), { wake: () => undefined });
  await admitted(useCases);
});
afterAll(() => database?.stop());

it('2.2.1a, D1: a response, pause reasons and warn points of a target are stored, shown and announced', async () => {
  const contractId = await withTargets(all(own));
  const [row] = await database.owner.query<{ data: { slaTargets: object } }[]>(
    `SELECT data FROM outbox WHERE type = 'contracts.contract.activated.v1' AND aggregate_id = $1`,
    [contractId],
  );
  expect(row!.data.slaTargets).toEqual(all(own));
  const shown = await useCases.read(oneContract, { contractId }, `vendor:${vendorId}`);
  expect(shown.slaTargets).toEqual(all(own));
});

it('2.2.1a: what no clock could keep is refused by the place where it stands, and nothing is stored', async () => {
  const stored = () => database.owner.query('SELECT id FROM contracts');
  const before = await stored();
  await expect(withTargets({ ...all(pair), 2: own })).rejects.toMatchObject({
    ...{ code: 'sla-targets.response-for-some', path: '/slaTargets/2/response' },
  });
  const vendorsWord = { ...pair, onSite: { ...pair.onSite, pauseReasons: ['WAITING_PARTS' as const] } };
  await expect(withTargets(all(vendorsWord))).rejects.toMatchObject({
    ...{ code: 'sla-targets.not-pausable', path: '/slaTargets/1/onSite/pauseReasons' },
  });
  for (const warnPercents of [[100], [0], [50, 50], [1001], [12.5]]) {
    const wrong = { ...pair, closure: { ...pair.closure, warnPercents } };
    await expect(withTargets({ ...all(pair), 4: wrong })).rejects.toMatchObject({
      errors: [{ path: '/slaTargets/4/closure/warnPercents' }],
    });
  }
  const unknown = { ...pair, closure: { ...pair.closure, pauseReasons: ['TIRED' as 'WAITING_PARTS'] } };
  await expect(withTargets(all(unknown))).rejects.toMatchObject({
    errors: expect.arrayContaining([
      expect.objectContaining({ path: '/slaTargets/1/closure/pauseReasons', rule: 'isIn' }),
    ]),
  });
  expect(await stored()).toEqual(before);
});
