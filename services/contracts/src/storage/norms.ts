import { policyInForce, type Tx } from '@steward/messaging';
import type { Norms } from '../domain/contract';

/** The policy's norms on the transaction's day. */
export const normsInForce = async (tx: Tx): Promise<Norms> => ({
  depositBps: BigInt(await policyInForce(tx, 'deposit-share-bps')),
  performanceShareBps: Number(await policyInForce(tx, 'performance-share-bps')),
});
