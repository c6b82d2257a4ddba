import { ensure, type Decision } from '@steward/domain';
import { riskAccepted, riskReopened, type RiskEvent } from '@steward/events';
import { DAY_MS } from './assessment';
import { announced, toldOf, type Accepted, type Occasion, type Open, type Risk } from './risk';

/** The owner's half of an acceptance. */
export type Proposal = {
  readonly by: string;
  readonly reason: string;
  /** The first instant at which it no longer counts. */
  readonly until: Date;
  readonly proposedAt: Date;
};
/** Both halves. */
export type Acceptance = Proposal & { readonly acceptedBy: string; readonly acceptedAt: Date };

/**
 * The owner would live with an open risk for a time. Breaks `risk.not-open`, `acceptance.not-owner`,
 * `acceptance.extreme`, `acceptance.stale`, `acceptance.over` and `acceptance.too-long`. D8.
 *
 * @param maxDays for how long at most
 */
export function proposeAcceptance(
  risk: Risk,
  { reason, until }: Pick<Proposal, 'reason' | 'until'>,
  maxDays: number,
  { by, now }: Occasion,
): Open {
  ensureAcceptable(risk);
  ensure(risk.owner === by, 'acceptance.not-owner', `${by} does not own risk ${risk.id}.`);
  ensure(until > now, 'acceptance.over', `${until.toISOString()} is over.`, '/until');
  const latest = new Date(now.getTime() + maxDays * DAY_MS);
  const says = `A risk is accepted for ${maxDays} days at most, until ${latest.toISOString()}.`;
  ensure(until <= latest, 'acceptance.too-long', says, '/until');
  return { ...risk, proposal: { by, reason, until, proposedAt: now } };
}

/**
 * The office head agrees with the owner. Breaks `risk.not-open`, `acceptance.extreme`, `acceptance.stale`,
 * `acceptance.not-proposed`, `acceptance.same-person` and `acceptance.over`. D8.
 */
export function accept(risk: Risk, { by, now }: Occasion): Decision<Accepted, RiskEvent> {
  ensureAcceptable(risk);
  const { proposal, status: _, ...live } = risk;
  ensure(proposal !== null, 'acceptance.not-proposed', `The owner of risk ${risk.id} has not proposed it.`);
  ensure(proposal.by !== by, 'acceptance.same-person', `${by} proposed it.`);
  ensure(proposal.until > now, 'acceptance.over', `${proposal.until.toISOString()} is over.`);
  const acceptance = { ...proposal, acceptedBy: by, acceptedAt: now };
  const state: Accepted = { ...live, status: 'accepted', acceptance };
  return { state, events: [riskAccepted({ ...toldOf(state), until: proposal.until, acceptedAt: now })] };
}

/** Reopens a risk whose acceptance has run out; null where there is none to run out. D8. */
export function expireAcceptance(risk: Risk, now: Date): Decision<Open, RiskEvent> | null {
  if (risk.status !== 'accepted' || risk.acceptance.until > now) return null;
  const { acceptance: _, ...live } = risk;
  const state: Open = { ...live, status: 'open', proposal: null };
  return { state, events: [riskReopened({ ...announced(state), reopenedAt: now })] };
}

function ensureAcceptable(risk: Risk): asserts risk is Open {
  ensure(risk.status === 'open', 'risk.not-open', `Risk ${risk.id} is ${risk.status}.`);
  ensure(risk.band !== 'EXTREME', 'acceptance.extreme', 'An EXTREME risk cannot be accepted.');
  ensure(risk.staleSince === null, 'acceptance.stale', `Risk ${risk.id} is overdue for review.`);
}
