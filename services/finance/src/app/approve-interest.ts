import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { approve } from '../domain/deposit-interest';
import { claimMovement } from '../storage/custodian-movements';
import { loadInterest, saveInterest } from '../storage/deposit-interest';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { appendJournals } from '../storage/journals';

export class ApproveInterest {
  @IsUUID() interestId!: string;
}

/** The second person approves it: it is kept for the vendor. Clause 3.3.1c, D6.7. */
export const approveInterest = useCase(ApproveInterest, async (tx, { interestId }) => {
  const interest = await loadInterest(tx, interestId);
  const kept = await loadDeposit(tx, interest.contractId);
  const { state, deposit, journals, events } = approve(interest, kept, tx.newId(), tx.by, tx.now);
  const { custodianReference, amount, untilOn: movedOn } = interest;
  const moved = { custodianReference, movedOn, kind: 'INTEREST' as const, amount };
  await claimMovement(tx, interest, { ...moved, instructionId: null });
  saveInterest(tx, state);
  await saveDeposit(tx, deposit);
  appendJournals(tx, journals);
  tx.publish(events);
  return { interestId, interest: toWire(deposit.interest) };
});
