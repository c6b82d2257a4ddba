import type { Decision } from '@steward/domain';
import type { DamageEvent } from '@steward/events';
import { raise, type Damage, type Raised } from './damage';
import type { LiabilityTerms } from './liability-terms';

type Leak = Pick<Raised, 'id' | 'contractId' | 'breachId' | 'loss' | 'occurredOn' | 'description'>;

/**
 * Claims damages for a confirmed leak: the penalty that the contract agrees, without one the loss. Null where
 * there is neither. Breaks `damage.currency-mismatch`. Clause 2.2.3c.
 */
export function raiseForLeak(
  terms: LiabilityTerms,
  leak: Leak,
  by: string,
  now: Date,
): Decision<Damage, DamageEvent> | null {
  const isPenal = (terms.damages?.leakPenalty ?? null) !== null;
  if (!terms.damages || (!isPenal && leak.loss.amountMinor === 0n)) return null;
  const claim = {
    ...{ ...leak, basis: isPenal ? ('LEAK_PENALTY' as const) : ('LOSS' as const) },
    ...{ uncappedCause: 'DATA_LEAK' as const, evidence: [`confidentiality-breach ${leak.breachId}`] },
  };
  return raise(terms, claim, by, now);
}
