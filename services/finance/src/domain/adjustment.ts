import { importedId, type Decision } from '@steward/domain';
import { settlementAdjusted, type PublicFinanceEvent, type SettlementAdjusted } from '@steward/events';
import { announced, publishedAdjustment } from './announcements';
import { book, credit, debit } from './ledger';
import { differenceOf, type Calculation, type Difference } from './quarter-pay';
import type { Booking, Identity, PostedSettlement } from './settlement';
import { approved, submitted, type Calculated, type Posted, type Submitted } from './two-persons';

/** What a later revision of the appraisal makes of a posted quarter: its pay now, and what that adds. */
type Correction = Identity & Calculation & { readonly settlementId: string; readonly difference: Difference };
/** A revision that moves no money needs nobody's approval; it is on record at once. */
type Unchanged = { readonly status: 'unchanged' };
/** A higher revision came before anybody approved this one. */
type Superseded = { readonly status: 'superseded'; readonly supersededAt: Date };

export type PostedAdjustment = Correction & Posted;
export type Adjustment = Correction & (Calculated | Submitted | Posted | Unchanged | Superseded);

/**
 * Corrects a posted settlement by a calculation of a higher revision. At most one adjustment is open: an
 * older one gives way to it. Nothing posted is ever changed.
 */
export function adjust(
  settlement: PostedSettlement,
  calculation: Calculation,
): Decision<PostedSettlement, SettlementAdjusted> {
  const { id: settlementId, contractId, vendorId, quarter } = settlement;
  const { appraisalRevision, calculatedAt } = calculation;
  const difference = differenceOf(calculation, standingOf(settlement));
  const isUnchanged = difference.base.amountMinor === 0n && difference.performancePay.amountMinor === 0n;
  const adjustment: Adjustment = {
    id: importedId('adjustment', `${settlementId}:${appraisalRevision}`),
    ...{ settlementId, contractId, vendorId, quarter, ...calculation, difference },
    status: isUnchanged ? 'unchanged' : 'calculated',
  };
  const earlier = settlement.adjustments.map((one) => giveWay(one, calculatedAt));
  return {
    state: { ...settlement, adjustments: [...earlier, adjustment] },
    events: isUnchanged ? [adjustedBy(adjustment, calculatedAt)] : [],
  };
}

/** What the ledger holds for the quarter: the original, or the last correction that counts. */
function standingOf({ adjustments, ...original }: PostedSettlement): Calculation {
  return adjustments.findLast(({ status }) => status === 'posted' || status === 'unchanged') ?? original;
}

function giveWay(adjustment: Adjustment, supersededAt: Date): Adjustment {
  const isOpen = adjustment.status === 'calculated' || adjustment.status === 'submitted';
  return isOpen ? { ...correctionOf(adjustment), status: 'superseded', supersededAt } : adjustment;
}

/** The first person's step. Breaks `adjustment.not-calculated`. */
export function submitAdjustment(adjustment: Adjustment, by: string, now: Date): Decision<Adjustment, never> {
  return {
    state: { ...correctionOf(adjustment), ...submitted('adjustment', adjustment, by, now) },
    events: [],
  };
}

/**
 * The second person's step: the difference enters the ledger. Breaks `adjustment.not-submitted` and
 * `adjustment.same-person`. Clause 2.2.2a.
 */
export function approveAdjustment(
  adjustment: Adjustment,
  journalId: string,
  by: string,
  now: Date,
): Booking<PostedAdjustment, SettlementAdjusted | PublicFinanceEvent> {
  const posting = approved('adjustment', adjustment, by, now);
  const state: PostedAdjustment = { ...correctionOf(adjustment), ...posting };
  const { contractId, vendorId, quarter, appraisalRevision, difference } = state;
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'adjustment' as const, commandId: state.id },
    ...{
      memo: `Adjustment of ${quarter} by revision ${appraisalRevision}`,
      clauseId: '2.2.2a',
      postedAt: now,
    },
  };
  const journals = book(head, [
    debit('E.SERVICE_FEE', difference.base),
    debit('E.PERFORMANCE_PAY', difference.performancePay),
    credit('L.PAYABLE_VENDOR', difference.total),
  ]);
  return { state, journals, events: [adjustedBy(state, now), publishedAdjustment(state)] };
}

function adjustedBy(correction: Correction, adjustedAt: Date): SettlementAdjusted {
  const { settlementId, difference } = correction;
  return settlementAdjusted({
    ...announced(correction, settlementId),
    difference: difference.total,
    adjustedAt,
  });
}

/** The correction without the fields of its state. */
function correctionOf(adjustment: Adjustment): Correction {
  const { id, settlementId, contractId, vendorId, quarter, difference } = adjustment;
  const { base, pool, performancePay, total, parts, contractVersion } = adjustment;
  const { appraisalRevision, score, calculatedAt } = adjustment;
  return {
    ...{ id, settlementId, contractId, vendorId, quarter, difference, base, pool, performancePay, total },
    ...{ parts, contractVersion, appraisalRevision, score, calculatedAt },
  };
}
