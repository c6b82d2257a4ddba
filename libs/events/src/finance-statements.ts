import { Type } from '@sinclair/typebox';
import { event } from './event';
import { day, id, instant, money, quarter } from './fields';

/** A statement has the id of its settlement. */
const statement = { statementId: id, settlementId: id, contractId: id, vendorId: id, quarter };

/** What a posted settlement pays with all that is netted to it was sent to the vendor. Clause 2.2.2a, D5. */
export const statementSent = event('finance.statement.sent.v1', {
  ...statement,
  total: money,
  /** Until then the vendor may dispute a line. */
  respondBy: instant,
  payableOn: day,
  sentAt: instant,
});
/** The vendor disputes a line; what is not disputed is paid in time. Clauses 2.2.2a and 3.3.2a. */
export const statementLineDisputed = event('finance.statement.line-disputed.v1', {
  ...statement,
  line: Type.Integer({ minimum: 1 }),
  /** What the line says; what is taken off is negative. */
  amount: money,
  disputedAt: instant,
});
/** Two persons answered: the line stands, or comes to `corrected`. Clauses 2.2.2a and 3.3.2a. */
export const statementLineResolved = event('finance.statement.line-resolved.v1', {
  ...statement,
  line: Type.Integer({ minimum: 1 }),
  amount: money,
  corrected: money,
  resolvedAt: instant,
});
export type StatementEvent = ReturnType<
  typeof statementSent | typeof statementLineDisputed | typeof statementLineResolved
>;
