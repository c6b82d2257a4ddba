import { ensure, type Decision } from '@steward/domain';
import {
  accessRevocationOverdue,
  leaverChecklistCompleted,
  personJoined,
  personLeft,
  type AccessRevocationOverdue,
  type LeaverChecklistCompleted,
  type PersonJoined,
  type PersonLeft,
} from '@steward/events';

export const PERSON_ROLES = ['ENGINEER', 'LEAD', 'DISPATCHER'] as const;
export const LEAVER_ITEMS = ['ACCESS', 'CONFIDENTIALITY', 'NON_COMPETE'] as const;
export type LeaverItem = (typeof LEAVER_ITEMS)[number];
/** What shows an item: where it is kept, and since when it holds. */
export type LeaverProof = { readonly reference: string; readonly at: Date; readonly by: string };

type Engaged = {
  readonly id: string;
  readonly vendorId: string;
  /** The vendor's pseudonym of the person; no name is kept. */
  readonly code: string;
  readonly role: (typeof PERSON_ROLES)[number];
  readonly joinedOn: string;
};
export type Active = Engaged & { readonly status: 'active' };
export type Left = Engaged & {
  readonly status: 'left';
  readonly leftAt: Date;
  readonly revokeBy: Date;
  readonly checklist: Readonly<Partial<Record<LeaverItem, LeaverProof>>>;
  readonly overdueAt: Date | null;
};
export type Person = Active | Left;
/** The policy's numbers. Clause 2.2.3b. */
export type LeaverNorms = { readonly revokeHours: number; readonly nonCompeteMonths: number };

/** Puts a person on the roster. Clause 2.2.3b. */
export const join = (person: Engaged, now: Date): Decision<Active, PersonJoined> => ({
  state: { ...person, status: 'active' },
  events: [
    personJoined({ ...namesOf(person), role: person.role, joinedOn: person.joinedOn, recordedAt: now }),
  ],
});

/** Records that a person left. Breaks `person.not-active` and `person.left-in-future`. Clause 2.2.3b. */
export function leave(
  person: Person,
  leftAt: Date,
  norms: LeaverNorms,
  now: Date,
): Decision<Left, PersonLeft> {
  ensure(person.status === 'active', 'person.not-active', `${person.code} has left already.`);
  ensure(leftAt <= now, 'person.left-in-future', `${person.code} is still there.`, '/leftAt');
  const revokeBy = new Date(leftAt.getTime() + norms.revokeHours * 3_600_000);
  return {
    state: { ...person, status: 'left', leftAt, revokeBy, checklist: {}, overdueAt: null },
    events: [personLeft({ ...namesOf(person), leftAt, revokeBy })],
  };
}

/**
 * Shows one item of the leaver's checklist. `months` is the term of the non-compete that vendor and employee
 * signed, to which the enterprise is no party. Breaks `person.not-left`, `person.item-shown`,
 * `person.shown-in-future` and `person.non-compete-too-long`.
 * Clause 2.2.3b.
 */
export function showItem(
  person: Person,
  item: LeaverItem,
  proof: LeaverProof,
  months: number | null,
  norms: LeaverNorms,
  now: Date,
): Decision<Left, LeaverChecklistCompleted> {
  const { code } = person;
  ensure(person.status === 'left', 'person.not-left', `${code} has not left.`);
  ensure(!person.checklist[item], 'person.item-shown', `${item} of ${code} is shown already.`);
  ensure(proof.at <= now, 'person.shown-in-future', `${item} of ${code} is still to come.`, '/at');
  const isTerm = item !== 'NON_COMPETE' || (months !== null && months <= norms.nonCompeteMonths);
  ensure(
    isTerm,
    'person.non-compete-too-long',
    `The non-compete of ${code} has a term of ${months} months, and ${norms.nonCompeteMonths} are lawful.`,
    '/months',
  );
  const checklist = { ...person.checklist, [item]: proof };
  const isComplete = LEAVER_ITEMS.every((each) => checklist[each]);
  const told = isComplete ? [leaverChecklistCompleted({ ...namesOf(person), completedAt: now })] : [];
  return { state: { ...person, checklist }, events: told };
}

/** Tells once that access was not shown to be revoked in time. Clause 2.2.3b. */
export function lookAtAccess(person: Person, now: Date): Decision<Person, AccessRevocationOverdue> {
  const isOverdue =
    person.status === 'left' && !person.checklist.ACCESS && !person.overdueAt && person.revokeBy <= now;
  if (!isOverdue) return { state: person, events: [] };
  const { leftAt, revokeBy } = person;
  const told = accessRevocationOverdue({ ...namesOf(person), leftAt, revokeBy });
  return { state: { ...person, overdueAt: now }, events: [told] };
}

const namesOf = ({ id: personId, vendorId, code }: Engaged) => ({ personId, vendorId, code });
