import { ensure, type Decision } from '@steward/domain';
import {
  confidentialityBreachConfirmed,
  confidentialityBreachDismissed,
  confidentialityBreachInvestigated,
  confidentialityBreachReported,
  type ConfidentialityBreachEvent,
} from '@steward/events';
import type { Money } from '@steward/money';
import type { Occurrence } from './occurrence';
import type { Occasion } from './risk';

/** Both must find it so, by a person each. Clause 2.2.3c. */
export const JUDGES = ['LEGAL', 'TECHNICAL'] as const;
export type Judge = (typeof JUDGES)[number];
export type Confirmation = { readonly by: string; readonly at: Date };

type Reported = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** What was leaked and how, without personal data. */
  readonly what: string;
  readonly occurredOn: string;
  readonly reportedBy: string;
  readonly reportedAt: Date;
};
type Investigation = {
  readonly findings: string;
  /** Null where nobody could say. */
  readonly lossEstimate: Money | null;
  readonly investigatedBy: string;
  readonly investigatedAt: Date;
};
type Dismissal = { readonly dismissedBy: string; readonly dismissedAt: Date; readonly reason: string };
/** A leak of the enterprise's data that a vendor has to answer for. Clause 2.2.3c. */
export type ConfidentialityBreach =
  | (Reported & { readonly status: 'reported' })
  | (Reported &
      Investigation & {
        readonly status: 'investigated';
        /** One of the two at most. */
        readonly confirmations: Readonly<Partial<Record<Judge, Confirmation>>>;
      })
  | (Reported &
      Investigation & {
        readonly status: 'confirmed';
        readonly confirmations: Readonly<Record<Judge, Confirmation>>;
      })
  | (Reported & Dismissal & { readonly status: 'dismissed'; readonly investigation: Investigation | null });
type Of<S extends ConfidentialityBreach['status']> = Extract<ConfidentialityBreach, { status: S }>;
type Decided<S extends ConfidentialityBreach['status']> = Decision<Of<S>, ConfidentialityBreachEvent>;

/** Keeps what somebody says was leaked. Breaks `breach.in-future`. @param today the enterprise's day */
export function reportBreach(
  reported: Omit<Reported, 'reportedBy' | 'reportedAt'>,
  today: string,
  { by, now }: Occasion,
): Decided<'reported'> {
  const { occurredOn } = reported;
  ensure(occurredOn <= today, 'breach.in-future', `${occurredOn} has not come yet.`, '/occurredOn');
  const state: Of<'reported'> = { ...reported, reportedBy: by, reportedAt: now, status: 'reported' };
  return { state, events: [confidentialityBreachReported({ ...toldOf(state), reportedAt: now })] };
}

/** Keeps what was found. Breaks `breach.not-reported`. Clause 2.2.3c. */
export function investigateBreach(
  breach: ConfidentialityBreach,
  found: Pick<Investigation, 'findings' | 'lossEstimate'>,
  { by, now }: Occasion,
): Decided<'investigated'> {
  ensure(breach.status === 'reported', 'breach.not-reported', `The breach is ${breach.status}.`);
  const investigation = { ...found, investigatedBy: by, investigatedAt: now };
  return {
    state: { ...breach, ...investigation, status: 'investigated', confirmations: {} },
    events: [confidentialityBreachInvestigated({ ...toldOf(breach), investigatedAt: now })],
  };
}

/**
 * Legal or technical finds that it is so; with the second of them, another person, it is confirmed. Breaks
 * `breach.not-investigated`, `breach.already-confirmed` and `breach.same-person`. Clause 2.2.3c.
 */
export function confirmBreach(
  breach: ConfidentialityBreach,
  judge: Judge,
  { by, now }: Occasion,
): Decided<'investigated' | 'confirmed'> {
  ensure(breach.status === 'investigated', 'breach.not-investigated', `The breach is ${breach.status}.`);
  const { confirmations: before } = breach;
  ensure(!before[judge], 'breach.already-confirmed', `${judge} has confirmed it already.`);
  const isOther = Object.values(before).every((confirmation) => confirmation.by !== by);
  ensure(isOther, 'breach.same-person', `${by} confirmed it for the other side.`);
  const confirmations: Partial<Record<Judge, Confirmation>> = { ...before, [judge]: { by, at: now } };
  const { LEGAL, TECHNICAL } = confirmations;
  if (!LEGAL || !TECHNICAL) {
    return { state: { ...breach, confirmations }, events: [] };
  }
  const { what, occurredOn, lossEstimate } = breach;
  const told = { ...toldOf(breach), what, occurredOn, lossEstimate, confirmedAt: now };
  return {
    state: { ...breach, status: 'confirmed', confirmations: { LEGAL, TECHNICAL } },
    events: [confidentialityBreachConfirmed(told)],
  };
}

/**
 * Another person than who reported it finds that it is not so. Breaks `breach.decided` and
 * `breach.same-person`. Clause 2.2.3c.
 */
export function dismissBreach(
  breach: ConfidentialityBreach,
  reason: string,
  { by, now }: Occasion,
): Decided<'dismissed'> {
  const isOpen = breach.status === 'reported' || breach.status === 'investigated';
  ensure(isOpen, 'breach.decided', `The breach is ${breach.status}.`);
  ensure(by !== breach.reportedBy, 'breach.same-person', `${by} reported it.`);
  const { id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt } = breach;
  const reported = { id, contractId, vendorId, what, occurredOn, reportedBy, reportedAt };
  const dismissal = { dismissedBy: by, dismissedAt: now, reason };
  return {
    state: { ...reported, ...dismissal, status: 'dismissed', investigation: investigationOf(breach) },
    events: [confidentialityBreachDismissed({ ...toldOf(breach), dismissedAt: now })],
  };
}

/** What a confirmed breach means to the register; null before that. Clause 4.1.1. */
export function incidentOf(breach: ConfidentialityBreach): Occurrence | null {
  if (breach.status !== 'confirmed') return null;
  const { id, vendorId, contractId, reportedAt } = breach;
  const about = { source: 'SECURITY_INCIDENT', vendorId, contractId, id } as const;
  return { ...about, occurredAt: reportedAt, stands: true, isFirst: false };
}

/** What was found, where anybody looked. */
export function investigationOf(breach: ConfidentialityBreach): Investigation | null {
  if (breach.status === 'reported') return null;
  if (breach.status === 'dismissed') return breach.investigation;
  const { findings, lossEstimate, investigatedBy, investigatedAt } = breach;
  return { findings, lossEstimate, investigatedBy, investigatedAt };
}

const toldOf = ({ id: confidentialityBreachId, contractId, vendorId }: Reported) => ({
  ...{ confidentialityBreachId, contractId, vendorId },
});
