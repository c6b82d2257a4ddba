import { shareDown, type Money } from '@steward/money';

/** The policy's tenth, in hundredths of a per cent. It is also the ceiling: a waiver may only lower it. */
const NORM_BPS = 1_000n;

/**
 * The performance deposit for a contract's amount, rounded down so that it never exceeds its ceiling.
 * Clause 3.3.1a, D6.
 */
export const depositRequired = (amount: Money, depositBps: bigint | number = NORM_BPS): Money =>
  shareDown(amount, depositBps);
