import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsString, IsUUID, Length } from 'class-validator';
import { lift } from '../domain/deduction';
import { availableOf } from '../domain/deposit';
import { remainderOf } from '../domain/hold';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { insertHoldDecision, loadHold, saveHold } from '../storage/holds';
import { appendJournals } from '../storage/journals';

export class LiftHold {
  @IsUUID() holdId!: string;
  @IsString() @Length(1, 2000) reason!: string;
}

/** Gives up a hold; what was claimed stays receivable. Clause 3.3.1b, D6.3. */
export const liftHold = useCase(LiftHold, async (tx, { holdId, reason }) => {
  const hold = await loadHold(tx, holdId);
  const deposit = await loadDeposit(tx, hold.contractId);
  const [id, journalId] = [tx.newId(), tx.newId()];
  const freed = lift(hold, deposit, { journalId, commandId: id }, tx.by, tx.now);
  saveHold(tx, freed.state);
  await saveDeposit(tx, freed.deposit);
  appendJournals(tx, freed.journals);
  const freedMinor = remainderOf(hold).amountMinor;
  insertHoldDecision(tx, hold, { id, kind: 'LIFTED', dueMinor: 0n, freedMinor, reason });
  tx.publish(freed.events);
  return { holdId, available: toWire(availableOf(freed.deposit)) };
});
