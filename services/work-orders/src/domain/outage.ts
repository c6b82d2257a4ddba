import { ensure } from '@steward/domain';
import type { PromisedService } from './promise';
import { SKEW } from './work-order';

/** What was not there: the service, or what watches it, so that nobody knows. A9. */
export const AFFECTS = ['SERVICE', 'MONITORING'] as const;
export type Affects = (typeof AFFECTS)[number];

/** The affected part of a service's users, sites or the like. D2. */
export type Share = { readonly affected: number; readonly total: number };

/** A stretch in which something was not there; without an end it goes on. */
export type Stretch = {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Null: all of it. */
  readonly share: Share | null;
};

/** What was told of an outage, in order; what follows from it is never written over. Clause 3.2.1b. */
type Opened = { readonly kind: 'OPENED'; readonly startedAt: Date; readonly share: Share | null };
export type OutageFact =
  | Opened
  | { readonly kind: 'ENDED'; readonly endedAt: Date }
  | (Stretch & { readonly kind: 'CORRECTED'; readonly reason: string })
  | { readonly kind: 'WITHDRAWN'; readonly reason: string };

/** By whom an outage is known, and under which name there: told again, it is the same one. */
export type Origin = { readonly source: string; readonly externalId: string };
export type Outage = PromisedService &
  Origin & {
    readonly id: string;
    readonly affects: Affects;
    readonly facts: readonly [Opened, ...OutageFact[]];
  };
/** An outage as its source tells it. */
export type ToldOutage = Omit<Outage, 'facts'> & Stretch;

/** What holds of an outage. */
export type Standing = Stretch & { readonly isWithdrawn: boolean };

/**
 * What holds of an outage by its facts. A correction stands: what the source tells after it fills in only
 * what it left open.
 */
export function standingOf({ facts }: Outage): Standing {
  const [{ startedAt, share }] = facts;
  return facts.reduce<Standing>(
    (standing, fact) => {
      switch (fact.kind) {
        case 'OPENED':
          return standing;
        case 'ENDED':
          return { ...standing, endedAt: standing.endedAt ?? fact.endedAt };
        case 'CORRECTED':
          return { ...standing, startedAt: fact.startedAt, endedAt: fact.endedAt, share: fact.share };
        case 'WITHDRAWN':
          return { ...standing, isWithdrawn: true };
      }
    },
    { startedAt, endedAt: null, share, isWithdrawn: false },
  );
}

/**
 * Takes in what a source tells, the first time or again. Told again it changes nothing but an end that was
 * not known. Breaks `outage.in-future`, `outage.reversed`, `outage.share-wrong` and `outage.told-otherwise`.
 */
export function tell(known: Outage | undefined, told: ToldOutage, now: Date): Outage {
  const { startedAt, endedAt, share, ...about } = told;
  ensurePossible(told.affects, told, now);
  const ended = endedAt ? [{ kind: 'ENDED', endedAt } as const] : [];
  if (!known) return { ...about, facts: [{ kind: 'OPENED', startedAt, share }, ...ended] };

  const [opened] = known.facts;
  const before = known.facts.find((fact) => fact.kind === 'ENDED');
  const isSame =
    known.affects === told.affects &&
    opened.startedAt.getTime() === startedAt.getTime() &&
    opened.share?.affected === share?.affected &&
    opened.share?.total === share?.total &&
    (!before || !endedAt || before.endedAt.getTime() === endedAt.getTime());
  ensure(
    isSame,
    'outage.told-otherwise',
    `${told.source} told ${told.externalId} otherwise before; correct it with a reason.`,
  );
  return before || !endedAt ? known : { ...known, facts: [...known.facts, ...ended] };
}

/** Ends an outage that goes on. Breaks `outage.withdrawn`, `outage.over` and what `tell` does. */
export function end(outage: Outage, endedAt: Date, now: Date): Outage {
  const standing = ensureStands(outage);
  ensure(standing.endedAt === null, 'outage.over', 'It has ended already; correct it with a reason.');
  ensurePossible(outage.affects, { ...standing, endedAt }, now);
  return { ...outage, facts: [...outage.facts, { kind: 'ENDED', endedAt }] };
}

/**
 * Ends at one instant what goes on and had begun by then, but for what its source ended before. Breaks
 * `outage.in-future`.
 */
export function endAll(
  outages: readonly Outage[],
  endedAt: Date,
  now: Date,
): readonly { readonly before: Outage; readonly after: Outage }[] {
  return outages
    .filter((outage) => standingOf(outage).startedAt <= endedAt)
    .filter(({ facts }) => !facts.some(({ kind }) => kind === 'ENDED'))
    .map((before) => ({ before, after: end(before, endedAt, now) }));
}

/** Says with a reason what the outage was. Breaks `outage.withdrawn` and what `tell` does. */
export function correct(outage: Outage, stretch: Stretch, reason: string, now: Date): Outage {
  ensureStands(outage);
  ensurePossible(outage.affects, stretch, now);
  return { ...outage, facts: [...outage.facts, { ...stretch, kind: 'CORRECTED', reason }] };
}

/** Says with a reason that there was no outage. Breaks `outage.withdrawn`. */
export function withdraw(outage: Outage, reason: string): Outage {
  ensureStands(outage);
  return { ...outage, facts: [...outage.facts, { kind: 'WITHDRAWN', reason }] };
}

function ensureStands(outage: Outage): Standing {
  const standing = standingOf(outage);
  ensure(!standing.isWithdrawn, 'outage.withdrawn', 'It was withdrawn.');
  return standing;
}

function ensurePossible(affects: Affects, { startedAt, endedAt, share }: Stretch, now: Date): void {
  const instants = { startedAt, ...(endedAt && { endedAt }) };
  for (const [field, at] of Object.entries(instants)) {
    ensure(
      at.getTime() <= now.getTime() + SKEW,
      'outage.in-future',
      `${at.toISOString()} has not come yet.`,
      `/${field}`,
    );
  }
  ensure(
    endedAt === null || startedAt <= endedAt,
    'outage.reversed',
    'It ends before it begins.',
    '/endedAt',
  );
  ensure(
    share === null || (affects === 'SERVICE' && share.affected <= share.total),
    'outage.share-wrong',
    'A part of a service is affected, never more than all of it.',
    '/affected',
  );
}
