import { policyInForce, type Tx } from '@steward/messaging';
import type { PolicyTarget } from '@steward/terms';
import type { Norms } from '../domain/contract';

/** The policy's norms on the transaction's day. */
export const normsInForce = async (tx: Tx): Promise<Norms> => ({
  depositBps: BigInt(await policyInForce(tx, 'deposit-share-bps')),
  performanceShareBps: Number(await policyInForce(tx, 'performance-share-bps')),
});

/** How far a vendor is liable where a contract says nothing else. Clause 1.1.4. */
export const policyCapBps = async (tx: Tx): Promise<number> =>
  Number(await policyInForce(tx, 'liability-cap-bps'));

/** What the policy promises of a service where a contract says nothing else. Clause 2.2.1c. */
export const policyTarget = async (tx: Tx): Promise<PolicyTarget> => ({
  targetPerMille: Number(await policyInForce(tx, 'availability-target-per-mille')),
  noticeSeconds: Number(await policyInForce(tx, 'availability-notice-hours')) * 3600,
  monthlyQuotaSeconds: Number(await policyInForce(tx, 'availability-monthly-quota-minutes')) * 60,
});
