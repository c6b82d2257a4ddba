import { Timers, UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { contractsDatabase } from '../storage/data-source';
import { contractReviews } from '../storage/review-views';
import { admitted, as, concluded } from './in-force.fixture';
import { recordReview } from './record-review';

let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let contractId: string;
const clock = fixedClock('2025-11-20T02:00:00.000Z');
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
  await admitted(useCases);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2025-11-20T02:00:00.000Z');
  contractId = await concluded(useCases, '2025-11-30', '2028-12-31');
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
