import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { instructReturn } from '../domain/custodian-instruction';
import { approve } from '../domain/deposit-release';
import { ensureReconciled } from '../domain/escrow-break';
import { insertInstructions } from '../storage/custodian-instructions';
import { loadExit, loadRelease, saveRelease } from '../storage/deposit-releases';
import { saveReturn } from '../storage/deposit-returns';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { openBreaksOf } from '../storage/escrow-breaks';
import { appendJournals } from '../storage/journals';

export class ApproveDepositRelease {
  @IsUUID() releaseId!: string;
}

/** The second person lets it go; the custodian's movement is confirmed as any return. Clause 3.3.1c, D6.9. */
export const approveDepositRelease = useCase(ApproveDepositRelease, async (tx, { releaseId }) => {
  const release = await loadRelease(tx, releaseId);
  const deposit = await loadDeposit(tx, release.contractId);
  ensureReconciled(await openBreaksOf(tx, release.contractId));
  const exit = await loadExit(tx, release.contractId);
  const ids = { journalId: tx.newId(), returnId: tx.newId() };
  const released = approve(release, deposit, exit, ids, tx.by, tx.now);
  await saveDeposit(tx, released.deposit);
  saveReturn(tx, released.order);
  insertInstructions(tx, [instructReturn(released.order, 'DEPOSIT_RELEASE')]);
  saveRelease(tx, released.state);
  appendJournals(tx, released.journals);
  tx.publish(released.events);
  return { releaseId, returnId: ids.returnId, amount: toWire(released.order.amount) };
});
