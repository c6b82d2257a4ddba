import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { investigateBreach as investigate } from '../domain/confidentiality-breach';
import { loadBreach, saveBreach } from '../storage/confidentiality-breaches';

export class InvestigateBreach {
  @IsUUID() breachId!: string;
  @IsString() @Length(3, 4000) findings!: string;
  /** Left out where nobody can say. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) lossEstimate?: MoneyInput;
}

/** Clause 2.2.3c. */
export const investigateBreach = useCase(
  InvestigateBreach,
  async (tx, { breachId, findings, lossEstimate }) => {
    const found = { findings, lossEstimate: lossEstimate ? fromWire(lossEstimate) : null };
    const { state, events } = investigate(await loadBreach(tx, breachId), found, tx);
    saveBreach(tx, state);
    tx.publish(events);
    return { breachId, status: state.status };
  },
);
