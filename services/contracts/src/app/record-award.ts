import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { AWARD_EFFECTS, recordAward as award, type AwardEffect } from '../domain/dispute';
import { SIDES, type Side } from '../domain/sides';
import { loadDispute, saveDispute } from '../storage/disputes';

export class RecordAward {
  @IsUUID() disputeId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  /** The side that gets it. */
  @IsIn(SIDES) inFavourOf!: Side;
  /** ADJUSTMENT corrects a quarter's pay, CLAIM is asked of the other side. */
  @IsIn(AWARD_EFFECTS) becomes!: AwardEffect;
  /** The institution's own number of the award. */
  @IsString() @Length(1, 100) reference!: string;
  /** SHA-256 of the award, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) fileHash!: string;
}

/** Keeps what the institution decided. Clause 3.3.2a. */
export const recordAward = useCase(RecordAward, async (tx, { disputeId, amount, inFavourOf, ...given }) => {
  const relief = { amount: fromWire(amount), inFavourOf };
  const dispute = await loadDispute(tx, disputeId);
  const { state, events } = award(dispute, { ...given, relief, recordedBy: tx.by }, tx.now);
  saveDispute(tx, state);
  tx.publish(events);
  return { disputeId, status: state.status };
});
