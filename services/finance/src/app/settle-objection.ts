import { MoneyInput, policyInForce, useCase, type Tx } from '@steward/messaging';
import { fromWire, toWire, type Money } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { instructDeduction } from '../domain/custodian-instruction';
import { waiveClaim } from '../domain/claim';
import { waive } from '../domain/damage';
import { settleObjection as settle } from '../domain/deduction';
import type { HoldSource } from '../domain/hold';
import { askReplenishment } from '../domain/replenishment';
import { insertInstructions } from '../storage/custodian-instructions';
import { loadClaim } from '../storage/claims';
import { loadDamage, saveDamage } from '../storage/damages';
import { insertDeductions } from '../storage/deductions';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { insertHoldDecision, loadHold, saveHold } from '../storage/holds';
import { appendJournals } from '../storage/journals';
import { loadLiabilityTerms } from '../storage/liability-terms';
import { missReplenishment } from './miss-replenishment';

export class SettleObjection {
  @IsUUID() holdId!: string;
  /** What of the contested part is due after all. */
  @IsObject() @ValidateNested() @Type(() => MoneyInput) due!: MoneyInput;
  @IsString() @Length(1, 2000) reason!: string;
}

/** Settles what the vendor objected to: the due part is posted, the rest is free. Clause 3.3.1b, D6.9. */
export const settleObjection = useCase(SettleObjection, async (tx, { holdId, due, reason }) => {
  const hold = await loadHold(tx, holdId);
  const { contractId } = hold;
  const deposit = await loadDeposit(tx, contractId);
  const decisionId = tx.newId();
  const ids = {
    ...{ deductionId: tx.newId(), journalId: tx.newId() },
    ...{ settlementId: decisionId, surplusJournalId: tx.newId() },
  };
  const settled = settle(hold, deposit, fromWire(due), ids, tx.by, tx.now);
  const days = Number(await policyInForce(tx, 'replenish-working-days'));
  const asked = askReplenishment(settled.deposit, await loadLiabilityTerms(tx, contractId), days, tx.now);
  saveHold(tx, settled.state);
  await saveDeposit(tx, asked.state);
  insertDeductions(tx, settled.deductions);
  insertInstructions(tx, settled.deductions.map(instructDeduction));
  appendJournals(tx, settled.journals);
  const decided = {
    id: decisionId,
    kind: 'SETTLED' as const,
    reason,
    freedMinor: settled.waived.amountMinor,
  };
  insertHoldDecision(tx, hold, { ...decided, dueMinor: fromWire(due).amountMinor });
  await tx.schedule(
    asked.dueAt
      ? [{ useCase: missReplenishment, key: contractId, dueAt: asked.dueAt, input: { contractId } }]
      : [],
  );
  tx.publish([...settled.events, ...asked.events]);
  await waiveSource(tx, hold.source, settled.waived);
  return { holdId, due: { ...due }, freed: toWire(settled.waived), balance: toWire(asked.state.balance) };
});

/** What an objection showed not to be due leaves the ledger, by the hold's two persons. Clause 3.3.1b. */
async function waiveSource(tx: Tx, { kind, id }: HoldSource, amount: Money): Promise<void> {
  const ids = { journalId: tx.newId(), commandId: tx.newId() };
  switch (kind) {
    case 'DAMAGE': {
      const { state, journals, events } = waive(await loadDamage(tx, id), amount, ids, tx.now);
      saveDamage(tx, state);
      appendJournals(tx, journals);
      return tx.publish(events);
    }
    case 'CLAIM': {
      const { journals, events } = waiveClaim(await loadClaim(tx, id), amount, ids, tx.now);
      appendJournals(tx, journals);
      return tx.publish(events);
    }
  }
}
