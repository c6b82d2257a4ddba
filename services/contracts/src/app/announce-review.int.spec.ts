import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { contractsDatabase } from '../storage/data-source';
import { contractReviews } from '../storage/review-views';
import { approveContract } from './approve-contract';
import { draftContract } from './draft-contract';
import { recordDeposit } from './record-deposit';
import { recordLiaison } from './record-liaison';
import { recordReview } from './record-review';
import { recordVendorStanding } from './record-vendor-standing';
import { signContract } from './sign-contract';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };
const DISCIPLINES = { LEGAL: 'lin', FINANCE: 'qian', TECHNICAL: 'ji' } as const;
const disciplines = Object.keys(DISCIPLINES) as (keyof typeof DISCIPLINES)[];

let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let contractId: string;
const clock = fixedClock('2025-11-20T02:00:00.000Z');
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const told = () =>
  database.owner.query<object[]>(
    `SELECT type, data->>'dueOn' AS due FROM outbox WHERE type ~ 'review' AND data->>'contractId' = $1
     ORDER BY position`,
    [contractId],
  );
async function at(instant: string): Promise<void> {
  clock.set(instant);
  while ((await timers.tick()) > 0);
}

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  const relay = {
    wake: () => undefined,
    onApplicationBootstrap: () => undefined,
    stop: async () => undefined,
  };
  useCases = new UseCases(database.app, clock, relay);
  const options = { service: 'contracts', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
  timers = new Timers(
    options,
    database.app,
    clock,
    relay as unknown as ConstructorParameters<typeof Timers>[3],
  );
  const standing = { vendorId, isAdmitted: true, isTestPassed: true };
  await useCases.run(recordVendorStanding, standing, as('vendors', 'service'));
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2025-11-20T02:00:00.000Z');
  const drafted = await useCases.run(
    draftContract,
    {
      ...{ code: `C-${(keys += 1)}`, vendorId, performanceShareBps: 2000, curve: 'LINEAR_60_90' },
      yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
      ...{ startOn: '2025-11-30', endOn: '2028-12-31', categories: ['HARDWARE'] },
      workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '12:00' }] },
      slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
      clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
      legal: {
        dispute: { institution: '上海仲裁委员会', seat: '上海' },
        ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
      },
      ...{ scope: [], rateCard: [] },
    },
    as('office'),
  );
  ({ contractId } = drafted);
  for (const discipline of disciplines) {
    await useCases.run(approveContract, { contractId, discipline }, as(DISCIPLINES[discipline]));
  }
  const balance = { amountMinor: '12000000', currency: 'CNY' };
  await useCases.run(recordDeposit, { contractId, balance }, as('finance', 'service'));
  await useCases.run(recordLiaison, { contractId }, as('collaboration', 'service'));
  await useCases.run(signContract, { contractId, signedBy: 'Li Na' }, as('office'));
});

it('1.3.3: a review is announced on its day by a timer, and escalated 30 days later, each once', async () => {
  await at('2026-11-29T15:59:59.000Z');
  expect(await told()).toEqual([]);
  await at('2026-11-29T16:00:00.000Z'); // 30 November in Shanghai
  const due = { type: 'contracts.review.due.v1', due: '2026-11-30' };
  expect(await told()).toEqual([due]);
  await at('2026-12-29T15:59:59.000Z');
  expect(await told()).toHaveLength(1);
  await at('2027-02-01T00:00:00.000Z');
  expect(await told()).toEqual([due, { type: 'contracts.review.escalated.v1', due: '2026-11-30' }]);
});

it('1.3.3: a recorded review ends the wait, and the next is due twelve months after it', async () => {
  await at('2026-11-29T16:00:00.000Z');
  clock.set('2026-12-10T02:00:00.000Z');
  const review = { contractId, heldOn: '2026-12-10', outcome: 'UNCHANGED' as const, summary: '条款仍适用' };
  await useCases.run(recordReview, review, as('wang'));
  await at('2027-12-09T16:00:00.000Z');
  expect(await told()).toEqual([
    { type: 'contracts.review.due.v1', due: '2026-11-30' },
    { type: 'contracts.review.recorded.v1', due: '2026-11-30' },
    { type: 'contracts.review.due.v1', due: '2027-12-10' },
  ]);
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  expect(await useCases.read(contractReviews, { contractId }, stranger)).toEqual({ items: [] });
});
