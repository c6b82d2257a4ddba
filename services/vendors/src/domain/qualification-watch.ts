import { dayNumber, dayText, startOfLocalDay } from '@steward/calendar';
import {
  qualificationExpired,
  qualificationExpiring,
  type QualificationExpired,
  type QualificationExpiring,
} from '@steward/events';
import { QUALIFICATION_KINDS, type Evidence, type QualificationKind, type Verified } from './evidence';

/** The policy's norms as they are in force on the day. Clause 2.1.1. */
export type WatchNorms = {
  /** How many days before its last day a paper is announced to end. */
  readonly daysBefore: readonly number[];
  /** Where a paper of these kinds has expired, its vendor is restricted. */
  readonly requiredKinds: readonly QualificationKind[];
  /** Whose days count. */
  readonly timezone: string;
};
type Paper = Extract<Verified, { readonly kind: QualificationKind }>;
export type DatedPaper = Paper & { readonly validTo: string };

/** The days left on the day after the last one. */
const EXPIRED = -1;

/** `90,30,7`. Throws RangeError. */
export function daysBeforeIn(text: string): readonly number[] {
  const isList = /^[1-9]\d{0,3}(,[1-9]\d{0,3})*$/.test(text);
  if (!isList) throw new RangeError(`"${text}" does not list days as 90,30,7 does.`);
  return text.split(',').map(Number);
}

/** `LICENCE,ISO9001`. Throws RangeError. */
export function kindsIn(text: string): readonly QualificationKind[] {
  return text.split(',').map((word) => {
    const kind = QUALIFICATION_KINDS.find((one) => one === word);
    if (!kind) throw new RangeError(`"${word}" in "${text}" is not a kind of qualification.`);
    return kind;
  });
}

/** How many days a paper has left: 0 on its last day. */
export const daysLeftOf = ({ validTo }: DatedPaper, today: string): number =>
  dayNumber(validTo) - dayNumber(today);

/** The verified papers that end some day and that none of the same type has replaced. */
export function watchedIn(evidence: readonly Evidence[]): DatedPaper[] {
  const papers = evidence.filter((item): item is Paper => isPaper(item));
  return papers.filter(
    (paper): paper is DatedPaper =>
      paper.validTo !== null &&
      !papers.some((other) => typeOf(other) === typeOf(paper) && outlives(other, paper)),
  );
}

/** Those of the watched ones that the vendor needs and whose last day is over. */
export const expiredIn = (
  evidence: readonly Evidence[],
  { requiredKinds }: WatchNorms,
  today: string,
): DatedPaper[] =>
  watchedIn(evidence).filter(({ kind, validTo }) => requiredKinds.includes(kind) && validTo < today);

/** What is to be told of a paper today, where it is still watched. Clause 2.1.1. */
export function lookAt(
  paper: DatedPaper,
  { daysBefore }: WatchNorms,
  today: string,
  now: Date,
): readonly (QualificationExpiring | QualificationExpired)[] {
  const told = { vendorId: paper.vendorId, ...saidOf(paper) };
  const daysLeft = daysLeftOf(paper, today);
  if (daysLeft <= EXPIRED) return [qualificationExpired({ ...told, expiredAt: now })];
  if (daysLeft > Math.max(...daysBefore)) return []; // the policy has changed since the look was set
  return [qualificationExpiring({ ...told, daysLeft, announcedAt: now })];
}

/** What an event says of a paper. */
export const saidOf = ({ id: itemId, kind, number, validTo }: DatedPaper) => ({
  itemId,
  kind,
  number,
  validTo,
});

/**
 * The first instant of the day on which a paper that was just verified is looked at; it may be over. One that
 * has ended already is looked at all the same.
 */
export const firstLookAt = (paper: DatedPaper, norms: WatchNorms, today: string): Date =>
  looksFrom(paper, norms, Math.max(EXPIRED, daysLeftOf(paper, today)))!;

/** The same of the look after today's; null where its end was told. */
export const nextLookAt = (paper: DatedPaper, norms: WatchNorms, today: string): Date | null =>
  looksFrom(paper, norms, daysLeftOf(paper, today) - 1);

function looksFrom({ validTo }: DatedPaper, norms: WatchNorms, daysLeft: number): Date | null {
  const ahead = [...norms.daysBefore, EXPIRED].filter((days) => days <= daysLeft);
  if (ahead.length === 0) return null;
  const day = dayText(dayNumber(validTo) - Math.max(...ahead));
  return new Date(startOfLocalDay(day, norms.timezone));
}

const isPaper = (item: Evidence): boolean => item.status === 'verified' && item.kind !== 'REFERENCE_PROJECT';

/** There is one licence and one ISO 9001 certificate; of other papers each issuer gives out its own. */
const typeOf = ({ kind, issuer }: Paper): string => (kind === 'OTHER' ? `${kind} ${issuer}` : kind);

/** Whether it is valid longer, or as long and was verified later. */
function outlives(other: Paper, paper: Paper): boolean {
  if (other.validTo === paper.validTo) return paper.verifiedAt.getTime() < other.verifiedAt.getTime();
  return other.validTo === null || (paper.validTo !== null && paper.validTo < other.validTo);
}
