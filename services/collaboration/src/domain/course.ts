import { ensure, type CapabilityCategory, type Decision, type Tier } from '@steward/domain';
import { certificateIssued, courseClosed, courseOffered, type CourseEvent } from '@steward/events';
import { allocate, splitBps, type Money } from '@steward/money';

type Offered = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  /** What a certificate of it proves, where it is about a kind of maintenance. */
  readonly category: CapabilityCategory | null;
  readonly seats: number;
  readonly seatsTaken: number;
  readonly startOn: string;
  readonly cost: Money;
  /** Hundredths of a per cent of the cost that the enterprise bears. */
  readonly enterpriseShareBps: number;
  readonly offeredBy: string;
  readonly offeredAt: Date;
};
export type OpenCourse = Offered & { readonly status: 'open' };
export type ClosedCourse = Offered & { readonly status: 'closed'; readonly closedAt: Date };
/** A training that the enterprise shares with its vendors. Clause 3.1.2. */
export type Course = OpenCourse | ClosedCourse;

export const ENROLMENT_STATES = ['enrolled', 'cancelled', 'completed'] as const;
/** A seat for one of a vendor's people, who is known by the id in its roster alone. Clause 3.1.2. */
export type Enrolment = {
  readonly id: string;
  readonly courseId: string;
  readonly vendorId: string;
  readonly personId: string;
  readonly status: (typeof ENROLMENT_STATES)[number];
  readonly enrolledAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
};
/** What a vendor owes for a course. */
export type CostShare = { readonly vendorId: string; readonly seats: number; readonly amount: Money };

/** Offers a course. Clause 3.1.2. */
export function offer(
  course: Omit<Offered, 'seatsTaken' | 'offeredBy' | 'offeredAt'>,
  { by, now }: { readonly by: string; readonly now: Date },
): Decision<OpenCourse, CourseEvent> {
  const { id: courseId, code, category, seats, startOn } = course;
  return {
    state: { ...course, seatsTaken: 0, offeredBy: by, offeredAt: now, status: 'open' },
    events: [courseOffered({ courseId, code, category, seats, startOn, offeredAt: now })],
  };
}

/** A vendor takes seats for its own people. Breaks `course.other-vendor` at `/vendorId`. */
export function ensureOwnPeople(actingVendorId: string | null, vendorId: string): void {
  const isOwn = actingVendorId === null || actingVendorId === vendorId;
  ensure(isOwn, 'course.other-vendor', 'A vendor enrols its own people only.', '/vendorId');
}

/** What stands between a vendor and one more seat. */
export type Standing = {
  readonly vendorId: string;
  /** Null where the vendor is in no tier on that day. */
  readonly tier: Tier | null;
  /** How many seats of a course each tier is entitled to. */
  readonly entitlement: Readonly<Record<Tier, number>>;
  readonly seatsHeld: number;
  readonly isEnrolled: boolean;
};

/**
 * Takes a seat for a person. Breaks `course.closed`, `enrolment.again`, `course.no-tier`,
 * `course.entitlement-used` and `course.full`. Clause 3.1.2.
 */
export function enrol(
  course: Course,
  { vendorId, tier, entitlement, seatsHeld, isEnrolled }: Standing,
  { id, personId }: Pick<Enrolment, 'id' | 'personId'>,
  now: Date,
): { readonly course: OpenCourse; readonly enrolment: Enrolment } {
  const open = ensureOpen(course);
  ensure(!isEnrolled, 'enrolment.again', 'This person has a seat already.');
  ensure(tier !== null, 'course.no-tier', 'The vendor is in no tier.');
  const most = entitlement[tier];
  ensure(seatsHeld < most, 'course.entitlement-used', `A vendor of the tier ${tier} has ${most} seats.`);
  ensure(open.seatsTaken < open.seats, 'course.full', `All ${open.seats} seats are taken.`);
  const seat = { id, courseId: course.id, vendorId, personId, enrolledAt: now };
  return {
    course: { ...open, seatsTaken: open.seatsTaken + 1 },
    enrolment: { ...seat, status: 'enrolled', decidedAt: null, decidedBy: null },
  };
}

type Occasion = { readonly by: string; readonly now: Date };

/** Gives a seat back. Breaks `course.closed` and `enrolment.decided`. */
export function cancel(
  course: Course,
  enrolment: Enrolment,
  { by, now }: Occasion,
): { readonly course: OpenCourse; readonly enrolment: Enrolment } {
  const open = ensureOpen(course);
  ensureEnrolled(enrolment);
  return {
    course: { ...open, seatsTaken: open.seatsTaken - 1 },
    enrolment: { ...enrolment, status: 'cancelled', decidedAt: now, decidedBy: by },
  };
}

/** The person has passed: a certificate that others count as a capability. Breaks `enrolment.decided`. */
export function complete(
  { id: courseId, code, category }: Course,
  enrolment: Enrolment,
  { by, now }: Occasion,
): Decision<Enrolment, CourseEvent> {
  ensureEnrolled(enrolment);
  const { id: certificateId, vendorId, personId } = enrolment;
  const told = { certificateId, courseId, code, category, vendorId, personId };
  return {
    state: { ...enrolment, status: 'completed', decidedAt: now, decidedBy: by },
    events: [certificateIssued({ ...told, issuedAt: now })],
  };
}

/**
 * Closes a course and splits its cost: the enterprise's share first, rounded once, what remains by seats to
 * the fen, the largest remainder first. Where no seat was taken the enterprise bears it all. Breaks
 * `course.closed`. Clause 3.1.2, D0.
 */
export function close(
  course: Course,
  taken: readonly { readonly vendorId: string; readonly seats: number }[],
  now: Date,
): Decision<{ readonly course: ClosedCourse; readonly shares: readonly CostShare[] }, CourseEvent> {
  const open = ensureOpen(course);
  const { id: courseId, cost, enterpriseShareBps } = open;
  const { base, pool } = splitBps(cost, enterpriseShareBps);
  const parts =
    taken.length === 0
      ? []
      : allocate(
          base,
          taken.map(({ seats }) => BigInt(seats)),
        );
  const shares = taken.map((vendor, index) => ({ ...vendor, amount: parts[index]! }));
  const enterpriseAmount = taken.length === 0 ? cost : pool;
  return {
    state: { course: { ...open, status: 'closed', closedAt: now }, shares },
    events: [courseClosed({ courseId, cost, enterpriseAmount, shares: [...shares], closedAt: now })],
  };
}

function ensureOpen(course: Course): OpenCourse {
  ensure(course.status === 'open', 'course.closed', `The course ${course.code} is closed.`);
  return course;
}

function ensureEnrolled({ status }: Enrolment): void {
  ensure(status === 'enrolled', 'enrolment.decided', `The enrolment is ${status}.`);
}
