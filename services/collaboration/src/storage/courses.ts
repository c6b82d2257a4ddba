import { ensure, NotFound, type Tier } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { CostShare, Course, Enrolment, Standing } from '../domain/course';
import { tierOf } from './vendor-tiers';

type Row = Omit<Course, 'cost' | 'status'> & {
  readonly status: Course['status'];
  readonly costMinor: string;
  readonly currency: string;
  readonly closedAt: Date | null;
};

/** Loads and locks: seats are counted under it. Throws NotFound. */
export async function loadCourse(tx: Tx, id: string): Promise<Course> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, code, title, category, seats, seats_taken AS "seatsTaken",
            to_char(start_on, 'YYYY-MM-DD') AS "startOn", cost_minor AS "costMinor", currency,
            enterprise_share_bps AS "enterpriseShareBps", offered_by AS "offeredBy",
            offered_at AS "offeredAt", status, closed_at AS "closedAt"
     FROM courses WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('course', id);
  return fromRow(row);
}

/** The CHECK courses_closed stands behind the `!`. */
export function fromRow({ costMinor, currency, status, closedAt, ...row }: Row): Course {
  const offered = { ...row, cost: money(BigInt(costMinor), currency) };
  return status === 'open' ? { ...offered, status } : { ...offered, status, closedAt: closedAt! };
}

/** Stores a new course. Breaks `course.code-taken`. */
export async function insertCourse(tx: Tx, course: Course): Promise<void> {
  const inserted = await tx.manager.query<object[]>(
    `INSERT INTO courses (id, code, title, category, seats, seats_taken, start_on, cost_minor, currency,
       enterprise_share_bps, offered_by, offered_at, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (code) DO NOTHING RETURNING id`,
    [
      ...[course.id, course.code, course.title, course.category, course.seats, course.seatsTaken],
      ...[course.startOn, course.cost.amountMinor, course.cost.currency, course.enterpriseShareBps],
      ...[course.offeredBy, course.offeredAt, course.status],
    ],
  );
  ensure(inserted.length > 0, 'course.code-taken', `There is a course ${course.code} already.`, '/code');
}

/** Stores what a decision changed of a course. */
export function saveCourse(tx: Tx, course: Course): void {
  tx.write('UPDATE courses SET seats_taken = $2, status = $3, closed_at = $4 WHERE id = $1', [
    ...[course.id, course.seatsTaken, course.status],
    course.status === 'closed' ? course.closedAt : null,
  ]);
}

/** How a vendor stands to one more seat of a course. The course must be locked. Clause 3.1.2. */
export async function standingOf(
  tx: Tx,
  { courseId, vendorId, personId }: Pick<Enrolment, 'courseId' | 'vendorId' | 'personId'>,
): Promise<Standing> {
  const [held] = await tx.manager.query<[{ seatsHeld: number; isEnrolled: boolean }]>(
    `SELECT count(*)::int AS "seatsHeld", coalesce(bool_or(person_id = $3), false) AS "isEnrolled"
     FROM enrolments WHERE course_id = $1 AND vendor_id = $2 AND status <> 'cancelled'`,
    [courseId, vendorId, personId],
  );
  const seatsOf = async (tier: Tier) =>
    Number(await policyInForce(tx, `training-seats-${tier.toLowerCase()}`));
  const entitlement = {
    STRATEGIC: await seatsOf('STRATEGIC'),
    REGULAR: await seatsOf('REGULAR'),
    TEMPORARY: await seatsOf('TEMPORARY'),
  };
  return { vendorId, tier: await tierOf(tx, vendorId), entitlement, ...held };
}

/** Loads a seat; its course must be locked before. Throws NotFound. */
export async function loadEnrolment(tx: Tx, courseId: string, id: string): Promise<Enrolment> {
  const [row] = await tx.manager.query<Enrolment[]>(
    `SELECT id, course_id AS "courseId", vendor_id AS "vendorId", person_id AS "personId", status,
            enrolled_at AS "enrolledAt", decided_at AS "decidedAt", decided_by AS "decidedBy"
     FROM enrolments WHERE id = $1 AND course_id = $2`,
    [id, courseId],
  );
  if (!row) throw new NotFound('enrolment', id);
  return row;
}

export function saveEnrolment(tx: Tx, enrolment: Enrolment): void {
  tx.write(
    `INSERT INTO enrolments (id, course_id, vendor_id, person_id, status, enrolled_at, decided_at, decided_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_at = excluded.decided_at,
       decided_by = excluded.decided_by`,
    [
      ...[enrolment.id, enrolment.courseId, enrolment.vendorId, enrolment.personId, enrolment.status],
      ...[enrolment.enrolledAt, enrolment.decidedAt, enrolment.decidedBy],
    ],
  );
}

/** Seats that are not given back, by vendor, in the order of their ids. */
export async function seatsByVendor(
  tx: Tx,
  courseId: string,
): Promise<readonly { readonly vendorId: string; readonly seats: number }[]> {
  return tx.manager.query(
    `SELECT vendor_id AS "vendorId", count(*)::int AS seats FROM enrolments
     WHERE course_id = $1 AND status <> 'cancelled' GROUP BY vendor_id ORDER BY vendor_id`,
    [courseId],
  );
}

export function insertShares(tx: Tx, courseId: string, shares: readonly CostShare[]): void {
  for (const { vendorId, seats, amount } of shares) {
    tx.write(
      'INSERT INTO course_shares (course_id, vendor_id, seats, amount_minor) VALUES ($1, $2, $3, $4)',
      [...[courseId, vendorId, seats, amount.amountMinor]],
    );
  }
}
