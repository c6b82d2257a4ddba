import { policyInForce, useCase } from '@steward/messaging';
import { ATTRIBUTION_CAUSES, type Attribution, type AttributionCause } from '@steward/terms';
import { IsIn, IsInt, IsUUID, Max, Min, ValidateIf } from 'class-validator';
import { attribute } from '../domain/damage';
import { workingDaysAfter } from '../domain/working-window';
import { loadDamage, saveDamage } from '../storage/damages';
import { loadLiabilityTerms } from '../storage/liability-terms';

export class AttributeDamage {
  @IsUUID() damageId!: string;
  @IsIn(ATTRIBUTION_CAUSES) cause!: AttributionCause;
  /** The vendor's part where it is shared, in hundredths of a per cent. */
  @ValidateIf(({ cause }: AttributeDamage) => cause === 'SHARED')
  @IsInt()
  @Min(0)
  @Max(10_000)
  vendorBps?: number;
}

/** Says who caused a loss, and opens the time in which the vendor may state its view. Clause 1.1.4. */
export const attributeDamage = useCase(AttributeDamage, async (tx, { damageId, cause, vendorBps }) => {
  const damage = await loadDamage(tx, damageId);
  const terms = await loadLiabilityTerms(tx, damage.contractId);
  const days = Number(await policyInForce(tx, 'statement-working-days'));
  const window = workingDaysAfter(terms, tx.now, days);
  const attribution: Attribution = cause === 'SHARED' ? { cause, vendorBps: vendorBps! } : { cause };
  const { state, events } = attribute(damage, terms, attribution, window, tx.by, tx.now);
  saveDamage(tx, state);
  tx.publish(events);
  return { damageId, status: state.status, statementEndsAt: window.endsAt.toISOString() };
});
