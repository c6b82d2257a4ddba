import { useCase } from '@steward/messaging';
import { plus, toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { request } from '../domain/deposit-release';
import { ensureReconciled } from '../domain/escrow-break';
import { insertRelease, loadExit } from '../storage/deposit-releases';
import { loadDeposit } from '../storage/deposits';
import { openBreaksOf } from '../storage/escrow-breaks';

export class RequestDepositRelease {
  @IsUUID() contractId!: string;
}

/** The first of two persons asks for all that is free at a contract's end. Clause 3.3.1c, D6.9. */
export const requestDepositRelease = useCase(RequestDepositRelease, async (tx, { contractId }) => {
  const deposit = await loadDeposit(tx, contractId);
  ensureReconciled(await openBreaksOf(tx, contractId));
  const release = request(deposit, await loadExit(tx, contractId), tx.newId(), tx.by, tx.now);
  insertRelease(tx, release);
  return { releaseId: release.id, amount: toWire(plus(release.deposit, release.interest)) };
});
