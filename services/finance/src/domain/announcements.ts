import {
  publicSettlementAdjusted,
  publicSettlementApproved,
  publicSettlementPosted,
  type PublicFinanceEvent,
} from '@steward/events';
import type { PostedAdjustment } from './adjustment';
import type { Calculation, Difference } from './quarter-pay';
import type { Identity, PostedSettlement } from './settlement';

/** What every event of a settlement says. */
export function announced(paid: Identity & Calculation, settlementId: string = paid.id) {
  const { contractId, vendorId, quarter, contractVersion, appraisalRevision, score } = paid;
  const { base, pool, performancePay, total } = paid;
  return {
    ...{ settlementId, contractId, vendorId, quarter, contractVersion, appraisalRevision, score },
    ...{ base, pool, performancePay, total },
  };
}

export const publishedApproval = (settlement: PostedSettlement): PublicFinanceEvent =>
  publicSettlementApproved({ ...published(settlement, settlement.id, settlement), correctionOf: null });

export const publishedPosting = (settlement: PostedSettlement): PublicFinanceEvent =>
  publicSettlementPosted({ ...published(settlement, settlement.id, settlement), correctionOf: null });

/** All its amounts are what the correction adds. */
export const publishedAdjustment = (adjustment: PostedAdjustment): PublicFinanceEvent =>
  publicSettlementAdjusted({
    ...published(adjustment, adjustment.settlementId, adjustment.difference),
    correctionOf: adjustment.settlementId,
  });

/** For downstream finance: sums as text, and where each is explained. */
function published(
  paid: Identity & Calculation,
  settlementId: string,
  { base, performancePay, total }: Difference,
) {
  const { contractId, vendorId, quarter, contractVersion, score } = paid;
  return {
    ...{ settlementId, contractId, vendorId, quarter, contractVersion, score },
    baseMinor: base.amountMinor.toString(),
    performancePayMinor: performancePay.amountMinor.toString(),
    amountMinor: total.amountMinor.toString(),
    currency: total.currency,
    clauseRefs: ['2.2.2a'],
    traceUrl: `/api/finance/v1/settlements/${settlementId}/trace`,
  };
}
