import type { Tier } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import type { StreakRule } from '@steward/terms';
import type { StreakRules } from '../domain/procedure';

/** Pass lines and streaks by tier, as the policy has them on the transaction's day. Clause 1.3.2. */
export async function streakRulesInForce(tx: Tx): Promise<StreakRules> {
  return {
    STRATEGIC: await ruleOf(tx, 'STRATEGIC'),
    REGULAR: await ruleOf(tx, 'REGULAR'),
    TEMPORARY: await ruleOf(tx, 'TEMPORARY'),
  };
}

/** A downgrade after 0 quarters says that the tier knows none. */
async function ruleOf(tx: Tx, tier: Tier): Promise<StreakRule> {
  const name = tier.toLowerCase();
  return {
    passLine: await policyInForce(tx, `pass-line-${name}`),
    downgradeAt: Number(await policyInForce(tx, `downgrade-streak-${name}`)) || null,
    eliminationAt: Number(await policyInForce(tx, `elimination-streak-${name}`)),
  };
}
