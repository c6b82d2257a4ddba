import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { decideBonus } from '../domain/bonus';
import { loadBonus, saveBonus } from '../storage/bonuses';
import { freezeAgain } from './freeze-quarter';

export class VerifyBonus {
  @IsUUID() bonusId!: string;
  /** Why it is refused; without it, the claim is verified. */
  @IfGiven() @IsString() @Length(3, 500) refusedBecause?: string;
}

/** Another person than the claimant decides; what is verified counts in its quarter. Clause 2.4.1. */
export const verifyBonus = useCase(VerifyBonus, async (tx, { bonusId, refusedBecause }) => {
  const decision = { by: tx.by, reason: refusedBecause ?? null };
  const { state, events } = decideBonus(await loadBonus(tx, bonusId), decision, tx.now);
  saveBonus(tx, state);
  if (state.status === 'verified') await freezeAgain(tx, state, 'BONUS', bonusId);
  tx.publish(events);
  return { bonusId, status: state.status };
});
