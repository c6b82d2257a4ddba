import type { CapabilityCategory } from '@steward/domain';
import {
  scopeReviewEnded,
  scopeReviewOpened,
  workOrderAccepted,
  workOrderArrived,
  workOrderCancelled,
  workOrderClosed,
  workOrderDispatched,
  workOrderPaused,
  workOrderReopened,
  workOrderReported,
  workOrderResolved,
  workOrderResumed,
  workOrderSeverityChanged,
  type WorkOrderEvent,
} from '@steward/events';
import type { EvidenceGrade, Fact } from './facts';

type Named = {
  readonly id: string;
  readonly number: string;
  readonly category: CapabilityCategory | null;
  readonly evidenceGrade: EvidenceGrade;
};

/** The domain event of a fact, the same for one entered by hand and one from a log. */
export function eventOf(
  { id: workOrderId, number, category, evidenceGrade }: Named,
  fact: Fact,
): WorkOrderEvent {
  const at = new Date(fact.at);
  switch (fact.kind) {
    case 'REPORTED': {
      const { severity, service, assetClass, recurrenceOf } = fact;
      const asked = { ...(service && { service }), ...(assetClass && { assetClass }) };
      const told = {
        workOrderId,
        number,
        severity,
        category,
        ...asked,
        ...(recurrenceOf && { recurrenceOf }),
      };
      return workOrderReported({ ...told, reportedAt: at, evidenceGrade });
    }
    case 'DISPATCHED': {
      const { vendorId, contractId, contractVersion, changeOrderId } = fact;
      const assignment = { vendorId, contractId, contractVersion, ...(changeOrderId && { changeOrderId }) };
      return workOrderDispatched({ workOrderId, ...assignment, dispatchedAt: at });
    }
    case 'SCOPE_REVIEW': {
      const { kind: _, at: __, ...review } = fact;
      return scopeReviewOpened({ ...review, workOrderId, number, category: category!, openedAt: at });
    }
    case 'SCOPE_WITHDRAWN': {
      const { scopeReviewId, contractId } = fact;
      const review = { scopeReviewId, contractId, workOrderId };
      return scopeReviewEnded({ ...review, outcome: 'WITHDRAWN', endedAt: at });
    }
    case 'ACCEPTED':
      return workOrderAccepted({ workOrderId, acceptedAt: at });
    case 'ARRIVED':
      return workOrderArrived({ workOrderId, arrivedAt: at });
    case 'PAUSED':
      return workOrderPaused({ workOrderId, reason: fact.reason, pausedAt: at });
    case 'RESUMED':
      return workOrderResumed({ workOrderId, resumedAt: at });
    case 'SEVERITY_CHANGED': {
      const { severity, cause } = fact;
      return workOrderSeverityChanged({ workOrderId, severity, cause, changedAt: at });
    }
    case 'RESOLVED':
      return workOrderResolved({ workOrderId, resolvedAt: at });
    case 'REOPENED':
      return workOrderReopened({ workOrderId, reopenedAt: at });
    case 'CLOSED':
      return workOrderClosed({ workOrderId, closedAt: at });
    case 'CANCELLED':
      return workOrderCancelled({ workOrderId, reason: fact.reason, cancelledAt: at });
  }
}
