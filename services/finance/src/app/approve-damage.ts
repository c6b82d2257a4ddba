import { policyInForce, useCase } from '@steward/messaging';
import { toWire, zero } from '@steward/money';
import { IsUUID } from 'class-validator';
import { approve, assessment } from '../domain/damage';
import { cover } from '../domain/hold';
import { workingDaysAfter } from '../domain/working-window';
import { premisesOf } from '../storage/damage-premises';
import { loadDamage, saveDamage } from '../storage/damages';
import { findDeposit, saveDeposits } from '../storage/deposits';
import { freshReceivable, insertHolds } from '../storage/holds';
import { appendJournals } from '../storage/journals';

export class ApproveDamage {
  @IsUUID() damageId!: string;
}

/**
 * The second of two persons: the damages enter the ledger, and the deposit is held for them as far as it
 * goes; the rest stays receivable. Clauses 1.1.4 and 3.3.1b, D6.2, D6.6.
 */
export const approveDamage = useCase(ApproveDamage, async (tx, { damageId }) => {
  const damage = await loadDamage(tx, damageId);
  const premises = await premisesOf(tx, damage);
  const { state, journals } = approve(damage, premises, tx.newId(), tx.by, tx.now);
  const { damages } = state.figures;
  const days = Number(await policyInForce(tx, 'objection-working-days'));
  const window = workingDaysAfter(premises.terms, tx.now, days);
  const receivable = freshReceivable(damageId, state.contractId, damages);
  const deposit = await findDeposit(tx, state.contractId);
  const covered = cover(deposit, receivable, tx.newId(), window, tx.by, tx.now);
  saveDamage(tx, state);
  await saveDeposits(tx, covered.deposits);
  insertHolds(tx, covered.state);
  appendJournals(tx, journals);
  const held = covered.state[0]?.amount ?? zero(damages.currency);
  tx.publish([...assessment(state, held), ...covered.events]);
  return {
    ...{ damageId, status: state.status, damages: toWire(damages), held: toWire(held) },
    holdId: covered.state[0]?.id ?? null,
  };
});
