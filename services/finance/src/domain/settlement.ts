import { importedId, type Decision } from '@steward/domain';
import { settlementApproved, settlementCalculated, settlementPosted } from '@steward/events';
import type {
  PublicFinanceEvent,
  SettlementAdjusted,
  SettlementApproved,
  SettlementCalculated,
  SettlementPosted,
} from '@steward/events';
import { adjust, type Adjustment } from './adjustment';
import { announced, publishedApproval, publishedPosting } from './announcements';
import { book, credit, debit, type Entry, type Journal } from './ledger';
import { calculate, type Appraisal, type Calculation, type PayTerms } from './quarter-pay';
import { approved, submitted, type Calculated, type Posted, type Submitted } from './two-persons';

export type Identity = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
};
type Original = Identity & Calculation;

export type CalculatedSettlement = Original & Calculated;
export type SubmittedSettlement = Original & Submitted;
/** It stands in the ledger for good; what later revisions change are adjustments, in their order. */
export type PostedSettlement = Original & Posted & { readonly adjustments: readonly Adjustment[] };
/** The pay of one contract's quarter. Clause 2.2.2a. */
export type Settlement = CalculatedSettlement | SubmittedSettlement | PostedSettlement;

type Settling = Decision<Settlement, SettlementCalculated | SettlementAdjusted>;
/** A decision that moves money. */
export type Booking<State, Event> = Decision<State, Event> & { readonly journals: readonly Journal[] };

/** One settlement for a contract and quarter, however often it is worked out. */
export const settlementIdOf = (contractId: string, quarter: string): string =>
  importedId('settlement', `${contractId}:${quarter}`);

/**
 * Acts on a contract's published appraisals as far as its terms are known; without terms the facts wait. Only
 * a revision above those seen counts. Before posting it calculates anew (and a submission is void), after
 * posting it makes an adjustment. The state is what has changed of `settlements`, the contract's own.
 */
export function settle(
  appraisals: readonly Appraisal[],
  settlements: readonly Settlement[],
  versions: readonly PayTerms[],
  now: Date,
): Decision<readonly Settlement[], SettlementCalculated | SettlementAdjusted> {
  if (versions.length === 0) return { state: [], events: [] };
  const decisions = appraisals.flatMap((appraisal): readonly Settling[] => {
    const existing = settlements.find(({ quarter }) => quarter === appraisal.quarter);
    if (existing && appraisal.revision <= lastRevisionOf(existing)) return [];
    const calculation = calculate(appraisal, versions, now);
    return [
      existing?.status === 'posted' ? adjust(existing, calculation) : calculateAnew(appraisal, calculation),
    ];
  });
  return { state: decisions.map(({ state }) => state), events: decisions.flatMap(({ events }) => events) };
}

function calculateAnew(
  { contractId, vendorId, quarter }: Appraisal,
  calculation: Calculation,
): Decision<Settlement, SettlementCalculated> {
  const id = settlementIdOf(contractId, quarter);
  const state: CalculatedSettlement = {
    id,
    contractId,
    vendorId,
    quarter,
    ...calculation,
    status: 'calculated',
  };
  const { calculatedAt } = calculation;
  return { state, events: [settlementCalculated({ ...announced(state), calculatedAt })] };
}

function lastRevisionOf(settlement: Settlement): number {
  const corrections = settlement.status === 'posted' ? settlement.adjustments : [];
  return Math.max(
    settlement.appraisalRevision,
    ...corrections.map(({ appraisalRevision }) => appraisalRevision),
  );
}

/** The first person's step. Breaks `settlement.not-calculated`. */
export function submit(settlement: Settlement, by: string, now: Date): Decision<SubmittedSettlement, never> {
  return {
    state: { ...originalOf(settlement), ...submitted('settlement', settlement, by, now) },
    events: [],
  };
}

/**
 * The second person's step: the pay enters the ledger, and with it what is netted to it. Breaks
 * `settlement.not-submitted` and `settlement.same-person`. Clause 2.2.2a, D5.
 */
export function approve(
  settlement: Settlement,
  journalId: string,
  by: string,
  now: Date,
  netting: readonly Entry[] = [],
): Booking<PostedSettlement, SettlementApproved | SettlementPosted | PublicFinanceEvent> {
  const posting = approved('settlement', settlement, by, now);
  const state: PostedSettlement = { ...originalOf(settlement), ...posting, adjustments: [] };
  const { id, contractId, vendorId, quarter } = state;
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'settlement' as const, commandId: id },
    ...{ memo: `Settlement of ${quarter}`, clauseId: '2.2.2a', postedAt: now },
  };
  const journals = book(head, [
    debit('E.SERVICE_FEE', state.base),
    debit('E.PERFORMANCE_PAY', state.performancePay),
    credit('L.PAYABLE_VENDOR', state.total),
    ...netting,
  ]);
  const fields = announced(state);
  return {
    state,
    journals,
    events: [
      settlementApproved({ ...fields, approvedAt: now }),
      settlementPosted({ ...fields, postedAt: now }),
      publishedApproval(state),
      publishedPosting(state),
    ],
  };
}

/** The settlement without the fields of its state. */
function originalOf(settlement: Settlement): Original {
  const { id, contractId, vendorId, quarter, contractVersion, appraisalRevision, score } = settlement;
  const { base, pool, performancePay, total, parts, calculatedAt } = settlement;
  return {
    ...{ id, contractId, vendorId, quarter, contractVersion, appraisalRevision, score },
    ...{ base, pool, performancePay, total, parts, calculatedAt },
  };
}
