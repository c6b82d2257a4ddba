import { ensure, type Decision } from '@steward/domain';
import { bonusClaimed, bonusRefused, bonusVerified } from '@steward/events';
import type { BonusClaimed, BonusRefused, BonusVerified } from '@steward/events';
import { decimalString, fractionText, ratio, ratioOf, type Ratio } from '@steward/money';

/** A document by its reference and the SHA-256 of its file. */
export type Document = { readonly reference: string; readonly fileHash: string };
export const BONUS_KINDS = ['INNOVATION', 'COST_SAVING'] as const;
export type BonusKind = (typeof BONUS_KINDS)[number];
/** What was used before and after, exact decimals of one unit, and how it was measured. Clause 2.4.1b. */
export type Saving = {
  readonly baseline: string;
  readonly measured: string;
  readonly unit: string;
  readonly method: string;
};
type Claim = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly kind: BonusKind;
  /** The suggestion that was adopted, or what was saved. */
  readonly statement: string;
  readonly documents: readonly Document[];
  /** Of a cost saving only. */
  readonly saving: Saving | null;
  readonly claimedBy: string;
  readonly claimedAt: Date;
};
type Decided = Claim & { readonly decidedBy: string; readonly decidedAt: Date };
export type ClaimedBonus = Claim & { readonly status: 'claimed' };
export type VerifiedBonus = Decided & { readonly status: 'verified' };
export type RefusedBonus = Decided & { readonly status: 'refused'; readonly reason: string };
export type Bonus = ClaimedBonus | VerifiedBonus | RefusedBonus;

/** What of a verified claim counts; `saving` is a part of the baseline, as `3/25`. */
export type CountedBonus = {
  readonly bonusId: string;
  readonly kind: BonusKind;
  readonly saving: string | null;
};
/** Points, exact decimals; `fullSaving` is the part of the baseline that earns `savingCap`. Clause 2.4.1. */
export type BonusRules = {
  readonly innovationPoints: string;
  readonly innovationCap: string;
  readonly fullSaving: string;
  readonly savingCap: string;
  readonly bonusCap: string;
  readonly scoreCap: string;
};

/**
 * Claims points beside the KPIs. Breaks `bonus.saving-mismatch` and `bonus.no-saving` at `/saving`.
 * Clauses 2.4.1a and 2.4.1b.
 */
export function claimBonus(claim: Claim): Decision<ClaimedBonus, BonusClaimed> {
  const { id: bonusId, contractId, vendorId, quarter, kind, saving, claimedAt } = claim;
  const isFitting = (kind === 'COST_SAVING') === (saving !== null);
  ensure(isFitting, 'bonus.saving-mismatch', 'A cost saving, and nothing else, says how much.', '/saving');
  if (saving) {
    const { baseline, measured } = saving;
    const isSaving = ratio(measured).lt(ratio(baseline));
    ensure(isSaving, 'bonus.no-saving', `${measured} is not below ${baseline}.`, '/saving/measured');
  }
  const announced = bonusClaimed({ bonusId, contractId, vendorId, quarter, kind, claimedAt });
  return { state: { ...claim, status: 'claimed' }, events: [announced] };
}

/**
 * Another person than the claimant finds that it is so, or why not. Breaks `bonus.decided`,
 * `bonus.same-person` and, at `/reason`, `bonus.reason-mismatch`. Clauses 2.4.1a and 2.4.1b.
 */
export function decideBonus(
  bonus: Bonus,
  { by, reason }: { readonly by: string; readonly reason: string | null },
  now: Date,
): Decision<VerifiedBonus | RefusedBonus, BonusVerified | BonusRefused> {
  const { id: bonusId, contractId, vendorId, quarter, kind, status, claimedBy } = bonus;
  ensure(status === 'claimed', 'bonus.decided', `The claim is ${status}.`);
  ensure(by !== claimedBy, 'bonus.same-person', `${by} made the claim.`);
  const of = { bonusId, contractId, vendorId, quarter, kind };
  const decided = { ...bonus, decidedBy: by, decidedAt: now };
  return reason === null
    ? { state: { ...decided, status: 'verified' }, events: [bonusVerified({ ...of, verifiedAt: now })] }
    : { state: { ...decided, status: 'refused', reason }, events: [bonusRefused({ ...of, refusedAt: now })] };
}

/** What of a verified claim is frozen with the quarter. */
export function countedBonus({ id: bonusId, kind, saving }: VerifiedBonus): CountedBonus {
  if (!saving) return { bonusId, kind, saving: null };
  const [baseline, measured] = [ratio(saving.baseline), ratio(saving.measured)];
  return { bonusId, kind, saving: fractionText(baseline.sub(measured).div(baseline)) };
}

/** The points of a quarter's verified claims, two decimals, HALF_UP once. Clauses 2.4.1a, 2.4.1b, D3 P6. */
export function bonusOf(claims: readonly CountedBonus[], rules: BonusRules): string {
  const innovations = claims.filter(({ kind }) => kind === 'INNOVATION').length;
  const innovation = ratio(rules.innovationPoints).mul(BigInt(innovations));
  const saved = claims.reduce((sum, { saving }) => (saving ? sum.add(ratioOf(saving)) : sum), ratio(0n));
  const saving = saved.div(ratio(rules.fullSaving)).mul(ratio(rules.savingCap));
  const both = least(innovation, rules.innovationCap).add(least(saving, rules.savingCap));
  return decimalString(least(both, rules.bonusCap), 2, 'HALF_UP');
}

/** F = min(B + bonus, cap), two decimals; null where not rated. D3. */
export const finalScoreOf = (base: string | null, bonus: string, scoreCap: string): string | null =>
  base === null ? null : decimalString(least(ratio(base).add(ratio(bonus)), scoreCap), 2, 'HALF_UP');

/** What pay goes by: no more than 100; null where not rated. D3. */
export const payScoreOf = (final: string | null): string | null =>
  final === null ? null : decimalString(least(ratio(final), '100'), 2, 'HALF_UP');

function least(points: Ratio, cap: string): Ratio {
  const most = ratio(cap);
  return points.lt(most) ? points : most;
}
