import { ensure } from '@steward/domain';

/** The posts of the office that manages vendors. Clause 3.1.1. */
export const OFFICE_ROLES = ['OFFICE_HEAD', 'LEGAL', 'FINANCE', 'TECH'] as const;
export type OfficeRole = (typeof OFFICE_ROLES)[number];
/** What the office steers: 选择、签订、绩效评估. */
export const SUBJECTS = ['SELECTION', 'SIGNING', 'APPRAISAL'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Days from `fromOn` up to, but without, `untilOn`; null: without an end. */
export type Days = { readonly fromOn: string; readonly untilOn: string | null };
/** A person holds a post. Persons are logins. */
export type Post = Days & { readonly id: string; readonly role: OfficeRole; readonly person: string };
/** A person stands in for another. */
export type Delegation = Days & {
  readonly id: string;
  readonly person: string;
  readonly deputy: string;
  readonly untilOn: string;
};

/** Days that go forward. Breaks `office.days-wrong` at `/untilOn`. */
export function ensureDays({ fromOn, untilOn }: Days): void {
  ensure(untilOn === null || fromOn < untilOn, 'office.days-wrong', 'The days go backward.', '/untilOn');
}

const overlap = (a: Delegation, b: Delegation): boolean => a.fromOn < b.untilOn && b.fromOn < a.untilOn;

/**
 * Lets a person stand in for another. Whoever is stood in for on some of these days stands in for nobody on
 * them, and the other way round: rights are handed on once. Breaks `office.days-wrong`, `delegation.self`,
 * `delegation.twice` and `delegation.chain`. Clause 3.1.1.
 */
export function delegate(delegation: Delegation, others: readonly Delegation[]): Delegation {
  ensureDays(delegation);
  const { person, deputy } = delegation;
  ensure(person !== deputy, 'delegation.self', 'Nobody stands in for himself.', '/deputy');
  const beside = others.filter((other) => overlap(other, delegation));
  const isTwice = beside.some((other) => other.person === person);
  ensure(!isTwice, 'delegation.twice', `Somebody stands in for ${person} on these days already.`);
  const isChain = beside.some((other) => other.person === deputy || other.deputy === person);
  ensure(!isChain, 'delegation.chain', 'Who stands in for another hands nothing on.');
  return delegation;
}
