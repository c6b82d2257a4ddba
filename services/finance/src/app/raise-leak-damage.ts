import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, zero } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { raiseForLeak } from '../domain/leak';
import { insertDamage, isClaimed } from '../storage/damages';
import { loadLiabilityTerms } from '../storage/liability-terms';

export class RaiseLeakDamage {
  @IsUUID() contractId!: string;
  /** The confirmed breach of confidentiality. */
  @IsUUID() breachId!: string;
  /** Absent where nobody could say what it cost. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MoneyInput) lossEstimate?: MoneyInput;
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) occurredOn!: string;
  @IsString() @Length(1, 2000) description!: string;
}

/**
 * A confirmed leak opens its claim by itself: the agreed penalty, without one the estimated loss. Where
 * neither is known, or somebody has claimed already, nothing happens. Clause 2.2.3c.
 */
export const raiseLeakDamage = useCase(RaiseLeakDamage, async (tx, { contractId, lossEstimate, ...leak }) => {
  const terms = await loadLiabilityTerms(tx, contractId);
  if (await isClaimed(tx, leak.breachId)) return { breachId: leak.breachId, damageId: null };
  const loss = lossEstimate ? fromWire(lossEstimate) : zero(terms.yearlyFee.currency);
  const raised = raiseForLeak(terms, { ...leak, id: tx.newId(), contractId, loss }, tx.by, tx.now);
  if (raised) {
    await insertDamage(tx, raised.state);
    tx.publish(raised.events);
  }
  return { breachId: leak.breachId, damageId: raised?.state.id ?? null };
});
