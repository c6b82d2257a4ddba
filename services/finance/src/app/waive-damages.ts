import type { Tx } from '@steward/messaging';
import type { Money } from '@steward/money';
import { waive } from '../domain/damage';
import type { HoldSource } from '../domain/hold';
import { loadDamage, saveDamage } from '../storage/damages';
import { appendJournals } from '../storage/journals';

/** What an objection showed not to be due leaves the ledger; an award stays as it was made. Clause 3.3.1b. */
export async function waiveDamages(tx: Tx, { kind, id }: HoldSource, amount: Money): Promise<void> {
  if (kind !== 'DAMAGE') return;
  const ids = { journalId: tx.newId(), commandId: tx.newId() };
  const { state, journals, events } = waive(await loadDamage(tx, id), amount, ids, tx.now);
  saveDamage(tx, state);
  appendJournals(tx, journals);
  tx.publish(events);
}
