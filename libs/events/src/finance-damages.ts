import { Type } from '@sinclair/typebox';
import { event } from './event';
import { count, day, id, instant, money } from './fields';
import { published } from './published';

const parties = { damageId: id, contractId: id, vendorId: id };
const basis = Type.Union([Type.Literal('LOSS'), Type.Literal('LEAK_PENALTY')]);
const cause = Type.Union([
  Type.Literal('VENDOR_OPERATOR_ERROR'),
  Type.Literal('CUSTOMER'),
  Type.Literal('FORCE_MAJEURE'),
  Type.Literal('SHARED'),
]);

/** The enterprise claims damages for a breach. Clauses 1.1.4 and 2.2.3c. */
export const damageRaised = event('finance.damage.raised.v1', {
  ...parties,
  breachId: id,
  /** What the breach cost, or what a leak costs by agreement. */
  basis,
  loss: money,
  occurredOn: day,
  raisedAt: instant,
});
/** Who caused the loss was said; the vendor may state its view until `statementEndsAt`. Clause 1.1.4. */
export const damageAttributed = event('finance.damage.attributed.v1', {
  ...parties,
  cause,
  /** The vendor's part, in hundredths of a per cent. */
  vendorBps: count,
  statementEndsAt: instant,
  attributedAt: instant,
});
/** The vendor was heard. Clause 1.1.4. */
export const damageAnswered = event('finance.damage.answered.v1', { ...parties, answeredAt: instant });
/** Two persons assessed it: what the vendor owes stands in the ledger. Clauses 1.1.4 and 2.2.3c, D5. */
export const damageAssessed = event('finance.damage.assessed.v1', {
  ...parties,
  breachId: id,
  cause,
  attributed: money,
  /** Credits for the same breach. */
  netted: money,
  /** What is above the liability cap. */
  capped: money,
  damages: money,
  /** What of agreed damages a court may lower: above 130 % of the loss. A flag only. */
  reducible: money,
  /** What the deposit is held for. */
  held: money,
  assessedAt: instant,
});
/** An objection was right in part or in whole: so much is not due after all. Clause 3.3.1b. */
export const damageReduced = event('finance.damage.reduced.v1', {
  ...parties,
  amount: money,
  /** What is due now. */
  damages: money,
  reducedAt: instant,
});
export type DamageEvent = ReturnType<
  | typeof damageRaised
  | typeof damageAttributed
  | typeof damageAnswered
  | typeof damageAssessed
  | typeof damageReduced
>;
/** `amountMinor` is what the vendor owes; below zero where it is less than the one of `correctionOf`. */
export const publicDamageAssessed = event('pub.finance.damage.assessed.v1', {
  damageId: id,
  breachId: id,
  ...published,
});
export type PublicDamageEvent = ReturnType<typeof publicDamageAssessed>;
