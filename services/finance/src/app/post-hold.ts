import { MoneyInput, policyInForce, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { instructDeduction } from '../domain/custodian-instruction';
import { post } from '../domain/deduction';
import { remainderOf } from '../domain/hold';
import { askReplenishment } from '../domain/replenishment';
import { insertInstructions } from '../storage/custodian-instructions';
import { insertDeductions } from '../storage/deductions';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { loadHold, saveHold } from '../storage/holds';
import { appendJournals } from '../storage/journals';
import { loadLiabilityTerms } from '../storage/liability-terms';
import { missReplenishment } from './miss-replenishment';

export class PostHold {
  @IsUUID() holdId!: string;
  /** Absent: all that nobody objects to. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) amount?: MoneyInput;
}

/** After the window, what nobody objects to pays the claim. Clause 3.3.1b, D6.3 to D6.5. */
export const postHold = useCase(PostHold, async (tx, { holdId, amount }) => {
  const hold = await loadHold(tx, holdId);
  const { contractId } = hold;
  const deposit = await loadDeposit(tx, contractId);
  const ids = { deductionId: tx.newId(), journalId: tx.newId() };
  const posted = post(hold, deposit, amount ? fromWire(amount) : null, ids, tx.by, tx.now);
  const days = Number(await policyInForce(tx, 'replenish-working-days'));
  const terms = await loadLiabilityTerms(tx, contractId);
  const asked = askReplenishment(posted.deposit, terms, days, tx.now);
  saveHold(tx, posted.state);
  await saveDeposit(tx, asked.state);
  insertDeductions(tx, [posted.deduction]);
  insertInstructions(tx, [instructDeduction(posted.deduction)]);
  appendJournals(tx, posted.journals);
  await tx.schedule(
    asked.dueAt
      ? [{ useCase: missReplenishment, key: contractId, dueAt: asked.dueAt, input: { contractId } }]
      : [],
  );
  tx.publish([...posted.events, ...asked.events]);
  return {
    ...{ holdId, deductionId: ids.deductionId, posted: toWire(posted.deduction.amount) },
    ...{ remaining: toWire(remainderOf(posted.state)), balance: toWire(asked.state.balance) },
  };
});
