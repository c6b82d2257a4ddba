import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { category, code, count, day, id, instant, money, nullable } from './fields';

/** A training is shared with the vendors. Clause 3.1.2. */
export const courseOffered = event('collaboration.course.offered.v1', {
  courseId: id,
  code,
  category: nullable(category),
  seats: count,
  startOn: day,
  offeredAt: instant,
});
/** A course is over, and what each side bears of its cost; the parts make up the whole. Clause 3.1.2. */
export const courseClosed = event('collaboration.course.closed.v1', {
  courseId: id,
  cost: money,
  enterpriseAmount: money,
  shares: Type.Array(Type.Object({ vendorId: id, seats: count, amount: money })),
  closedAt: instant,
});
/** One of a vendor's people has passed a course; who it is the vendor's roster knows. Clause 3.1.2. */
export const certificateIssued = event('collaboration.certificate.issued.v1', {
  certificateId: id,
  courseId: id,
  /** The course's, as `SAFETY-2026`. */
  code,
  /** What it proves, where it is about a kind of maintenance. */
  category: nullable(category),
  vendorId: id,
  personId: id,
  issuedAt: instant,
});
export type CourseEvent = ReturnType<typeof courseOffered | typeof courseClosed | typeof certificateIssued>;
export type CertificateIssuedWire = Wire<typeof certificateIssued>;
