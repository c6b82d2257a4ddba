import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { coursesPage, enrolmentsPage } from '../storage/course-views';
import { collaborationDatabase } from '../storage/data-source';
import { cancelEnrolment } from './cancel-enrolment';
import { closeCourse } from './close-course';
import { completeTraining } from './complete-training';
import { enrolPerson } from './enrol-person';
import { offerCourse } from './offer-course';
import { recordTier } from './record-tier';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendors = [idOf('a', 1), idOf('a', 2), idOf('a', 3)] as const;
const actorOf = (vendorId: string): Actor => `vendor:${vendorId}`;
const clock = fixedClock('2026-10-04T05:10:00.000Z');
let database: TestDatabase;
let useCases: UseCases;
let courseId: string;
let keys = 0;
const as = (actor: Actor) => ({ actor, by: 'omar', key: `key ${(keys += 1)}` });
const enrol = (vendorId: string, n: number) =>
  useCases.run(enrolPerson, { courseId, vendorId, personId: idOf('b', n) }, as(actorOf(vendorId)));
const offer = { title: '安全规范', seats: 5, startOn: '2026-11-02', enterpriseShareBps: 0 };

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  await database.owner.query(
    'TRUNCATE vendor_tiers, courses, enrolments, course_shares, requests, aggregate_versions, outbox, audit',
  );
  const tiers = ['REGULAR', 'REGULAR', 'TEMPORARY'] as const;
  for (const [index, tier] of tiers.entries()) {
    const told = { vendorId: vendors[index]!, tier, effectiveOn: '2026-01-01' };
    await useCases.run(recordTier, told, as('service'));
  }
  const cost = { amountMinor: '10000', currency: 'CNY' };
  const course = { ...offer, code: `SAFETY-${(keys += 1)}`, cost };
  ({ courseId } = await useCases.run(offerCourse, course, as('enterprise')));
});

it('3.1.2: eight people at once get five seats, four a vendor at most', async () => {
  const asked = [0, 1, 2, 3].flatMap((n) => [enrol(vendors[0], n), enrol(vendors[1], 10 + n)]);
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(
    new Array(3).fill('course.full'),
  );
  const { items } = await useCases.read(coursesPage, { limit: 10 }, actorOf(vendors[2]));
  expect(items).toMatchObject([{ seats: 5, seatsTaken: 5 }]);
  const { items: own } = await useCases.read(enrolmentsPage, { limit: 10, courseId }, actorOf(vendors[2]));
  expect(own).toEqual([]);
});

it('3.1.2: a tier’s seats are policy, as of today; a person has one, and a vendor enrols its own', async () => {
  await enrol(vendors[2], 1);
  await expect(enrol(vendors[2], 2)).rejects.toMatchObject({ code: 'course.entitlement-used' });
  const tomorrow = { vendorId: vendors[2], tier: 'STRATEGIC', effectiveOn: '2026-10-05' } as const;
  await useCases.run(recordTier, tomorrow, as('service'));
  await expect(enrol(vendors[2], 2)).rejects.toMatchObject({ code: 'course.entitlement-used' });
  clock.set('2026-10-04T16:00:00.000Z'); // 5 October, 0:00 in Shanghai
  await enrol(vendors[2], 2);
  await expect(enrol(vendors[2], 2)).rejects.toMatchObject({ code: 'enrolment.again' });
  const input = { courseId, vendorId: vendors[0], personId: idOf('b', 9) };
  const foreign = useCases.run(enrolPerson, input, as(actorOf(vendors[1])));
  await expect(foreign).rejects.toMatchObject({ code: 'course.other-vendor', path: '/vendorId' });
  await expect(enrol(idOf('a', 9), 1)).rejects.toMatchObject({ code: 'course.no-tier' });
});

it('3.1.2: who has passed gets a certificate; the cost is split to the fen among all seats', async () => {
  const { enrolmentId } = await enrol(vendors[0], 1);
  await enrol(vendors[1], 2);
  await enrol(vendors[2], 3);
  const gone = await enrol(vendors[1], 4);
  await useCases.run(cancelEnrolment, { courseId, enrolmentId: gone.enrolmentId }, as(actorOf(vendors[1])));
  await useCases.run(completeTraining, { courseId, enrolmentId }, as('enterprise'));
  const again = useCases.run(completeTraining, { courseId, enrolmentId }, as('enterprise'));
  await expect(again).rejects.toMatchObject({ code: 'enrolment.decided' });
  const { shares } = await useCases.run(closeCourse, { courseId }, as('enterprise'));
  expect(shares.map(({ amountMinor }) => amountMinor)).toEqual(['3334', '3333', '3333']);
  const { items } = await useCases.read(coursesPage, { limit: 10, status: 'closed' }, actorOf(vendors[1]));
  expect(items).toMatchObject([{ shares: [{ vendorId: vendors[1], seats: 1, amountMinor: '3333' }] }]);
  const told = await database.owner.query<{ type: string }[]>('SELECT type FROM outbox ORDER BY position');
  expect(told.map(({ type }) => type)).toEqual([
    'collaboration.course.offered.v1',
    'collaboration.certificate.issued.v1',
    'collaboration.course.closed.v1',
  ]);
});

it('3.1.2: a course’s code is its own; of two offers at once one is refused', async () => {
  const course = { ...offer, code: 'SAFETY-TWICE', cost: { amountMinor: '10000', currency: 'CNY' } };
  const offers = [1, 2].map(() => useCases.run(offerCourse, course, as('enterprise')));
  const refused = (await Promise.allSettled(offers)).filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => reason as object)).toMatchObject([
    { code: 'course.code-taken', path: '/code' },
  ]);
});
