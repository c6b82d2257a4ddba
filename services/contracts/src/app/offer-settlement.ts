import { IfGiven } from '@steward/calculators';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { offerSettlement as offer } from '../domain/dispute';
import { sideOf, SIDES, type Side } from '../domain/sides';
import { loadDispute, saveDispute } from '../storage/disputes';

/** What one side is to get from the other. */
export class ReliefInput {
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  @IsIn(SIDES) inFavourOf!: Side;
}
export class OfferSettlement {
  @IsUUID() disputeId!: string;
  @IsString() @Length(3, 5000) text!: string;
  /** Where the settlement comes to a sum. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => ReliefInput) relief?: ReliefInput;
}

/** Whoever asks offers for its own side; a new offer stands in place of the one before. Clause 3.3.2a. */
export const offerSettlement = useCase(OfferSettlement, async (tx, { disputeId, text, relief }) => {
  const dispute = await loadDispute(tx, disputeId);
  const offerId = tx.newId();
  const state = offer(dispute, {
    ...{ id: offerId, text, side: sideOf(tx.actor), by: tx.by, at: tx.now },
    relief: relief ? { ...relief, amount: fromWire(relief.amount) } : null,
  });
  saveDispute(tx, state);
  return { disputeId, offerId, status: state.status };
});
