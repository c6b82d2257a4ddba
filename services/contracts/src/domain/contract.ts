import { endOfLocalDay } from '@steward/calendar';
import { ensure, type CapabilityCategory, type Decision } from '@steward/domain';
import { contractActivated, contractApproved, contractDrafted, contractSigned } from '@steward/events';
import type { ContractActivated, ContractApproved, ContractDrafted, ContractSigned } from '@steward/events';
import { isLess, shareDown, zero, type Money } from '@steward/money';
import { ensurePromisable, PAY_CURVES } from '@steward/terms';
import type { AvailabilityTarget, CreditRegime, DamagesClause, PayCurve, SlaTargets } from '@steward/terms';
import { ensureApproved, withApproval, type Approvals, type Discipline } from './approvals';
import type { Confidentiality, DataCustodyItem } from './confidentiality';
import { ensureConsistent, type LegalTerms, type Rate, type ScopeItem } from './legal-terms';
import { ensureOwed, type Owed } from './owed';
import { SIDES, type Side, type Signatures } from './sides';
import { termsTold } from './terms-told';
import { ensureLawful, type Waiver } from './waiver';

/** Whose time counts: a working calendar, its zone, and the working slots of a day. */
export type WorkingTime = {
  readonly calendar: string;
  readonly timezone: string;
  readonly slots: readonly (readonly [string, string])[];
};
/** A clause of the policy as this contract words it. */
export type Clause = { readonly clauseId: string; readonly text: string };

/** What the parties agree on. */
export type Terms = {
  readonly id: string;
  readonly code: string;
  readonly vendorId: string;
  /** A year's fee without tax. */
  readonly yearlyAmount: Money;
  readonly performanceShareBps: number;
  readonly curve: PayCurve;
  /** First and last day, in the zone of `workingTime`. */
  readonly startOn: string;
  readonly endOn: string;
  readonly categories: readonly CapabilityCategory[];
  readonly workingTime: WorkingTime;
  readonly slaTargets: SlaTargets;
  /** Without it, no service's availability is promised. Clause 2.2.1c. */
  readonly availability?: readonly AvailabilityTarget[];
  readonly clauses: readonly Clause[];
  readonly legal: LegalTerms;
  /** Without it, nothing is credited. D5. */
  readonly creditRegime?: CreditRegime;
  /** No contract is signed without it. Clause 1.1.4. */
  readonly damages?: DamagesClause;
  readonly confidentiality?: Confidentiality;
  /** The enterprise's data that the vendor is given. Clause 2.2.3a. */
  readonly dataCustody?: readonly DataCustodyItem[];
  /** What the fee covers and what it does not. Clause 1.1.2. */
  readonly scope: readonly ScopeItem[];
  readonly rateCard: readonly Rate[];
  /** What this version brings, not what earlier ones did. Clause 1.3.4. */
  readonly obligations: readonly Owed[];
  /** Why the contract leaves a norm of the policy; the three approvals cover it. */
  readonly waiver: string | null;
  /** The version of a standard contract that it was drafted by. Clause 3.4.2c. */
  readonly template: TemplateRef | null;
};
export type TemplateRef = { readonly templateId: string; readonly templateVersion: number };
/** Facts that others report; they may come in any state and order. */
type Premises = {
  readonly depositRequired: Money;
  /** What finance last told us to be in escrow. */
  readonly escrowed: Money;
  readonly hasLiaison: boolean;
};
type Negotiated = Terms & Premises & { readonly approvals: Approvals; readonly signatures: Signatures };
type Agreed = Negotiated & { readonly signedAt: Date };

export type Draft = Negotiated & { readonly status: 'draft' };
export type Signed = Agreed & { readonly status: 'signed' };
type Binding = Agreed & { readonly activatedAt: Date; readonly effectiveAt: Date };
export type InForce = Binding & { readonly status: 'in-force' };
/** Why no new work is given out, and by whose decision. */
export type Suspension = { readonly reason: string; readonly by: string; readonly at: Date };
export type Suspended = Binding & { readonly status: 'suspended'; readonly suspension: Suspension };
/** Binds no more from `endedAt` on. */
export type Ended = Binding & { readonly status: 'terminated' | 'expired'; readonly endedAt: Date };
export type Contract = Draft | Signed | InForce | Suspended | Ended;

/** The policy's norms that a draft is measured by, as they are in force on its day. */
export type Norms = {
  /** Hundredths of a per cent of the yearly amount. Clause 3.3.1a. */
  readonly depositBps: bigint;
  /** Clause 2.2.2a. */
  readonly performanceShareBps: number;
};

/**
 * What every version of a contract keeps to. Breaks what ensureConsistent and ensurePromisable do,
 * `contract.amount-missing`, `contract.dates-reversed`, `contract.curve-unknown` and
 * `contract.waiver-missing`. Clause 2.2.
 */
export function ensureTerms(terms: Terms, norms: Norms): void {
  const { code, yearlyAmount, startOn, endOn } = terms;
  ensure(
    yearlyAmount.amountMinor > 0n,
    'contract.amount-missing',
    `Contract ${code} needs an amount above zero.`,
  );
  ensure(
    startOn <= endOn,
    'contract.dates-reversed',
    `Contract ${code} ends on ${endOn}, before ${startOn}.`,
  );
  ensure(terms.curve in PAY_CURVES, 'contract.curve-unknown', `There is no pay curve ${terms.curve}.`);
  ensure(
    terms.performanceShareBps === norms.performanceShareBps || terms.waiver !== null,
    'contract.waiver-missing',
    `A performance share other than ${norms.performanceShareBps} hundredths of a per cent needs a waiver.`,
  );
  ensurePromisable(terms.slaTargets);
  ensureConsistent(yearlyAmount.currency, terms);
  const asked = terms.legal.deposit?.amount;
  ensure(
    !asked || !isLess(asked, shareDown(yearlyAmount, norms.depositBps)) || terms.waiver !== null,
    'contract.waiver-missing',
    `A deposit below the policy's share needs a waiver.`,
  );
}

/**
 * The policy's share of the yearly amount, rounded down so that it never exceeds its ceiling, or the lower
 * sum that the contract asks for. Clause 3.3.1a.
 */
export function depositOf({ yearlyAmount, legal }: Terms, norms: Norms): Money {
  const norm = shareDown(yearlyAmount, norms.depositBps);
  const asked = legal.deposit?.amount;
  return asked && isLess(asked, norm) ? asked : norm;
}

/** Opens a contract and fixes its deposit. Breaks what ensureTerms and ensureOwed do. Clauses 2.2, 3.3.1a. */
export function draft(terms: Terms, norms: Norms, now: Date): Decision<Draft, ContractDrafted> {
  ensureTerms(terms, norms);
  const { id, code, vendorId, yearlyAmount, startOn, endOn } = terms;
  ensureOwed(terms.obligations, [], startOn, endOn);
  const premises = {
    depositRequired: depositOf(terms, norms),
    escrowed: zero(yearlyAmount.currency),
    hasLiaison: false,
  };
  return {
    state: { ...terms, ...premises, approvals: {}, signatures: {}, status: 'draft' },
    events: [
      contractDrafted({ contractId: id, code, vendorId, yearlyAmount, startOn, endOn, draftedAt: now }),
    ],
  };
}

/** 24:00 of the last day in the contract's zone. */
export const endOf = ({ endOn, workingTime }: Pick<Terms, 'endOn' | 'workingTime'>): Date =>
  new Date(endOfLocalDay(workingTime, endOn));

/**
 * Records that a discipline approves the draft. Breaks `contract.not-draft` and what withApproval does.
 * Clause 3.1.1.
 */
export function approve(
  contract: Contract,
  discipline: Discipline,
  by: string,
  now: Date,
): Decision<Draft, ContractApproved> {
  ensure(
    contract.status === 'draft',
    'contract.not-draft',
    `Contract ${contract.code} is ${contract.status}.`,
  );
  return {
    state: { ...contract, approvals: withApproval(contract.code, contract.approvals, discipline, by) },
    events: [contractApproved({ contractId: contract.id, discipline, approvedAt: now })],
  };
}

/** What contracts knows of a vendor, from its events. */
export type VendorStanding = { readonly isAdmitted: boolean; readonly isTestPassed: boolean };

/**
 * Signs a draft for one side; with the other's signature it is agreed, and where deposit and liaison came
 * first in force at once. Breaks `contract.not-draft`, `contract.approval-missing`,
 * `contract.vendor-not-admitted`, `contract.capability-test-required`, `contract.damages-clause-missing`,
 * `contract.side-signed` and what ensureLawful does. Clauses 1.1.4, 2.1.2, 2.2.3, 3.1.1 and 3.3.2.
 */
export function sign(
  contract: Contract,
  vendor: VendorStanding,
  waivers: readonly Waiver[],
  { side, signedBy }: { readonly side: Side; readonly signedBy: string },
  effectiveAt: Date,
  now: Date,
): Decision<Draft | Signed | InForce, ContractSigned | ContractActivated> {
  const { code } = contract;
  ensure(contract.status === 'draft', 'contract.not-draft', `Contract ${code} is ${contract.status}.`);
  ensureApproved(code, contract.approvals);
  ensure(vendor.isAdmitted, 'contract.vendor-not-admitted', `The vendor of ${code} is not admitted.`);
  ensure(
    vendor.isTestPassed,
    'contract.capability-test-required',
    `The vendor of ${code} has not passed its capability test.`,
  );
  ensure(
    contract.clauses.some(({ clauseId }) => clauseId === '1.1.4'),
    'contract.damages-clause-missing',
    `${code} has no damages clause (1.1.4).`,
  );
  ensureLawful(code, contract, waivers);
  ensure(!contract.signatures[side], 'contract.side-signed', `The ${side} has signed ${code} already.`);

  const signatures = { ...contract.signatures, [side]: signedBy };
  const isAgreed = SIDES.every((each) => signatures[each]);
  if (!isAgreed) return { state: { ...contract, signatures }, events: [] };
  const signed: Signed = { ...contract, signatures, status: 'signed', signedAt: now };
  const { id: contractId, vendorId, depositRequired, yearlyAmount, performanceShareBps, curve } = signed;
  const { startOn, endOn } = signed;
  const price = { yearlyAmount, performanceShareBps, curve };
  const announced = contractSigned({
    ...{ contractId, code, vendorId, depositRequired, ...price },
    ...{ startOn, endOn, signedAt: now },
  });
  const { state, events } = activateIfComplete(signed, effectiveAt, now);
  return { state, events: [announced, ...events] };
}

/**
 * Keeps what finance reports to be in escrow, and acts on it where it was the last thing missing. A fact is
 * never refused; only another currency throws, since it cannot be compared. Clause 3.3.1.
 */
export function secure(
  contract: Contract,
  escrowed: Money,
  effectiveAt: Date,
  now: Date,
): Decision<Contract, ContractActivated> {
  return settlePremises({ ...contract, escrowed }, effectiveAt, now);
}

/** Keeps that a liaison is named, and acts on it where it was the last thing missing. Clause 2.3.2a. */
export function nameLiaison(
  contract: Contract,
  effectiveAt: Date,
  now: Date,
): Decision<Contract, ContractActivated> {
  return settlePremises({ ...contract, hasLiaison: true }, effectiveAt, now);
}

function settlePremises(
  contract: Contract,
  effectiveAt: Date,
  now: Date,
): Decision<Contract, ContractActivated> {
  if (contract.status !== 'signed') return { state: contract, events: [] };
  return activateIfComplete(contract, effectiveAt, now);
}

/**
 * A signed contract comes into force when its deposit is in escrow and its liaison is named, in either order.
 */
function activateIfComplete(
  signed: Signed,
  effectiveAt: Date,
  now: Date,
): Decision<Signed | InForce, ContractActivated> {
  const isComplete = signed.hasLiaison && !isLess(signed.escrowed, signed.depositRequired);
  if (!isComplete) return { state: signed, events: [] };
  const binding = contractActivated({
    ...{ contractId: signed.id, contractVersion: 1, effectiveAt },
    ...termsTold(signed),
    activatedAt: now,
  });
  return { state: { ...signed, status: 'in-force', activatedAt: now, effectiveAt }, events: [binding] };
}
