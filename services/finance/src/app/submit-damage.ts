import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { submit } from '../domain/damage';
import { premisesOf } from '../storage/damage-premises';
import { loadDamage, saveDamage } from '../storage/damages';

export class SubmitDamage {
  @IsUUID() damageId!: string;
}

/** The first of two persons assesses damages once the vendor was heard. Clause 1.1.4. */
export const submitDamage = useCase(SubmitDamage, async (tx, { damageId }) => {
  const damage = await loadDamage(tx, damageId);
  const state = submit(damage, await premisesOf(tx, damage), tx.by, tx.now);
  saveDamage(tx, state);
  const { status, figures } = state;
  const { attributed, netted, capped, damages, reducible } = figures;
  return {
    ...{ damageId, status, attributed: toWire(attributed), netted: toWire(netted), capped: toWire(capped) },
    ...{ damages: toWire(damages), reducible: toWire(reducible) },
  };
});
