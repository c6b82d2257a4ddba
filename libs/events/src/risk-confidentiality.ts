import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { day, id, instant, money, nullable } from './fields';

const breach = { confidentialityBreachId: id, contractId: id, vendorId: id };

/** Somebody says that data of the enterprise were leaked; nothing follows from it yet. Clause 2.2.3c. */
export const confidentialityBreachReported = event('risk.confidentiality-breach.reported.v1', {
  ...breach,
  reportedAt: instant,
});
/** What was reported was looked into and can be decided. Clause 2.2.3c. */
export const confidentialityBreachInvestigated = event('risk.confidentiality-breach.investigated.v1', {
  ...breach,
  investigatedAt: instant,
});
/**
 * Legal and technical, two persons, found that data were leaked: damages are due and a red line was crossed.
 * Clause 2.2.3c, D3.
 */
export const confidentialityBreachConfirmed = event('risk.confidentiality-breach.confirmed.v1', {
  ...breach,
  /** What was leaked and how, without personal data. */
  what: Type.String(),
  /** In the enterprise's zone. */
  occurredOn: day,
  /** Null where nobody could say. */
  lossEstimate: nullable(money),
  confirmedAt: instant,
});
/** It was found that nothing was leaked. Clause 2.2.3c. */
export const confidentialityBreachDismissed = event('risk.confidentiality-breach.dismissed.v1', {
  ...breach,
  dismissedAt: instant,
});

export type ConfidentialityBreachEvent = ReturnType<
  | typeof confidentialityBreachReported
  | typeof confidentialityBreachInvestigated
  | typeof confidentialityBreachConfirmed
  | typeof confidentialityBreachDismissed
>;
export type ConfidentialityBreachConfirmedWire = Wire<typeof confidentialityBreachConfirmed>;
