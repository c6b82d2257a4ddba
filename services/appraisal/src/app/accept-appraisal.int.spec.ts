import { importedId } from '@steward/domain';
import { Bus, Relay, Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { appraisalIdOf } from '../domain/appraisal';
import { appraisalsPage, oneAppraisal } from '../storage/appraisal-views';
import { appraisalDatabase } from '../storage/data-source';
import { proceduresPage } from '../storage/procedure-views';
import { acceptAppraisal } from './accept-appraisal';
import { freezeQuarter } from './freeze-quarter';
import { publishAppraisal } from './publish-appraisal';
import { recordClosing } from './record-closing';
import { recordContract } from './record-contract';
import { recordMilestone } from './record-milestone';
import { recordTier } from './record-tier';
import { reviewStreaks } from './review-streaks';

const started = '2026-10-13T02:00:00.000Z';
const clock = fixedClock(started);
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const vendor: Actor = `vendor:${vendorId}`;
const none = { met: 0, breached: 0, open: 0 };

let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let keys = 0;
const as = (actor: Actor, by = 'service:test') => ({ actor, by, key: importedId('event', `${(keys += 1)}`) });

const settle = async () => {
  while ((await timers.tick()) > 0);
};
const idOf = (quarter: string) => appraisalIdOf(contractId, quarter);
/** One work order decides the quarter: met scores 100.00, breached 0.00. */
async function score(quarter: string, verdict: 'MET' | 'BREACHED', revision = 1): Promise<void> {
  const asked = as('service');
  const ids = {
    milestoneId: importedId('milestone', quarter),
    workOrderId: importedId('work-order', quarter),
  };
  const place = { contractId, vendorId, quarter };
  const decided = { kind: 'ON_SITE', verdict, decidedAt: '2026-08-03T02:00:00.000Z' } as const;
  await useCases.run(recordMilestone, { ...ids, ...place, ...decided, eventId: asked.key }, asked);
  const onSite = verdict === 'MET' ? { ...none, met: 1 } : { ...none, breached: 1 };
  await useCases.run(
    recordClosing,
    { ...place, revision, onSite, closure: none, workOrders: 1 },
    as('service'),
  );
  await settle();
}
const accept = (quarter: string, revision = 1, actor = vendor) =>
  useCases.run(acceptAppraisal, { appraisalId: idOf(quarter), revision }, as(actor, 'wang'));
const shown = (quarter: string) => useCases.read(oneAppraisal, { appraisalId: idOf(quarter) }, 'enterprise');
const outbox = async () => {
  await settle();
  const rows = await database.owner.query<{ type: string; data: object }[]>(
    `SELECT type, data FROM outbox WHERE type !~ 'proposed' ORDER BY position`,
  );
  return rows;
};
const procedures = async () =>
  (await useCases.read(proceduresPage, { limit: 10, contractId }, vendor)).items
    .map(({ status, kind, quarter }) => `${status} ${kind} ${quarter}`)
    .sort();

beforeAll(async () => {
  database = await startDatabase({ service: 'appraisal', options: appraisalDatabase });
  const broker = { service: 'appraisal', natsUrl: 'nats://127.0.0.1:1', databaseUrl: database.appUrl };
  const relay = new Relay(broker, new Bus(broker)); // never started
  useCases = new UseCases(database.app, clock, relay);
  const timed = [freezeQuarter, publishAppraisal, reviewStreaks];
  timers = new Timers({ ...broker, timed, schedule: [] }, database.app, clock, relay);
});
afterAll(() => database.stop());
beforeEach(async () => {
  clock.set(started);
  await database.owner.query(
    `TRUNCATE contracts, contract_versions, bonuses, red_lines, appeals, vendor_tiers, milestones, quarters, appraisals, frozen_inputs, procedures,
       requests, audit, timers, outbox, aggregate_versions`,
  );
  await useCases.run(recordTier, { vendorId, tier: 'STRATEGIC', effectiveOn: '2026-01-01' }, as('service'));
  const workingTime = {
    calendar: 'CN',
    timezone: 'Asia/Shanghai',
    slots: [['09:00', '18:00'] as [string, string]],
  };
  await useCases.run(
    recordContract,
    { contractId, vendorId, contractVersion: 1, effectiveAt: '2026-01-01T00:00:00Z', ...workingTime },
    as('service'),
  );
});

describe('acceptance', () => {
  it('1.3.1: the vendor accepts its score, and it is published at once and once', async () => {
    await score('2026Q3', 'MET');
    expect(await accept('2026Q3')).toEqual({
      ...{ appraisalId: idOf('2026Q3'), revision: 1, status: 'published', score: '100.00' },
    });
    clock.set('2026-11-20T02:00:00.000Z');
    const { inputsHash } = await shown('2026Q3');
    expect(await outbox()).toEqual([
      {
        type: 'appraisal.appraisal.published.v1',
        data: {
          ...{ appraisalId: idOf('2026Q3'), contractId, vendorId, quarter: '2026Q3', revision: 1 },
          ...{ score: '100.00', inputsHash, tier: 'STRATEGIC', isPassed: true, workOrders: 1 },
          ...{ onSite: { ...none, met: 1 }, closure: none, publishedAt: started },
          ...{ bonus: '0.00', finalScore: '100.00', payScore: '100.00' },
        },
      },
    ]);
  });

  it('1.3.1: an outdated revision is refused, and a published one too', async () => {
    await score('2026Q3', 'MET');
    await score('2026Q3', 'BREACHED', 2);
    await expect(accept('2026Q3', 1)).rejects.toMatchObject({ code: 'appraisal.revision-outdated' });
    await accept('2026Q3', 2);
    await expect(accept('2026Q3', 2)).rejects.toMatchObject({ code: 'appraisal.already-published' });
  });

  it('1.3.1: of twenty acceptances at once one counts, and finance hears of it once', async () => {
    await score('2026Q3', 'MET');
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => accept('2026Q3')));
    const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(refusals).toEqual(Array(19).fill('appraisal.already-published'));
    expect(await outbox()).toHaveLength(1);
  });

  it('another vendor’s appraisal is as good as missing', async () => {
    await score('2026Q3', 'MET');
    const stranger: Actor = `vendor:${otherVendorId}`;
    const missing = `There is no appraisal ${idOf('2026Q3')}.`;
    await expect(accept('2026Q3', 1, stranger)).rejects.toThrow(missing);
    await expect(useCases.read(oneAppraisal, { appraisalId: idOf('2026Q3') }, stranger)).rejects.toThrow(
      missing,
    );
    expect((await useCases.read(appraisalsPage, { limit: 10 }, stranger)).items).toEqual([]);
    expect((await useCases.read(appraisalsPage, { limit: 10 }, vendor)).items).toHaveLength(1);
  });
});

describe('the end of the appeal window', () => {
  it('1.3.1: publishes what nobody accepted, at the end of the fifth working day', async () => {
    await score('2026Q3', 'BREACHED');
    clock.set('2026-10-20T15:59:59.999Z');
    expect(await outbox()).toEqual([]);
    clock.set('2026-10-20T16:00:00.000Z');
    expect(await outbox()).toMatchObject([
      { data: { revision: 1, score: '0.00', isPassed: false, publishedAt: '2026-10-20T16:00:00.000Z' } },
    ]);
    expect(await shown('2026Q3')).toMatchObject({ status: 'published', acceptedBy: null });
  });

  it('1.3.1: belongs to the last revision, which has a window of its own', async () => {
    await score('2026Q3', 'BREACHED');
    clock.set('2026-10-20T02:00:00.000Z');
    await score('2026Q3', 'MET', 2);
    clock.set('2026-10-20T16:00:00.000Z');
    expect(await outbox()).toEqual([]);
    clock.set('2026-10-27T16:00:00.000Z'); // 21, 22, 23, 26 and 27 October
    expect(await outbox()).toMatchObject([{ data: { revision: 2, score: '100.00' } }]);
  });
});

describe('streaks', () => {
  const publish = async (quarter: string, verdict: 'MET' | 'BREACHED', revision = 1) => {
    await score(quarter, verdict, revision);
    await accept(quarter, revision);
    await settle();
  };

  it('1.3.2: two failing quarters open a downgrade procedure, and a correction withdraws it', async () => {
    await publish('2026Q1', 'MET');
    await publish('2026Q2', 'BREACHED');
    expect(await procedures()).toEqual([]);
    await publish('2026Q3', 'BREACHED');
    expect(await procedures()).toEqual(['open DOWNGRADE 2026Q3']);
    await publish('2026Q2', 'MET', 2);
    expect(await procedures()).toEqual(['withdrawn DOWNGRADE 2026Q3']);

    const procedureId = importedId('procedure', `${vendorId}:${contractId}:2026Q3:DOWNGRADE`);
    const told = (await outbox()).filter(({ type }) => type.includes('procedure'));
    expect(told).toMatchObject([
      { type: 'appraisal.procedure.opened.v1', data: { procedureId, kind: 'DOWNGRADE', quarter: '2026Q3' } },
      { type: 'appraisal.procedure.withdrawn.v1', data: { procedureId } },
    ]);
  });

  it('1.3.2: a correction in its appeal window changes no procedure yet', async () => {
    await publish('2026Q2', 'BREACHED');
    await publish('2026Q3', 'BREACHED');
    await score('2026Q2', 'MET', 2);
    expect(await procedures()).toEqual(['open DOWNGRADE 2026Q3']);
  });

  it('1.3.2: a correction that moves the streak replaces the procedures by one', async () => {
    for (const quarter of ['2026Q1', '2026Q2', '2026Q3']) await publish(quarter, 'BREACHED');
    expect(await procedures()).toEqual(['open DOWNGRADE 2026Q2', 'open ELIMINATION 2026Q3']);
    await publish('2026Q1', 'MET', 2);
    expect(await procedures()).toEqual([
      'open DOWNGRADE 2026Q3',
      'withdrawn DOWNGRADE 2026Q2',
      'withdrawn ELIMINATION 2026Q3',
    ]);
  });
});
