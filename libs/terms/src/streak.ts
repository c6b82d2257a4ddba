import type { Tier } from '@steward/domain';
import { scoreFrom } from './published-score';

/** A procedure is a hearing with a decision; no tier changes by itself. Clause 1.3.2. */
export type Procedure = 'DOWNGRADE' | 'ELIMINATION';

/** What a tier demands of a quarter's base score, and what failing quarters in a row lead to. */
export type StreakRule = {
  /** The lowest published score that passes. */
  readonly passLine: string;
  /** Null where the tier knows no downgrade. */
  readonly downgradeAt: number | null;
  readonly eliminationAt: number;
};

/** The product's defaults, to be seeded as version 1 of the policy. Clause 1.3.2, D3, P4. */
export const DEFAULT_STREAK_RULES: Readonly<Record<Tier, StreakRule>> = {
  STRATEGIC: { passLine: '80.00', downgradeAt: 2, eliminationAt: 3 },
  REGULAR: { passLine: '70.00', downgradeAt: 2, eliminationAt: 3 },
  TEMPORARY: { passLine: '60.00', downgradeAt: null, eliminationAt: 2 },
};

/**
 * Whether a published base score passes; exactly the pass line does. Null where not rated. Throws SyntaxError
 * where the text is not a published score. P4, P5.
 */
export function isPassed(tier: Tier, score: string | null, rules = DEFAULT_STREAK_RULES): boolean | null {
  return score === null ? null : scoreFrom(score).gte(scoreFrom(rules[tier].passLine));
}

/**
 * What the streak of failing quarters that stands at the end of `scores`, oldest first, asks for. A quarter
 * that was not rated (null) neither breaks nor extends it. Worked out anew after an appeal: a procedure that
 * it no longer asks for is withdrawn. Throws SyntaxError. Clause 1.3.2, P3, P4.
 */
export function proceduresFor(
  tier: Tier,
  scores: readonly (string | null)[],
  rules = DEFAULT_STREAK_RULES,
): Procedure | null {
  const rated = scores.map((score) => isPassed(tier, score, rules)).filter((passed) => passed !== null);
  const failed = rated.length - 1 - rated.lastIndexOf(true);
  const { downgradeAt, eliminationAt } = rules[tier];
  if (failed >= eliminationAt) return 'ELIMINATION';
  return downgradeAt !== null && failed >= downgradeAt ? 'DOWNGRADE' : null;
}
