import { importedId } from '@steward/domain';
import { Bus, hashOf, Relay, Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import * as fc from 'fast-check';
import type { MilestoneKind, Verdict } from '../domain/quarter-inputs';
import { appraisalsPage, oneAppraisal } from '../storage/appraisal-views';
import { appraisalDatabase } from '../storage/data-source';
import { freezeQuarter } from './freeze-quarter';
import { publishAppraisal } from './publish-appraisal';
import { recordAdmission } from './record-admission';
import { recordClosing } from './record-closing';
import { recordContract } from './record-contract';
import { recordMilestone } from './record-milestone';
import { recordTier } from './record-tier';
import { reviewStreaks } from './review-streaks';

const clock = fixedClock('2026-10-13T02:00:00.000Z');
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const quarter = '2026Q3';
const of = { contractId, vendorId, quarter };
const none = { met: 0, breached: 0, open: 0 };

let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let events = 0;
const fact = () => ({
  actor: 'service' as Actor,
  by: 'service:test',
  key: importedId('event', `${(events += 1)}`),
});

const classify = () =>
  useCases.run(recordTier, { vendorId, tier: 'REGULAR', effectiveOn: '2026-01-01' }, fact());
const activate = () => {
  const workingTime = { calendar: 'CN', timezone: 'Asia/Shanghai' };
  const slots: [string, string][] = [['09:00', '18:00']];
  return useCases.run(
    recordContract,
    { contractId, vendorId, contractVersion: 1, effectiveAt: '2026-01-01T00:00:00Z', ...workingTime, slots },
    fact(),
  );
};
const milestoneId = (n: number) => importedId('milestone', `${n}`);
function decide(n: number, kind: MilestoneKind, verdict: Verdict, place = of) {
  const asked = fact();
  const ids = {
    milestoneId: milestoneId(n),
    workOrderId: importedId('work-order', `${n}`),
    eventId: asked.key,
  };
  const decidedAt = '2026-08-03T02:00:00.000Z';
  return useCases.run(recordMilestone, { ...ids, ...place, kind, verdict, decidedAt }, asked);
}
const close = (revision: number, onSite = none, closure = none, place = of) =>
  useCases.run(recordClosing, { ...place, revision, onSite, closure, workOrders: 1 }, fact());
/** Runs all that is due. */
const settle = async () => {
  while ((await timers.tick()) > 0);
};
const page = () => useCases.read(appraisalsPage, { limit: 10 }, 'enterprise');
const scores = async () => {
  await settle();
  return (await page()).items.map(({ revision, status, score }) => ({ revision, status, score }));
};
const announced = async (): Promise<unknown[]> =>
  database.owner.query(`SELECT type, data->>'revision' AS revision FROM outbox ORDER BY position`);
const proposed = (revision: string) => ({ type: 'appraisal.appraisal.proposed.v1', revision });

beforeAll(async () => {
  database = await startDatabase({ service: 'appraisal', options: appraisalDatabase });
  const broker = { service: 'appraisal', natsUrl: 'nats://127.0.0.1:1', databaseUrl: database.appUrl };
  const relay = new Relay(broker, new Bus(broker)); // never started
  useCases = new UseCases(database.app, clock, relay);
  const timed = [freezeQuarter, publishAppraisal, reviewStreaks];
  timers = new Timers({ ...broker, timed, schedule: [] }, database.app, clock, relay);
});
afterAll(() => database.stop());
beforeEach(() =>
  database.owner.query(
    `TRUNCATE contracts, contract_versions, bonuses, red_lines, appeals, vendor_tiers, milestones, quarters, appraisals, frozen_inputs, procedures,
       requests, audit, timers, outbox, aggregate_versions`,
  ),
);

it('1.3.1: 117 of 120 on site and 112 of 120 closed in time are proposed with 94.44', async () => {
  await classify();
  await activate();
  for (let n = 0; n < 120; n += 1) {
    await decide(n, 'ON_SITE', n < 117 ? 'MET' : 'BREACHED');
    await decide(1000 + n, 'CLOSURE', n < 112 ? 'MET' : 'BREACHED');
  }
  const [onSite, closure] = [
    { met: 117, breached: 3, open: 0 },
    { met: 112, breached: 8, open: 0 },
  ];
  await close(1, onSite, closure);

  expect(await scores()).toEqual([{ revision: 1, status: 'proposed', score: '94.44' }]);
  const { appraisalId } = (await page()).items[0]!;
  const shown = await useCases.read(oneAppraisal, { appraisalId }, 'enterprise');
  expect(shown).toMatchObject({ ...of, onSite, closure, tier: 'REGULAR', passLine: '70.00', isPassed: true });
  expect(shown.appealEndsAt).toEqual(new Date('2026-10-20T16:00:00.000Z'));
  expect(shown.dimensions.map(({ score, fraction }) => ({ score, fraction }))).toEqual([
    { score: '97.22', fraction: '875/9' },
    { score: '91.67', fraction: '275/3' },
    { score: null, fraction: null },
    { score: null, fraction: null },
  ]);
});

it('1.3.1: what was frozen is kept with its SHA-256 and names every event', async () => {
  await classify();
  await activate();
  await decide(1, 'ON_SITE', 'MET');
  await close(1, { ...none, met: 1 });
  await settle();

  const [kept] = await database.owner.query<{ manifest: object; hash: string }[]>(
    `SELECT manifest, inputs_hash AS hash FROM frozen_inputs`,
  );
  expect(kept!.manifest).toEqual({
    ...{ contractId, quarter, kpiSet: 1, onSite: { ...none, met: 1 }, closure: none, workOrders: 1 },
    ...{ minimumAnswers: 5, duties: [], contractVersion: 1, calendar: 'CN 2025-11-04' },
    milestones: [
      {
        ...{ milestoneId: milestoneId(1), kind: 'ON_SITE', verdict: 'MET' },
        ...{ decidedAt: '2026-08-03T02:00:00.000Z', eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      },
    ],
  });
  expect(kept!.hash).toBe(hashOf(kept!.manifest));
  expect((await page()).items[0]).toMatchObject({ score: '100.00' }); // 100 % on site, above the target
});

it('D3 P3: a quarter without a decided milestone is proposed as not rated', async () => {
  await classify();
  await activate();
  await decide(1, 'CLOSURE', 'OPEN');
  await close(1, none, { ...none, open: 1 });
  expect(await scores()).toEqual([{ revision: 1, status: 'proposed', score: null }]);
});

describe('the quarter waits for its counts', () => {
  beforeEach(async () => {
    await classify();
    await activate();
  });

  it('D3: where the closing came first, for the last milestone', async () => {
    await close(1, { ...none, met: 2 });
    await decide(1, 'ON_SITE', 'MET');
    expect(await scores()).toEqual([]);
    await decide(2, 'ON_SITE', 'MET');
    expect(await scores()).toEqual([{ revision: 1, status: 'proposed', score: '100.00' }]);
  });

  it('D3: where a milestone was replaced, for the verdict that counts', async () => {
    await decide(1, 'ON_SITE', 'MET');
    await decide(1, 'ON_SITE', 'BREACHED');
    await close(1, { ...none, met: 1 });
    expect(await scores()).toEqual([]);
    await decide(1, 'ON_SITE', 'MET');
    expect(await scores()).toMatchObject([{ score: '100.00' }]);
  });

  it('D3: a milestone that moves to another quarter completes both', async () => {
    const next = { ...of, quarter: '2026Q4' };
    await decide(1, 'ON_SITE', 'BREACHED');
    await decide(2, 'ON_SITE', 'MET');
    await close(1, { ...none, met: 1 });
    await close(1, { ...none, met: 1 }, none, next);
    expect(await scores()).toEqual([]);
    await decide(1, 'ON_SITE', 'MET', next);
    expect(await scores()).toHaveLength(2);
  });

  it('D3: an older closing that comes late changes nothing', async () => {
    await close(2, { ...none, met: 1 });
    await close(1, { ...none, met: 2 });
    await decide(1, 'ON_SITE', 'MET');
    expect(await scores()).toHaveLength(1);
  });
});

it.each([
  ['tier', classify, activate],
  ['contract', activate, classify],
] as const)('1.3.1: counts that came before the %s are frozen with it', async (_, last, first) => {
  await decide(1, 'ON_SITE', 'MET');
  await close(1, { ...none, met: 1 });
  await first();
  expect(await scores()).toEqual([]);
  await last();
  expect(await scores()).toHaveLength(1);
});

it('1.2.1: the tier at admission counts where no classification came before', async () => {
  const admission = { vendorId, tier: 'TEMPORARY', admittedAt: '2026-02-28T16:00:00.000Z' } as const;
  await useCases.run(recordAdmission, admission, fact());
  const tiers = () =>
    database.owner.query(
      `SELECT tier, to_char(effective_on, 'YYYY-MM-DD') AS day FROM vendor_tiers ORDER BY effective_on`,
    );
  expect(await tiers()).toEqual([{ tier: 'TEMPORARY', day: '2026-03-01' }]);
  await classify();
  await useCases.run(recordAdmission, { ...admission, admittedAt: '2026-01-05T16:00:00.000Z' }, fact());
  expect(await tiers()).toEqual([
    { tier: 'REGULAR', day: '2026-01-01' },
    { tier: 'TEMPORARY', day: '2026-03-01' },
  ]);
});

describe('a quarter that is closed again', () => {
  beforeEach(async () => {
    await classify();
    await activate();
    await decide(1, 'ON_SITE', 'MET');
    await close(1, { ...none, met: 1 });
    await settle();
  });

  it('1.3.1: with the same inputs makes no revision and tells nobody', async () => {
    await close(2, { ...none, met: 1 });
    expect(await scores()).toEqual([{ revision: 1, status: 'proposed', score: '100.00' }]);
    expect(await announced()).toEqual([proposed('1')]);
    expect(await database.owner.query('SELECT frozen_revision AS frozen FROM quarters')).toEqual([
      { frozen: 2 },
    ]);
  });

  it('1.3.1: with other inputs takes the place of the proposal', async () => {
    await decide(2, 'ON_SITE', 'BREACHED');
    expect(await announced()).toEqual([proposed('1')]); // not before it is closed again
    await close(2, { met: 1, breached: 1, open: 0 });
    // Half of the milestones met is below the floor.
    expect(await scores()).toEqual([{ revision: 2, status: 'proposed', score: '0.00' }]);
    expect(await announced()).toEqual([proposed('1'), proposed('2')]);
    const { appraisalId } = (await page()).items[0]!;
    const { revisions } = await useCases.read(oneAppraisal, { appraisalId }, 'enterprise');
    expect(revisions).toMatchObject([
      { revision: 1, status: 'superseded', score: '100.00' },
      { revision: 2, status: 'proposed', score: '0.00' },
    ]);
  });
});

it('D3: however milestones move, the counters are what a recount gives', async () => {
  const placed = fc.record({
    n: fc.integer({ min: 1, max: 4 }),
    verdict: fc.constantFrom<Verdict>('MET', 'BREACHED', 'OPEN'),
    quarter: fc.constantFrom('2026Q2', '2026Q3'),
  });
  const counted = `SELECT quarter, held_on_site_met AS met, held_on_site_breached AS breached, held_on_site_open AS open
    FROM quarters WHERE held_on_site_met + held_on_site_breached + held_on_site_open <> 0 ORDER BY quarter`;
  const recounted = `SELECT quarter, count(*) FILTER (WHERE verdict = 'MET')::int AS met,
      count(*) FILTER (WHERE verdict = 'BREACHED')::int AS breached, count(*) FILTER (WHERE verdict = 'OPEN')::int AS open
    FROM milestones GROUP BY quarter ORDER BY quarter`;
  await fc.assert(
    fc.asyncProperty(fc.array(placed, { minLength: 1, maxLength: 8 }), async (moves) => {
      for (const { n, verdict, quarter: place } of moves) {
        await decide(n, 'ON_SITE', verdict, { ...of, quarter: place });
      }
      expect(await database.owner.query(counted)).toEqual(await database.owner.query(recounted));
    }),
    { numRuns: 25 },
  );
});
