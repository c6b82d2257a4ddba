import { ensure } from '@steward/domain';

/** What a vendor may owe beside its service, as where inspection becomes digital. Clause 1.3.4. */
export const OBLIGATION_KINDS = ['TRAINING', 'EQUIPMENT'] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** An obligation as a version of a contract words it. */
export type Owed = {
  /** The parties' own name of it, once in all versions of a contract. */
  readonly code: string;
  readonly kind: ObligationKind;
  /** As `engineers trained in handheld inspection`. */
  readonly what: string;
  readonly quantity: number;
  /** The last day on which it can be kept, in the contract's zone. */
  readonly dueOn: string;
};

/**
 * What a version brings is new and falls due while it binds. `known` are those of earlier versions, `firstOn`
 * and `lastOn` the version's days. Breaks `obligation.repeated` and `obligation.due-outside`. Clause 1.3.4.
 */
export function ensureOwed(
  owed: readonly Owed[],
  known: readonly Owed[],
  firstOn: string,
  lastOn: string,
): void {
  const codes = [...known, ...owed].map(({ code }) => code);
  ensure(
    new Set(codes).size === codes.length,
    'obligation.repeated',
    'Each obligation of a contract has a code of its own.',
    '/obligations',
  );
  const outside = owed.find(({ dueOn }) => dueOn < firstOn || dueOn > lastOn);
  ensure(
    !outside,
    'obligation.due-outside',
    `${outside?.code ?? ''} is due on a day outside ${firstOn} to ${lastOn}.`,
    '/obligations',
  );
}
