import { localDateOf } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { amendmentApproved, amendmentProposed, amendmentWithdrawn, contractAmended } from '@steward/events';
import type {
  AmendmentApproved,
  AmendmentProposed,
  AmendmentWithdrawn,
  ContractAmended,
} from '@steward/events';
import type { Money } from '@steward/money';
import { ensureApproved, withApproval, type Approvals, type Discipline } from './approvals';
import { depositOf, endOf, ensureTerms, type Contract, type Norms, type Terms } from './contract';
import { ensureInForce } from './lifecycle';
import { ensureOwed } from './owed';
import { SIDES, type Side, type Signatures } from './sides';
import { termsTold } from './terms-told';
import { ensureLawful, type Waiver } from './waiver';

/** What an amendment may change; what is absent stays as in the version before. Clause 1.3.3. */
export type Changes = Partial<Omit<Terms, 'id' | 'code' | 'vendorId' | 'startOn' | 'template'>>;

type Version = {
  readonly contractId: string;
  /** Counts proposals from 2; one that is withdrawn leaves its number unused. */
  readonly contractVersion: number;
  /** All terms of this version, not the changes alone. */
  readonly terms: Terms;
  readonly depositRequired: Money;
  readonly effectiveAt: Date;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvals: Approvals;
  readonly signatures: Signatures;
};
export type Proposed = Version & { readonly status: 'proposed' };
export type SignedAmendment = Version & { readonly status: 'signed'; readonly signedAt: Date };
export type Withdrawn = Version & { readonly status: 'withdrawn' };
export type Amendment = Proposed | SignedAmendment | Withdrawn;

/** A contract and its amendments in the order of their versions. */
export type Amended = {
  readonly contract: Contract;
  /** Of the first version. */
  readonly effectiveAt: Date;
  readonly amendments: readonly Amendment[];
};
/** A contract and the amendment that is decided on. */
export type Considered = { readonly contract: Contract; readonly amendment: Amendment };
type Proposal = {
  readonly changes: Changes;
  readonly effectiveAt: Date;
  readonly reason: string;
  readonly by: string;
};

/** What the parties agreed on last, also where it takes effect only later. */
export const lastTerms = ({ contract, amendments }: Omit<Amended, 'effectiveAt'>): Terms =>
  lastSigned(amendments)?.terms ?? contract;

/** The terms in force at an instant; before the first version's, the first. S11. */
export const termsAt = ({ contract, amendments }: Omit<Amended, 'effectiveAt'>, at: Date): Terms =>
  lastSigned(amendments.filter(({ effectiveAt }) => effectiveAt <= at))?.terms ?? contract;

const lastSigned = (amendments: readonly Amendment[]) =>
  amendments.findLast(({ status }) => status === 'signed');

/**
 * Proposes the next version of a contract in force. Breaks what ensureTerms, ensureInForce and ensureOwed do,
 * `amendment.open-already`, `amendment.not-later`, `amendment.after-end`, `amendment.end-passed`,
 * `amendment.retroactive` and `amendment.currency-changed`. Clause 1.3.3.
 */
export function propose(
  amended: Amended,
  { changes, effectiveAt, reason, by }: Proposal,
  norms: Norms,
  now: Date,
): Decision<Proposed, AmendmentProposed> {
  const { contract, amendments } = amended;
  const { code } = contract;
  ensureInForce(contract);
  const isOpen = amendments.some(({ status }) => status === 'proposed');
  ensure(!isOpen, 'amendment.open-already', `${code} has an amendment that is not settled yet.`);
  const before = lastTerms(amended);
  ensure(
    effectiveAt > (lastSigned(amendments)?.effectiveAt ?? amended.effectiveAt),
    'amendment.not-later',
    `An amendment of ${code} takes effect after the version before.`,
  );
  ensure(
    effectiveAt <= endOf(before),
    'amendment.after-end',
    `${code} ends with ${before.endOn}; what takes effect later is another contract.`,
  );
  ensureAhead(code, effectiveAt, now);
  const terms: Terms = { ...before, obligations: [], ...changes };
  ensure(
    terms.yearlyAmount.currency === contract.yearlyAmount.currency,
    'amendment.currency-changed',
    `${code} is kept in ${contract.yearlyAmount.currency}.`,
  );
  ensureTerms(terms, norms);
  ensure(
    endOf(terms) > effectiveAt,
    'amendment.end-passed',
    `${terms.endOn} is over when the amendment of ${code} takes effect.`,
  );
  const signed = amendments.filter(({ status }) => status === 'signed').map((version) => version.terms);
  const known = [contract, ...signed].flatMap(({ obligations }) => obligations);
  const firstOn = localDateOf(terms.workingTime, effectiveAt.getTime());
  ensureOwed(terms.obligations, known, firstOn, terms.endOn);
  const contractVersion = (amendments.at(-1)?.contractVersion ?? 1) + 1;
  const version = { contractId: contract.id, contractVersion };
  return {
    state: {
      ...{ ...version, terms, depositRequired: depositOf(terms, norms), effectiveAt, reason },
      ...{ proposedBy: by, approvals: {}, signatures: {}, status: 'proposed' },
    },
    events: [amendmentProposed({ ...version, effectiveAt, proposedAt: now })],
  };
}

/**
 * Records that a discipline approves. Breaks `amendment.not-proposed` and what ensureInForce and withApproval
 * do. Clause 3.1.1.
 */
export function approveAmendment(
  { contract, amendment }: Considered,
  discipline: Discipline,
  by: string,
  now: Date,
): Decision<Proposed, AmendmentApproved> {
  ensureInForce(contract);
  const proposed = ensureProposed(amendment);
  const { contractId, contractVersion, terms } = proposed;
  const approvals = withApproval(terms.code, proposed.approvals, discipline, by);
  return {
    state: { ...proposed, approvals },
    events: [amendmentApproved({ contractId, contractVersion, discipline, approvedAt: now })],
  };
}

/**
 * Signs for one side; with the other's signature the version is agreed and announced before it takes effect.
 * Breaks `amendment.not-proposed`, `amendment.already-signed`, `amendment.retroactive` and what
 * ensureInForce, ensureApproved and ensureLawful do. Clauses 1.3.3, 3.1.1 and 3.3.2.
 */
export function signAmendment(
  { contract, amendment }: Considered,
  side: Side,
  signedBy: string,
  waivers: readonly Waiver[],
  now: Date,
): Decision<Proposed | SignedAmendment, ContractAmended> {
  ensureInForce(contract);
  const proposed = ensureProposed(amendment);
  const { contractId, contractVersion, terms, effectiveAt, depositRequired } = proposed;
  ensure(!proposed.signatures[side], 'amendment.already-signed', `The ${side} has signed already.`);
  ensureApproved(terms.code, proposed.approvals);
  ensureLawful(terms.code, terms, waivers);
  ensureAhead(terms.code, effectiveAt, now);
  const signatures = { ...proposed.signatures, [side]: signedBy };
  const isComplete = SIDES.every((each) => signatures[each]);
  if (!isComplete) return { state: { ...proposed, signatures }, events: [] };
  const amended = contractAmended({
    ...{ contractId, contractVersion, effectiveAt, depositRequired },
    ...termsTold(terms),
    amendedAt: now,
  });
  return { state: { ...proposed, signatures, status: 'signed', signedAt: now }, events: [amended] };
}

/** Takes back a proposal, as where its instant passed unsigned. Breaks `amendment.not-proposed`. */
export function withdraw(amendment: Amendment, now: Date): Decision<Withdrawn, AmendmentWithdrawn> {
  const proposed = ensureProposed(amendment);
  const { contractId, contractVersion } = proposed;
  return {
    state: { ...proposed, status: 'withdrawn' },
    events: [amendmentWithdrawn({ contractId, contractVersion, withdrawnAt: now })],
  };
}

function ensureProposed(amendment: Amendment): Proposed {
  const { status, contractVersion } = amendment;
  ensure(status === 'proposed', 'amendment.not-proposed', `Version ${contractVersion} is ${status}.`);
  return amendment;
}

/** Nothing that has been measured changes: a work order keeps the version in force at its report. S11. */
function ensureAhead(code: string, effectiveAt: Date, now: Date): void {
  ensure(
    effectiveAt >= now,
    'amendment.retroactive',
    `An amendment of ${code} must take effect ahead of now.`,
  );
}
