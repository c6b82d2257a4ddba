import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsUUID, Min, ValidateNested } from 'class-validator';
import { claimCharge, claimIdOf } from '../domain/claim';
import { findClaim, insertClaims } from '../storage/claims';
import { findQuote } from '../storage/quotes';

export class RaiseChangeOrderClaim {
  @IsUUID() changeOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsInt() @Min(1) contractVersion!: number;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
}

/** Raises the claim of a charged change order, at most what was quoted for it. Clause 2.2.2b. */
export const raiseChangeOrderClaim = useCase(RaiseChangeOrderClaim, async (tx, { amount, ...charge }) => {
  const { changeOrderId } = charge;
  const existing = await findClaim(tx, claimIdOf(changeOrderId));
  const quote = await findQuote(tx, changeOrderId);
  const { state, events } = claimCharge(existing, quote, { ...charge, amount: fromWire(amount) }, tx.now);
  insertClaims(tx, state);
  tx.publish(events);
  return { changeOrderId, raised: state.length };
});
