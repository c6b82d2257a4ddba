import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { ENROLMENT_STATES, type Enrolment } from '../domain/course';

export type CourseSummary = {
  readonly courseId: string;
  readonly code: string;
  readonly title: string;
  readonly category: string | null;
  readonly startOn: string;
  readonly seats: number;
  readonly seatsTaken: number;
  readonly status: 'open' | 'closed';
  /** What the caller may see of the split cost; none until it is closed. */
  readonly shares: readonly {
    readonly vendorId: string;
    readonly seats: number;
    readonly amountMinor: string;
  }[];
};
export class CoursesPage extends Page {
  @IsOptional() @IsIn(['open', 'closed']) status?: 'open' | 'closed';
}

/** Courses in the order of their ids. `next` is the `after` of the next page. Clause 3.1.2. */
export const coursesPage = view(CoursesPage, async ({ manager }, { status, after, limit }) => {
  const items = await manager.query<CourseSummary[]>(
    `SELECT id AS "courseId", code, title, category, to_char(start_on, 'YYYY-MM-DD') AS "startOn", seats,
            seats_taken AS "seatsTaken", status,
            (SELECT coalesce(json_agg(json_build_object('vendorId', vendor_id, 'seats', s.seats,
               'amountMinor', amount_minor::text) ORDER BY vendor_id), '[]')
             FROM course_shares s WHERE s.course_id = c.id) AS shares
     FROM courses c
     WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR status = $2) ORDER BY id LIMIT $3`,
    [after ?? null, status ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.courseId : null };
});

export type EnrolmentSummary = {
  readonly enrolmentId: string;
  readonly courseId: string;
  readonly courseCode: string;
  readonly vendorId: string;
  readonly personId: string;
  readonly status: Enrolment['status'];
  readonly enrolledAt: Date;
};
export class EnrolmentsPage extends Page {
  @IsOptional() @IsUUID() courseId?: string;
  @IsOptional() @IsUUID() personId?: string;
  @IsOptional() @IsIn(ENROLMENT_STATES) status?: Enrolment['status'];
}

/** Seats in the order of their ids. `next` is the `after` of the next page. Clause 3.1.2. */
export const enrolmentsPage = view(
  EnrolmentsPage,
  async ({ manager }, { courseId, personId, status, after, limit }) => {
    const items = await manager.query<EnrolmentSummary[]>(
      `SELECT e.id AS "enrolmentId", course_id AS "courseId", c.code AS "courseCode", vendor_id AS "vendorId",
              person_id AS "personId", e.status, enrolled_at AS "enrolledAt"
       FROM enrolments e JOIN courses c ON c.id = course_id
       WHERE ($1::uuid IS NULL OR e.id > $1) AND ($2::uuid IS NULL OR course_id = $2)
         AND ($3::uuid IS NULL OR person_id = $3) AND ($4::text IS NULL OR e.status = $4)
       ORDER BY e.id LIMIT $5`,
      [after ?? null, courseId ?? null, personId ?? null, status ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.enrolmentId : null };
  },
);
