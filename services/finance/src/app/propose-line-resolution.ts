import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsString, IsUUID, Length, Min, ValidateIf, ValidateNested } from 'class-validator';
import { proposeResolution } from '../domain/statement-response';
import { loadLine, saveResolution } from '../storage/statement-responses';

export class ProposeLineResolution {
  @IsUUID() settlementId!: string;
  @IsInt() @Min(1) line!: number;
  /** What the line comes to, without its sign; null where it stands. */
  @ValidateIf((_, value) => value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyInput)
  corrected!: MoneyInput | null;
  @IsString() @Length(1, 2000) reason!: string;
}

/** The first of two persons answers a dispute. Clauses 2.2.2a and 3.3.2a. */
export const proposeLineResolution = useCase(
  ProposeLineResolution,
  async (tx, { settlementId, line, corrected, reason }) => {
    const known = await loadLine(tx, settlementId, line);
    const sum = corrected && fromWire(corrected);
    const state = proposeResolution(known, sum, reason, tx.by, tx.now);
    saveResolution(tx, state);
    return { settlementId, line, status: state.answer.status };
  },
);
