import { MoneyInput, policyInForce, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { availableOf } from '../domain/deposit';
import { place } from '../domain/hold';
import { workingDaysAfter } from '../domain/working-window';
import { holdContract } from '../storage/contract-facts';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { insertHolds, receivableOf } from '../storage/holds';
import { loadLiabilityTerms } from '../storage/liability-terms';

export class PlaceHold {
  @IsUUID() contractId!: string;
  /** Assessed damages, or a claim of the enterprise that is posted. */
  @IsIn(['DAMAGE', 'CLAIM']) sourceKind!: 'DAMAGE' | 'CLAIM';
  @IsUUID() sourceId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
}

/** Keeps a part of the deposit for what is claimed, and gives notice to the vendor. Clause 3.3.1b, D6.2. */
export const placeHold = useCase(PlaceHold, async (tx, { contractId, sourceKind, sourceId, amount }) => {
  holdContract(tx, contractId); // what an invoice takes now is not held as well
  const deposit = await loadDeposit(tx, contractId);
  const receivable = await receivableOf(tx, contractId, { kind: sourceKind, id: sourceId });
  const days = Number(await policyInForce(tx, 'objection-working-days'));
  const window = workingDaysAfter(await loadLiabilityTerms(tx, contractId), tx.now, days);
  const asked = { id: tx.newId(), amount: fromWire(amount) };
  const held = place(deposit, receivable, asked, window, tx.by, tx.now);
  await saveDeposit(tx, held.deposit);
  insertHolds(tx, [held.state]);
  tx.publish(held.events);
  return {
    ...{ holdId: held.state.id, available: toWire(availableOf(held.deposit)) },
    ...{ objectionEndsOn: window.date, objectionEndsAt: window.endsAt.toISOString() },
  };
});
