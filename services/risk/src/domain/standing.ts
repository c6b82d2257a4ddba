import { importedId } from '@steward/domain';
import { bandChanged, exposureChanged, type BandChanged, type ExposureChanged } from '@steward/events';
import { fractionText, ratio, type Ratio } from '@steward/money';
import type { Band } from './matrix';

/** How grave the gravest of a vendor's risks is. */
export type Standing = {
  /** Null where it has none. */
  readonly band: Band | null;
  /** One of that band is overdue for review. D8 R2. */
  readonly isStale: boolean;
};

/** Tells what changed of how a vendor stands. Clause 4.1.2. */
export function standingChange(
  vendorId: string,
  before: Standing,
  after: Standing,
  now: Date,
): readonly BandChanged[] {
  if (before.band === after.band && before.isStale === after.isStale) return [];
  const bandId = importedId('band', vendorId);
  return [bandChanged({ bandId, vendorId, ...after, previous: before.band, changedAt: now })];
}

/** What the risks of a contract come to in one currency. D8. */
export type Exposure = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly currency: string;
  /** Of all risks together, in minor units. */
  readonly aleMinor: Ratio;
  readonly risks: number;
  /** What escrow holds; null where nothing was told of it. */
  readonly depositMinor: bigint | null;
};

/** How much of a year's expected loss the deposit covers, exact; null where one of them is nought. D8. */
export const coverageOf = ({ aleMinor, depositMinor }: Exposure): Ratio | null =>
  depositMinor === null || aleMinor.equals(0) ? null : ratio(depositMinor).div(aleMinor);

/** Tells what a contract's risks come to, where that is not what was told before. D8. */
export function exposureChange(
  before: Exposure | null,
  after: Exposure,
  now: Date,
): readonly ExposureChanged[] {
  const { contractId, vendorId, currency, aleMinor, depositMinor, risks } = after;
  const isNothing = before === null && risks === 0;
  const isSame =
    before !== null &&
    before.aleMinor.equals(aleMinor) &&
    before.depositMinor === depositMinor &&
    before.risks === risks;
  if (isNothing || isSame) return [];
  const coverage = coverageOf(after);
  return [
    exposureChanged({
      ...{ exposureId: importedId('exposure', `${contractId}:${currency}`), contractId, vendorId },
      ...{ currency, aleMinor: fractionText(aleMinor), depositMinor: depositMinor?.toString() ?? null },
      ...{ coverage: coverage && fractionText(coverage), risks, changedAt: now },
    }),
  ];
}
