import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { count, id, instant, money, nullable } from './fields';
import { published } from './published';

const breach = {
  /** The milestone, or the service's month, that runs through score, credit and damages. */
  breachId: id,
  /** What was promised; missed again in the next month, it is repeated. */
  promise: Type.String(),
  /** In the contract's zone, `2026-09`. */
  month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
};
const serviceCredit = {
  serviceCreditId: id,
  contractId: id,
  vendorId: id,
  contractVersion: Type.Integer({ minimum: 1 }),
  ...breach,
};

/**
 * What a breach earns the enterprise by the contract's credit regime; it is taken off the next settlement.
 * What the caps leave no room for is told and lost: `earned` is `granted` and `capped`. Clause 1.1.4, D5.
 */
export const serviceCreditGranted = event('finance.service-credit.granted.v1', {
  ...serviceCredit,
  /** Full steps or started steps. */
  units: count,
  isRepeat: Type.Boolean(),
  earned: money,
  granted: money,
  capped: money,
  /** The credit of the same breach that it takes the place of. */
  correctionOf: nullable(id),
  grantedAt: instant,
});
/** The breach was taken back or measured anew: the credit no longer stands. Clause 1.1.4, S12. */
export const serviceCreditReversed = event('finance.service-credit.reversed.v1', {
  ...serviceCredit,
  /** What had been granted. */
  amount: money,
  reversedAt: instant,
});

const publicCredit = { servicecreditId: id, ...breach, ...published };
/** `amountMinor` is what the vendor gets less. */
export const publicServiceCreditGranted = event('pub.finance.servicecredit.granted.v1', {
  ...publicCredit,
  /** What the caps left no room for; it is not carried over. */
  cappedMinor: Type.String({ pattern: '^\\d+$' }),
});
/** `amountMinor` is what the vendor gets back; `correctionOf` names the credit. */
export const publicServiceCreditReversed = event('pub.finance.servicecredit.reversed.v1', publicCredit);

export type ServiceCreditEvent = ReturnType<
  | typeof serviceCreditGranted
  | typeof serviceCreditReversed
  | typeof publicServiceCreditGranted
  | typeof publicServiceCreditReversed
>;
export type ServiceCreditGrantedWire = Wire<typeof serviceCreditGranted>;
export type ServiceCreditReversedWire = Wire<typeof serviceCreditReversed>;
