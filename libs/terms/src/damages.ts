import { bps, least, minus, share, sumOf, zero, type Money } from '@steward/money';
import type { ServiceCredit } from './service-credits';

/** Who caused a loss. Clause 1.1.4. */
export type Attribution =
  | { readonly cause: 'VENDOR_OPERATOR_ERROR' }
  | { readonly cause: 'CUSTOMER' }
  | { readonly cause: 'FORCE_MAJEURE' }
  /** The vendor's part of it, in hundredths of a per cent. */
  | { readonly cause: 'SHARED'; readonly vendorBps: number };

/** Each way to attribute a loss. Clause 1.1.4. */
export const ATTRIBUTION_CAUSES = ['VENDOR_OPERATOR_ERROR', 'CUSTOMER', 'FORCE_MAJEURE', 'SHARED'] as const;
export type AttributionCause = Attribution['cause'];

/** For which losses the liability cap may be lifted. D5. */
export const UNCAPPED_CAUSES = ['DATA_LEAK', 'WILFUL'] as const;
export type UncappedCause = (typeof UNCAPPED_CAUSES)[number];

/** What a contract says of losses: who is attributed one, and how far the vendor is liable. Clause 1.1.4. */
export type DamagesClause = {
  /** The most of a contract year, in hundredths of a per cent of its fee. */
  readonly liabilityCapBps: number;
  readonly uncapped: readonly UncappedCause[];
  /** To what a loss may be attributed; a claim says which, and the vendor's part where it is shared. */
  readonly causes: readonly AttributionCause[];
};

/** What a breach cost and who is to bear it. */
export type DamageClaim = {
  readonly breachId: string;
  readonly loss: Money;
  readonly attribution: Attribution;
  /** A data leak, or wilful: then no liability cap holds. */
  readonly isUncapped: boolean;
};

/** The most that a vendor is liable for in a contract year. Clause 1.1.4, D5. */
export type LiabilityCap = { readonly yearlyFee: Money; readonly capBps: number };

/** The product's default in hundredths of a per cent of the yearly fee, to be seeded as policy. D5. */
export const DEFAULT_LIABILITY_CAP_BPS = 10_000;

/** From loss to damages: `attributed` = `netted` + `capped` + `damages`, each shown. */
export type Damages = {
  /** The vendor's share of the loss. */
  readonly attributed: Money;
  /** What credits for the same breach gave already, as far as the share goes. */
  readonly netted: Money;
  /** What is above the liability cap. */
  readonly capped: Money;
  /** What the vendor owes. */
  readonly damages: Money;
};

/**
 * The vendor's share of the loss, HALF_UP once, less the credits that were granted for the same breach, and
 * never below zero; up to what the liability cap leaves after `assessedBefore`, unless no cap holds. Throws
 * RangeError where the currencies differ. Clause 1.1.4, D5, C7.
 */
export function assessDamages(
  { breachId, loss, attribution, isUncapped }: DamageClaim,
  credits: readonly ServiceCredit[],
  { yearlyFee, capBps }: LiabilityCap,
  assessedBefore: Money,
): Damages {
  const attributed = share(loss, bps(vendorBps(attribution)), 'HALF_UP');
  const ofBreach = credits.filter((credit) => credit.breachId === breachId).map(({ granted }) => granted);
  const netted = least(attributed, sumOf(loss.currency, ofBreach));
  const due = minus(attributed, netted);
  const left = minus(share(yearlyFee, bps(capBps), 'HALF_UP'), assessedBefore);
  const damages = isUncapped ? due : least(due, left.amountMinor > 0n ? left : zero(left.currency));
  return { attributed, netted, capped: minus(due, damages), damages };
}

/** Of the loss: what is agreed above it a court may lower. 民法典 585, to be confirmed by counsel. */
export const DEFAULT_REDUCIBLE_ABOVE_BPS = 13_000;

/**
 * What of agreed damages lies above `aboveBps` hundredths of a per cent of the loss and may be reduced,
 * HALF_UP; zero where none does. A flag: nothing is reduced by itself. Throws RangeError where the currencies
 * differ. Clause 2.2.3c, D5, C8.
 */
export function reducibleDamages(agreed: Money, loss: Money, aboveBps = DEFAULT_REDUCIBLE_ABOVE_BPS): Money {
  const above = minus(agreed, share(loss, bps(aboveBps), 'HALF_UP'));
  return above.amountMinor > 0n ? above : zero(above.currency);
}

function vendorBps(attribution: Attribution): number {
  switch (attribution.cause) {
    case 'VENDOR_OPERATOR_ERROR':
      return 10_000;
    case 'CUSTOMER':
    case 'FORCE_MAJEURE':
      return 0;
    case 'SHARED':
      return attribution.vendorBps;
  }
}
