import { money } from '@steward/money';
import { cancel, close, complete, enrol, offer, type Enrolment, type OpenCourse } from './course';

const now = new Date('2026-10-04T05:10:00.000Z');
const occasion = { by: 'omar', now };
const about = {
  id: 'c',
  code: 'SAFETY-2026',
  title: '安全规范',
  category: null,
  seats: 3,
  startOn: '2026-11-02',
};
const course = offer({ ...about, cost: money(10_000n, 'CNY'), enterpriseShareBps: 0 }, occasion).state;
const entitlement = { STRATEGIC: 10, REGULAR: 4, TEMPORARY: 1 };
const standing = { vendorId: 'v', tier: 'TEMPORARY', entitlement, seatsHeld: 0, isEnrolled: false } as const;
const seat = { id: 'e', personId: 'p' };
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });
const taken = enrol(course, standing, seat, now);
const closed = close(course, [], now).state.course;

it('3.1.2: a seat is taken within the tier’s entitlement and the course’s seats', () => {
  expect(taken).toMatchObject({
    course: { seatsTaken: 1 },
    enrolment: { status: 'enrolled', personId: 'p' },
  });
  const refused = (change: object, of: OpenCourse = course) =>
    expect(() => enrol(of, { ...standing, ...change }, seat, now));
  refused({ seatsHeld: 1 }).toThrow(breaks('course.entitlement-used'));
  refused({ tier: 'REGULAR', seatsHeld: 4 }).toThrow(breaks('course.entitlement-used'));
  refused({ tier: 'REGULAR', seatsHeld: 3 }).not.toThrow();
  refused({ tier: null }).toThrow(breaks('course.no-tier'));
  refused({ isEnrolled: true }).toThrow(breaks('enrolment.again'));
  refused({}, { ...course, seatsTaken: 3 }).toThrow(breaks('course.full'));
  refused({}, { ...course, seatsTaken: 2 }).not.toThrow();
});

it('3.1.2: the cost is split to the fen by seats, the largest remainder first', () => {
  const seats = (...counts: number[]) =>
    counts.map((count, index) => ({ vendorId: `v${index}`, seats: count }));
  const fen = (of: OpenCourse, ...counts: number[]) =>
    close(of, seats(...counts), now).state.shares.map(({ amount }) => amount.amountMinor);
  expect(fen(course, 1, 1, 1)).toEqual([3_334n, 3_333n, 3_333n]); // M3
  // ¥1,000.00, the enterprise bears 33.33 % = 333.30; 666.70 by 5, 3 and 2 seats is 333.35, 200.01, 133.34.
  const shared = { ...course, cost: money(100_000n, 'CNY'), enterpriseShareBps: 3_333 };
  expect(fen(shared, 5, 3, 2)).toEqual([33_335n, 20_001n, 13_334n]);
  expect(close(shared, seats(5, 3, 2), now).events).toMatchObject([
    { type: 'collaboration.course.closed.v1', data: { enterpriseAmount: money(33_330n, 'CNY') } },
  ]);
  expect(close(shared, [], now)).toMatchObject({
    state: { shares: [] },
    events: [{ data: { enterpriseAmount: money(100_000n, 'CNY') } }],
  });
});

const completed = complete(taken.course, taken.enrolment, occasion).state;
const cancelled = cancel(taken.course, taken.enrolment, occasion).enrolment;
it('3.1.2: who has passed gets a certificate that names the person by its id alone', () => {
  expect(complete(taken.course, taken.enrolment, occasion).events).toEqual([
    {
      type: 'collaboration.certificate.issued.v1',
      data: {
        ...{ certificateId: 'e', courseId: 'c', code: 'SAFETY-2026', category: null },
        ...{ vendorId: 'v', personId: 'p', issuedAt: now },
      },
    },
  ]);
});

it.each<[Enrolment, string | null]>([
  [taken.enrolment, null],
  [completed, 'enrolment.decided'],
  [cancelled, 'enrolment.decided'],
])('3.1.2: the seat %j is decided on once', (state, code) => {
  for (const act of [() => cancel(taken.course, state, occasion), () => complete(course, state, occasion)]) {
    if (code === null) expect(act).not.toThrow();
    else expect(act).toThrow(breaks(code));
  }
});

it('3.1.2: a closed course takes nobody, gives no seat back and is not closed again', () => {
  expect(() => enrol(closed, standing, seat, now)).toThrow(breaks('course.closed'));
  expect(() => cancel(closed, taken.enrolment, occasion)).toThrow(breaks('course.closed'));
  expect(() => close(closed, [], now)).toThrow(breaks('course.closed'));
  expect(complete(closed, taken.enrolment, occasion).state.status).toBe('completed');
});
