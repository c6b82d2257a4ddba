import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { approveClosing } from '../domain/guarantee';
import { loadExit } from '../storage/deposit-releases';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { loadGuarantee, saveGuarantees } from '../storage/guarantees';
import { appendJournals } from '../storage/journals';

export class ApproveGuaranteeClosing {
  @IsUUID() guaranteeId!: string;
}

/** The second person agrees: the guarantee is called, or ends with the deposit's release. 3.3.1a, D6.9. */
export const approveGuaranteeClosing = useCase(ApproveGuaranteeClosing, async (tx, { guaranteeId }) => {
  const guarantee = await loadGuarantee(tx, guaranteeId);
  const deposit = await loadDeposit(tx, guarantee.contractId);
  const isRelease = guarantee.closing?.kind === 'ENDED';
  const exit = isRelease ? await loadExit(tx, guarantee.contractId) : null;
  const closed = approveClosing(guarantee, deposit, exit, tx.newId(), tx.by, tx.now);
  saveGuarantees(tx, [closed.state]);
  await saveDeposit(tx, closed.deposit);
  appendJournals(tx, closed.journals);
  tx.publish(closed.events);
  return { guaranteeId };
});
