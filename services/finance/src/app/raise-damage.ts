import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { UNCAPPED_CAUSES, type UncappedCause } from '@steward/terms';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsObject, IsOptional } from 'class-validator';
import { IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { BASES, raise, type Basis } from '../domain/damage';
import { insertDamage } from '../storage/damages';
import { loadLiabilityTerms } from '../storage/liability-terms';

export class RaiseDamage {
  @IsUUID() contractId!: string;
  /** The breach that caused it, as its milestone or a confirmed leak. */
  @IsUUID() breachId!: string;
  /** LEAK_PENALTY claims what is agreed for a confirmed breach of confidentiality. Clause 2.2.3c. */
  @IsIn(BASES) basis!: Basis;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) loss!: MoneyInput;
  /** Where the contract may lift the liability cap. */
  @IsOptional() @IsIn(UNCAPPED_CAUSES) uncappedCause?: UncappedCause;
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) occurredOn!: string;
  @IsString() @Length(1, 2000) description!: string;
  /** Where what proves it is kept. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  evidence!: string[];
}

/** Claims damages for a breach, once. Clauses 1.1.4 and 2.2.3c. */
export const raiseDamage = useCase(
  RaiseDamage,
  async (tx, { contractId, loss, uncappedCause, ...raised }) => {
    const terms = await loadLiabilityTerms(tx, contractId);
    const claim = { ...raised, id: tx.newId(), contractId, loss: fromWire(loss) };
    const { state, events } = raise(terms, { ...claim, uncappedCause: uncappedCause ?? null }, tx.by, tx.now);
    await insertDamage(tx, state);
    tx.publish(events);
    return { damageId: state.id, status: state.status, claimed: toWire(state.claimed) };
  },
);
