import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, day, id, instant } from './fields';

/** A person is a code that the vendor gave out; who it is, only the vendor knows. */
const person = { personId: id, vendorId: id, code };

/** Somebody works for the enterprise on the vendor's side. Clause 2.2.3b. */
export const personJoined = event('vendors.person.joined.v1', {
  ...person,
  role: Type.Union([Type.Literal('ENGINEER'), Type.Literal('LEAD'), Type.Literal('DISPATCHER')]),
  joinedOn: day,
  recordedAt: instant,
});
export type PersonJoined = ReturnType<typeof personJoined>;

/** Somebody left; access is to be revoked by `revokeBy`. Clause 2.2.3b. */
export const personLeft = event('vendors.person.left.v1', { ...person, leftAt: instant, revokeBy: instant });
export type PersonLeft = ReturnType<typeof personLeft>;

/** Access revoked, confidentiality confirmed, non-compete shown. Clause 2.2.3b. */
export const leaverChecklistCompleted = event('vendors.person.leaver-checklist-completed.v1', {
  ...person,
  completedAt: instant,
});
export type LeaverChecklistCompleted = ReturnType<typeof leaverChecklistCompleted>;

/** The access of somebody who left was not shown to be revoked in time, told once. Clause 2.2.3b. */
export const accessRevocationOverdue = event('vendors.person.access-revocation-overdue.v1', {
  ...person,
  leftAt: instant,
  revokeBy: instant,
});
export type AccessRevocationOverdue = ReturnType<typeof accessRevocationOverdue>;
