import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { propose } from '../domain/deposit-interest';
import { insertInterest } from '../storage/deposit-interest';
import { loadDeposit } from '../storage/deposits';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class ProposeInterest {
  @IsUUID() contractId!: string;
  /** What bore it. */
  @IsObject() @ValidateNested() @Type(() => MoneyInput) principal!: MoneyInput;
  /** A year's, in hundredths of a per cent. */
  @IsInt() @Min(1) @Max(10_000) rateBps!: number;
  @Matches(DAY) fromOn!: string;
  /** The day after the last that bore it. */
  @Matches(DAY) untilOn!: string;
  /** The custodian's own number of it. It counts once. */
  @IsString() @Length(1, 64) custodianReference!: string;
}

/** The first of two persons says what escrow bore. Clause 3.3.1c, D6.7. */
export const proposeInterest = useCase(ProposeInterest, async (tx, { contractId, principal, ...told }) => {
  const deposit = await loadDeposit(tx, contractId);
  const asked = { ...told, id: tx.newId(), principal: fromWire(principal) };
  const interest = propose(deposit, asked, tx.by, tx.now);
  await insertInterest(tx, interest);
  return { interestId: interest.id, amount: toWire(interest.amount) };
});
