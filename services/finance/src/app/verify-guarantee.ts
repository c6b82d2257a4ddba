import { policyInForce, useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { coveredOf } from '../domain/deposit';
import { verify, warnedAt } from '../domain/guarantee';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { loadGuarantee, loadReplaced, saveGuarantees, spanOf, zoneOf } from '../storage/guarantees';
import { appendJournals } from '../storage/journals';
import { announceGuaranteeExpiry } from './announce-guarantee-expiry';

export class VerifyGuarantee {
  @IsUUID() guaranteeId!: string;
}

/** The second person has seen the paper: it counts as the deposit from now on. Clause 3.3.1a. */
export const verifyGuarantee = useCase(VerifyGuarantee, async (tx, { guaranteeId }) => {
  const guarantee = await loadGuarantee(tx, guaranteeId);
  const { contractId } = guarantee;
  const replaced = await loadReplaced(tx, guarantee, guarantee.replaces);
  const deposit = await loadDeposit(tx, contractId);
  const span = await spanOf(tx, contractId);
  const ids = [tx.newId(), tx.newId()] as const;
  const verified = verify(guarantee, deposit, replaced, span, ids, tx.by, tx.now);
  saveGuarantees(tx, verified.state);
  await saveDeposit(tx, verified.deposit);
  appendJournals(tx, verified.journals);
  const days = Number(await policyInForce(tx, 'guarantee-warning-days'));
  const dueAt = warnedAt(guarantee, await zoneOf(tx, contractId), days);
  await tx.schedule([{ useCase: announceGuaranteeExpiry, key: guaranteeId, dueAt, input: { guaranteeId } }]);
  tx.publish(verified.events);
  return { guaranteeId, covered: toWire(coveredOf(verified.deposit)) };
});
