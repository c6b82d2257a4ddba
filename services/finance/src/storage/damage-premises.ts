import { policyInForce, type Tx } from '@steward/messaging';
import type { Damage, Premises } from '../domain/damage';
import { contractYear } from '../domain/liability-terms';
import { holdContract } from './contract-facts';
import { assessedWithin } from './damages';
import { loadLiabilityTerms } from './liability-terms';
import { standingCreditsOf } from './service-credits';

/** What damages are assessed by; of one contract one at a time, for the cap is theirs together. D5. */
export async function premisesOf(tx: Tx, { contractId, occurredOn }: Damage): Promise<Premises> {
  holdContract(tx, contractId);
  const terms = await loadLiabilityTerms(tx, contractId);
  const { currency } = terms.yearlyFee;
  return {
    terms,
    credits: await standingCreditsOf(tx, contractId),
    assessedBefore: await assessedWithin(tx, contractId, contractYear(terms, occurredOn), currency),
    reducibleAboveBps: Number(await policyInForce(tx, 'reducible-above-bps')),
  };
}
