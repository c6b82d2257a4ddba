import { ensure } from '@steward/domain';
import type { PromisedService } from './promise';
import { SKEW } from './work-order';

/** Work on a service that is planned for [startsAt, endsAt). Clause 2.2.1c, D2. */
type Announced = PromisedService & {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
  readonly announcedBy: string;
  /** When the other side was told: the notice counts from here. */
  readonly noticedAt: Date;
  /** When the work was said to have ended; the last saying counts. */
  readonly ends: readonly ToldEnd[];
};
/** One saying of when the work ended; every later one gives a reason. */
export type ToldEnd = { readonly endedAt: Date; readonly reason: string | null; readonly toldBy: string };

export type PlannedWindow =
  | (Announced & { readonly status: 'announced' })
  | (Announced & { readonly status: 'approved'; readonly approvedBy: string })
  | (Announced & { readonly status: 'cancelled'; readonly cancelledBy: string });

/**
 * Announces work ahead of its beginning; too short a notice is kept, and does not count. Breaks
 * `planned-window.reversed` and `planned-window.begun`.
 */
export function announce(
  window: Omit<Announced, 'ends' | 'noticedAt'>,
  now: Date,
): Extract<PlannedWindow, { status: 'announced' }> {
  ensure(
    window.startsAt < window.endsAt,
    'planned-window.reversed',
    'The work must end after it begins.',
    '/endsAt',
  );
  ensure(
    now < window.startsAt,
    'planned-window.begun',
    `Work is announced before it begins; ${window.startsAt.toISOString()} has passed.`,
    '/startsAt',
  );
  return { ...window, noticedAt: now, ends: [], status: 'announced' };
}

/**
 * Another person of the enterprise approves, before the work begins: what went wrong cannot be planned
 * afterwards. Breaks `planned-window.wrong-state`, `planned-window.same-person` and `planned-window.begun`.
 */
export function approve(
  window: PlannedWindow,
  by: string,
  now: Date,
): Extract<PlannedWindow, { status: 'approved' }> {
  ensureStatus(window, ['announced']);
  ensure(window.announcedBy !== by, 'planned-window.same-person', 'Another person must approve it.');
  ensureAhead(window, now);
  return { ...window, status: 'approved', approvedBy: by };
}

/** Breaks `planned-window.wrong-state`, and `planned-window.begun`: then it happened. */
export function cancel(
  window: PlannedWindow,
  by: string,
  now: Date,
): Extract<PlannedWindow, { status: 'cancelled' }> {
  ensureStatus(window, ['announced', 'approved']);
  ensureAhead(window, now);
  return { ...window, status: 'cancelled', cancelledBy: by };
}

/**
 * Says when the work ended; past `endsAt` it is an overrun. What was said before is corrected with a reason
 * alone. Breaks `planned-window.wrong-state`, `planned-window.not-begun`, `planned-window.in-future`,
 * `planned-window.ended` and `planned-window.not-ended`. A5.
 */
export function end(window: PlannedWindow, told: ToldEnd, now: Date): PlannedWindow {
  ensureStatus(window, ['announced', 'approved']);
  const { startsAt, ends } = window;
  ensure(
    startsAt <= told.endedAt,
    'planned-window.not-begun',
    `The work begins only at ${startsAt.toISOString()}.`,
    '/endedAt',
  );
  ensure(
    told.endedAt.getTime() <= now.getTime() + SKEW,
    'planned-window.in-future',
    `${told.endedAt.toISOString()} has not come yet.`,
    '/endedAt',
  );
  if (told.reason === null) ensure(ends.length === 0, 'planned-window.ended', 'Its end was told already.');
  else ensure(ends.length > 0, 'planned-window.not-ended', 'Its end was not told yet.');
  return { ...window, ends: [...ends, told] };
}

function ensureStatus({ status }: PlannedWindow, allowed: readonly PlannedWindow['status'][]): void {
  ensure(allowed.includes(status), 'planned-window.wrong-state', `The window is ${status}.`);
}

function ensureAhead({ startsAt }: PlannedWindow, now: Date): void {
  ensure(now < startsAt, 'planned-window.begun', `The work began at ${startsAt.toISOString()}.`);
}
