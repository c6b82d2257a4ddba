import { policyInForce, type Tx } from '@steward/messaging';
import { contractYear, type Damage, type Premises } from '../domain/damage';
import { holdContract } from './contract-facts';
import { creditsOf } from './credits-of-breach';
import { assessedWithin } from './damages';
import { loadLiabilityTerms } from './liability-terms';

/** What damages are assessed by; of one contract one at a time, for the cap is theirs together. D5. */
export async function premisesOf(tx: Tx, { contractId, breachId, occurredOn }: Damage): Promise<Premises> {
  holdContract(tx, contractId);
  const terms = await loadLiabilityTerms(tx, contractId);
  const { currency } = terms.yearlyFee;
  return {
    terms,
    credits: await creditsOf(tx, breachId),
    assessedBefore: await assessedWithin(tx, contractId, contractYear(terms, occurredOn), currency),
    reducibleAboveBps: Number(await policyInForce(tx, 'reducible-above-bps')),
  };
}
