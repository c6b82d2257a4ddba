import { ensure, type Decision } from '@steward/domain';
import {
  damageAnswered,
  damageAssessed,
  damageAttributed,
  damageRaised,
  damageReduced,
} from '@steward/events';
import { publicDamageAssessed } from '@steward/events';
import type { DamageEvent, PublicDamageEvent } from '@steward/events';
import { minus, plus, zero, type Money } from '@steward/money';
import { assessDamages, reducibleDamages } from '@steward/terms';
import type { Attribution, Damages, ServiceCredit, UncappedCause } from '@steward/terms';
import { book, credit, debit, type Journal } from './ledger';
import type { AgreedDamages, LiabilityTerms } from './liability-terms';
import type { WorkingWindow } from './working-window';

/** What is claimed: what the breach cost, or what a leak costs by agreement. Clauses 1.1.4, 2.2.3c. */
export const BASES = ['LOSS', 'LEAK_PENALTY'] as const;
export type Basis = (typeof BASES)[number];

/** What was raised for a breach, once. */
export type Claimed = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly breachId: string;
  readonly basis: Basis;
  /** What the breach cost. */
  readonly loss: Money;
  /** The loss, or the agreed penalty. */
  readonly claimed: Money;
  readonly uncappedCause: UncappedCause | null;
  readonly isUncapped: boolean;
  readonly occurredOn: string;
  readonly description: string;
  /** Where what proves it is kept. */
  readonly evidence: readonly string[];
  readonly raisedBy: string;
  readonly raisedAt: Date;
};
export type Statement = { readonly text: string; readonly evidence: readonly string[]; readonly at: Date };
type Attributed = {
  readonly attribution: Attribution;
  readonly attributedBy: string;
  readonly attributedAt: Date;
  readonly statementEndsAt: Date;
  readonly statement: Statement | null;
};
export type Figures = Damages & {
  /** What of agreed damages a court may lower. A flag. */
  readonly reducible: Money;
};
type Submission = {
  readonly figures: Figures;
  readonly submittedBy: string;
  readonly submittedAt: Date;
};
type Approval = {
  readonly approvedBy: string;
  readonly postedAt: Date;
  /** What an objection showed not to be due. */
  readonly waived: Money;
};
export type Submitted = Claimed & Attributed & Submission & { readonly status: 'submitted' };
export type Assessed = Claimed & Attributed & Submission & Approval & { readonly status: 'assessed' };
/** Damages on their way: raised, attributed, the vendor heard, assessed by two persons. Clause 1.1.4. */
export type Damage =
  | (Claimed & { readonly status: 'raised' })
  | (Claimed & Attributed & { readonly status: 'attributed' })
  | Submitted
  | Assessed;

export type Raised = Omit<
  Claimed,
  'vendorId' | 'contractVersion' | 'claimed' | 'isUncapped' | 'raisedBy' | 'raisedAt'
>;

/**
 * Claims damages for a breach. Breaks `damage.not-agreed`, `damage.no-leak-penalty`,
 * `damage.currency-mismatch` and `damage.amount-missing`. Clauses 1.1.4, 2.2.3c.
 */
export function raise(
  terms: LiabilityTerms,
  raised: Raised,
  by: string,
  now: Date,
): Decision<Damage, DamageEvent> {
  const { vendorId, contractVersion, yearlyFee } = terms;
  const clause = clauseOf(terms);
  const { id: damageId, contractId, breachId, basis, loss, occurredOn } = raised;
  ensure(
    loss.currency === yearlyFee.currency,
    'damage.currency-mismatch',
    `The contract is in ${yearlyFee.currency}.`,
    '/loss',
  );
  const claimed = basis === 'LOSS' ? loss : clause.leakPenalty;
  ensure(claimed !== null, 'damage.no-leak-penalty', 'The contract agrees no penalty for a leak.', '/basis');
  ensure(claimed.amountMinor > 0n, 'damage.amount-missing', 'Damages need an amount above zero.', '/loss');
  const uncappedCause = basis === 'LOSS' ? raised.uncappedCause : ('DATA_LEAK' as const);
  const isUncapped = uncappedCause !== null && clause.uncapped.includes(uncappedCause);
  return {
    state: {
      ...{ ...raised, vendorId, contractVersion, claimed, uncappedCause, isUncapped },
      ...{ raisedBy: by, raisedAt: now, status: 'raised' },
    },
    events: [
      damageRaised({ damageId, contractId, vendorId, breachId, basis, loss, occurredOn, raisedAt: now }),
    ],
  };
}

/**
 * Says who caused it, as the contract allows, and hears the vendor. Breaks `damage.wrong-state`,
 * `damage.not-agreed` and `damage.cause-not-agreed`. Clause 1.1.4.
 */
export function attribute(
  damage: Damage,
  terms: LiabilityTerms,
  attribution: Attribution,
  { endsAt: statementEndsAt }: WorkingWindow,
  by: string,
  now: Date,
): Decision<Damage, DamageEvent> {
  ensureStatus(damage, 'raised');
  const { causes } = clauseOf(terms);
  const { cause } = attribution;
  ensure(causes.includes(cause), 'damage.cause-not-agreed', `Agreed are ${causes.join(', ')}.`, '/cause');
  const { id: damageId, contractId, vendorId } = damage;
  const vendorBps = attribution.cause === 'SHARED' ? attribution.vendorBps : WHOLE[attribution.cause];
  return {
    state: {
      ...{ ...damage, status: 'attributed', attribution, attributedBy: by, attributedAt: now },
      ...{ statementEndsAt, statement: null },
    },
    events: [
      damageAttributed({
        ...{ damageId, contractId, vendorId, cause, vendorBps, statementEndsAt, attributedAt: now },
      }),
    ],
  };
}
const WHOLE = { VENDOR_OPERATOR_ERROR: 10_000, CUSTOMER: 0, FORCE_MAJEURE: 0 } as const;

/** The vendor's view, once. Breaks `damage.wrong-state`, `damage.answered` and `damage.window-over`. */
export function answer(
  damage: Damage,
  said: Omit<Statement, 'at'>,
  now: Date,
): Decision<Damage, DamageEvent> {
  ensureStatus(damage, 'attributed');
  ensure(damage.statement === null, 'damage.answered', 'The vendor has stated its view already.');
  ensure(now < damage.statementEndsAt, 'damage.window-over', 'The time for a statement is over.');
  const { id: damageId, contractId, vendorId } = damage;
  return {
    state: { ...damage, statement: { ...said, at: now } },
    events: [damageAnswered({ damageId, contractId, vendorId, answeredAt: now })],
  };
}

/** What an assessment goes by. */
export type Premises = {
  readonly terms: LiabilityTerms;
  /** Credits that stand; those for the breach count. */
  readonly credits: readonly ServiceCredit[];
  /** Capped damages of the same contract year, without what was waived. */
  readonly assessedBefore: Money;
  /** Above which part of the loss agreed damages may be lowered, in hundredths of a per cent. */
  readonly reducibleAboveBps: number;
};

/**
 * The first person's step; done again where its premises changed. Breaks `damage.wrong-state`,
 * `damage.not-heard` and `damage.not-agreed`. Clause 1.1.4.
 */
export function submit(damage: Damage, premises: Premises, by: string, now: Date): Submitted {
  ensure(
    damage.status === 'attributed' || damage.status === 'submitted',
    'damage.wrong-state',
    `The damages are ${damage.status}.`,
  );
  const isHeard = damage.statement !== null || now >= damage.statementEndsAt;
  ensure(isHeard, 'damage.not-heard', 'The vendor may still state its view.');
  const figures = figuresOf(damage, premises);
  return { ...damage, status: 'submitted', figures, submittedBy: by, submittedAt: now };
}

/**
 * The second person's step: what the vendor owes enters the ledger. Breaks `damage.wrong-state`,
 * `damage.same-person` and, where credits or earlier damages changed since, `damage.outdated`. 1.1.4, D6.2.
 */
export function approve(
  damage: Damage,
  premises: Premises,
  journalId: string,
  by: string,
  now: Date,
): { readonly state: Assessed; readonly journals: readonly Journal[] } {
  ensureStatus(damage, 'submitted');
  ensure(damage.submittedBy !== by, 'damage.same-person', 'Another person approves the assessment.');
  const { id, contractId, vendorId, figures } = damage;
  const isSame = isAlike(figures, figuresOf(damage, premises));
  ensure(isSame, 'damage.outdated', 'Credits or earlier damages changed since; submit it again.');
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'damage' as const, commandId: id },
    ...{ memo: `Damages ${id}`, clauseId: clauseIdOf(damage), postedAt: now },
  };
  const waived = zero(figures.damages.currency);
  return {
    state: { ...damage, status: 'assessed', approvedBy: by, postedAt: now, waived },
    journals: book(head, [
      debit('A.CLAIMS_RECEIVABLE', figures.damages),
      credit('R.DAMAGES', figures.damages),
    ]),
  };
}

/** What an assessment announces; `held` is what the deposit is kept for. */
export function assessment(damage: Assessed, held: Money): readonly (DamageEvent | PublicDamageEvent)[] {
  const { id: damageId, contractId, vendorId, breachId, figures, attribution, postedAt } = damage;
  return [
    damageAssessed({
      ...{ damageId, contractId, vendorId, breachId, cause: attribution.cause },
      ...{ ...figures, held, assessedAt: postedAt },
    }),
    publicDamageAssessed(published(damage, figures.damages.amountMinor, null)),
  ];
}

/** An objection was right: so much is not due. Breaks `damage.wrong-state`. Clause 3.3.1b, D6.9. */
export function waive(
  damage: Damage,
  amount: Money,
  ids: { readonly journalId: string; readonly commandId: string },
  now: Date,
): Decision<Assessed, DamageEvent | PublicDamageEvent> & { readonly journals: readonly Journal[] } {
  ensureStatus(damage, 'assessed');
  const { id: damageId, contractId, vendorId } = damage;
  const state: Assessed = { ...damage, waived: plus(damage.waived, amount) };
  const head = {
    ...{ id: ids.journalId, contractId, vendorId, kind: 'damage' as const, commandId: ids.commandId },
    ...{ memo: `Not due of damages ${damageId}`, clauseId: '3.3.1b', postedAt: now },
  };
  const reduced = { damageId, contractId, vendorId, amount, damages: dueOf(state), reducedAt: now };
  return {
    state,
    journals: book(head, [debit('R.DAMAGES', amount), credit('A.CLAIMS_RECEIVABLE', amount)]),
    events:
      amount.amountMinor === 0n
        ? []
        : [damageReduced(reduced), publicDamageAssessed(published(damage, -amount.amountMinor, damageId))],
  };
}

/** What is due of assessed damages. */
export const dueOf = ({ figures, waived }: Pick<Assessed, 'figures' | 'waived'>): Money =>
  minus(figures.damages, waived);

function figuresOf(
  { breachId, claimed, loss, basis, isUncapped, attribution }: Claimed & Attributed,
  { terms, credits, assessedBefore, reducibleAboveBps }: Premises,
): Figures {
  const cap = { yearlyFee: terms.yearlyFee, capBps: clauseOf(terms).liabilityCapBps };
  const asked = { breachId, loss: claimed, attribution, isUncapped };
  const damages = assessDamages(asked, credits, cap, assessedBefore);
  const isAgreed = basis === 'LEAK_PENALTY';
  const reducible = isAgreed ? reducibleDamages(claimed, loss, reducibleAboveBps) : zero(loss.currency);
  return { ...damages, reducible };
}

const isAlike = (one: Figures, other: Figures): boolean =>
  (['attributed', 'netted', 'capped', 'damages', 'reducible'] as const).every(
    (part) => one[part].amountMinor === other[part].amountMinor,
  );

function clauseOf({ damages }: LiabilityTerms): AgreedDamages {
  ensure(damages !== null, 'damage.not-agreed', 'The contract has no clause on damages.');
  return damages;
}

const clauseIdOf = ({ basis }: Claimed) => (basis === 'LOSS' ? '1.1.4' : '2.2.3c');

function published(damage: Claimed, amountMinor: bigint, correctionOf: string | null) {
  const { id: damageId, contractId, vendorId, contractVersion, breachId, claimed } = damage;
  return {
    ...{ damageId, breachId, contractId, vendorId, contractVersion, correctionOf },
    ...{ amountMinor: amountMinor.toString(), currency: claimed.currency },
    ...{ clauseRefs: [clauseIdOf(damage)], traceUrl: `/api/finance/v1/damages/${damageId}` },
  };
}

function ensureStatus<S extends Damage['status']>(
  damage: Damage,
  status: S,
): asserts damage is Extract<Damage, { readonly status: S }> {
  ensure(damage.status === status, 'damage.wrong-state', `The damages are ${damage.status}, not ${status}.`);
}
