import { ratio, type Money, type Ratio } from '@steward/money';
import { bandOf, BANDS, type Band, type Norms } from './matrix';

/** A day of 24 hours. */
export const DAY_MS = 86_400_000;

export type Grades = { readonly probability: number; readonly impact: number };
/** How often in a year, as an exact decimal, and what it costs each time. D8. */
export type Quantity = { readonly frequency: string; readonly loss: Money };

/** One assessment. It keeps the matrix that it was made by, whatever is published later. D8 R3. */
export type Assessment = Grades & {
  /** Counts the risk's assessments from 1. */
  readonly revision: number;
  /** Of `probability` and `impact`, which are what is left with all treatments. */
  readonly band: Band;
  /** Before any treatment. Clause 4.1.2. */
  readonly inherent: Grades & { readonly band: Band };
  /** Null where nobody put figures to it. */
  readonly quantity: Quantity | null;
  readonly matrixVersion: number;
  readonly assessedBy: string;
  /** Null where facts alone speak. */
  readonly reason: string | null;
  readonly assessedAt: Date;
  readonly nextReviewAt: Date;
  /** Since when no assessment has come though one was due: the band is stale. D8 R2. */
  readonly staleSince: Date | null;
  /** Since when it has been EXTREME without a break; null where it is not. */
  readonly extremeSince: Date | null;
  /** When it went to the office's head in this spell of EXTREME. */
  readonly escalatedAt: Date | null;
};

export function assessmentOf(
  before: Assessment | null,
  graded: Grades & Pick<Assessment, 'quantity' | 'reason'> & { readonly inherent: Grades },
  { matrix, reviewDays }: Norms,
  { by, now }: { readonly by: string; readonly now: Date },
): Assessment {
  const { inherent } = graded;
  const band = bandOf(matrix, graded.probability, graded.impact);
  const isExtreme = band === 'EXTREME';
  return {
    ...graded,
    inherent: { ...inherent, band: bandOf(matrix, inherent.probability, inherent.impact) },
    revision: (before?.revision ?? 0) + 1,
    ...{ band, matrixVersion: matrix.version, assessedBy: by, assessedAt: now },
    nextReviewAt: new Date(now.getTime() + reviewDays[band] * DAY_MS),
    staleSince: null,
    extremeSince: isExtreme ? (before?.extremeSince ?? now) : null,
    escalatedAt: isExtreme ? (before?.escalatedAt ?? null) : null,
  };
}

/** The yearly expected loss in minor units, exact: 0.3 times 400,000 are 120,000. D8. */
export const aleMinorOf = ({ frequency, loss }: Quantity): Ratio => ratio(frequency).mul(loss.amountMinor);

/** What is odd about an assessment and yet kept. */
export type AssessmentWarning = 'risk.residual-above-inherent';

/** A treatment that makes a risk graver is most likely a slip of the pen. D8. */
export function warningsOf({ probability, impact, band, inherent }: Assessment): AssessmentWarning[] {
  const ranks = BANDS.indexOf(band) - BANDS.indexOf(inherent.band);
  const isAbove = ranks > 0 || (ranks === 0 && probability * impact > inherent.probability * inherent.impact);
  return isAbove ? ['risk.residual-above-inherent'] : [];
}
