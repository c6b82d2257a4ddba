import { contractReviews } from '../storage/review-views';
import { as, concluded } from './in-force.fixture';
import { recordReview } from './record-review';
import { TimedContracts } from './timed.fixture';

let house: TimedContracts;
let contractId: string;
const told = () =>
  house.database.owner.query<object[]>(
    `SELECT type, data->>'dueOn' AS due FROM outbox WHERE type ~ 'review' AND data->>'contractId' = $1
     ORDER BY position`,
    [contractId],
  );
const at = (instant: string) => house.goTo(instant);

beforeAll(async () => {
  house = await TimedContracts.start('2025-11-20T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  house.clock.set('2025-11-20T02:00:00.000Z');
  contractId = await concluded(house.useCases, '2025-11-30', '2028-12-31');
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
  house.clock.set('2026-12-10T02:00:00.000Z');
  const review = { contractId, heldOn: '2026-12-10', outcome: 'UNCHANGED' as const, summary: '条款仍适用' };
  await house.useCases.run(recordReview, review, as('wang'));
  await at('2027-12-09T16:00:00.000Z');
  expect(await told()).toEqual([
    { type: 'contracts.review.due.v1', due: '2026-11-30' },
    { type: 'contracts.review.recorded.v1', due: '2026-11-30' },
    { type: 'contracts.review.due.v1', due: '2027-12-10' },
  ]);
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  expect(await house.useCases.read(contractReviews, { contractId }, stranger)).toEqual({ items: [] });
});
