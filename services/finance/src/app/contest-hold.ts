import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsString } from 'class-validator';
import { IsUUID, Length, ValidateNested } from 'class-validator';
import { contest } from '../domain/hold';
import { loadHold, saveHold } from '../storage/holds';

export class ContestHold {
  @IsUUID() holdId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  @IsString() @Length(1, 2000) reason!: string;
  /** Where what proves it is kept. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  evidence!: string[];
}

/** The vendor objects to a part of a hold. Clause 3.3.1b, D6.3. */
export const contestHold = useCase(ContestHold, async (tx, { holdId, amount, ...objection }) => {
  const hold = await loadHold(tx, holdId);
  const { state, events } = contest(hold, { ...objection, amount: fromWire(amount) }, tx.by, tx.now);
  saveHold(tx, state);
  tx.publish(events);
  return { holdId, contested: toWire(fromWire(amount)) };
});
