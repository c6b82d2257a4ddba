import { decimalString, fractionText, ratio, type Money } from '@steward/money';
import type { CreditRegime } from '@steward/terms';
import type { DataCustodyItem } from '../domain/confidentiality';
import type { TemplateTerms } from '../domain/template';

/** What a line of a document says, to be worded in the reader's language. */
export type LineName =
  | 'availabilityStep'
  | 'availabilityFee'
  | 'lateStep'
  | 'lateAmount'
  | 'pointsFee'
  | 'points'
  | 'atRisk'
  | 'repeatFactor'
  | 'monthCap'
  | 'rollingCap'
  | 'rollingMonths'
  | 'liabilityCap'
  | 'uncapped'
  | 'causes'
  | 'monthsAfterEnd'
  | 'undertaking'
  | 'breachNotice';
/** `of` names one of several, as a level of points. */
export type Line = { readonly name: LineName; readonly of?: string; readonly value: string | boolean };
/** Credits, damages, confidentiality and data in custody as they are put on paper; nothing is empty. */
export type LiabilityDocument = {
  readonly creditRegime: readonly Line[];
  readonly damages: readonly Line[];
  readonly confidentiality: readonly Line[];
  readonly dataCustody: readonly DataCustodyItem[];
};

/** Clauses 1.1.4, 2.2.3 and D5 on paper. */
export const liabilityDocument = ({
  creditRegime,
  damages,
  confidentiality,
  dataCustody = [],
}: TemplateTerms): LiabilityDocument => ({
  creditRegime: creditRegime ? creditLines(creditRegime) : [],
  damages: damages
    ? [
        { name: 'liabilityCap', value: percentOf(damages.liabilityCapBps) },
        { name: 'uncapped', value: damages.uncapped.join(', ') },
        { name: 'causes', value: damages.causes.join(', ') },
      ]
    : [],
  confidentiality: confidentiality
    ? [
        { name: 'monthsAfterEnd', value: `${confidentiality.monthsAfterEnd}` },
        { name: 'undertaking', value: confidentiality.isUndertakingRequired },
        { name: 'breachNotice', value: `${confidentiality.breachNoticeHours}` },
      ]
    : [],
  dataCustody,
});

function creditLines({ rules, ...caps }: CreditRegime): readonly Line[] {
  const { AVAILABILITY, LATE_ON_SITE, POINTS, AT_RISK } = rules;
  const lines: readonly (readonly Line[] | undefined)[] = [
    AVAILABILITY && [
      { name: 'availabilityStep', value: fractionText(AVAILABILITY.step) },
      { name: 'availabilityFee', value: percentOf(AVAILABILITY.feeBps) },
    ],
    LATE_ON_SITE && [
      { name: 'lateStep', value: `${LATE_ON_SITE.stepSeconds}` },
      { name: 'lateAmount', value: sumShown(LATE_ON_SITE.amount) },
    ],
    POINTS && [
      { name: 'pointsFee', value: percentOf(POINTS.feeBps) },
      ...Object.entries(POINTS.points).map(([of, points]): Line => ({
        name: 'points',
        of,
        value: `${points}`,
      })),
    ],
    AT_RISK && [{ name: 'atRisk', value: percentOf(AT_RISK.atRiskBps) }],
    [
      { name: 'repeatFactor', value: `${caps.repeatFactor}` },
      { name: 'monthCap', value: percentOf(caps.monthCapBps) },
      { name: 'rollingCap', value: percentOf(caps.rollingCapBps) },
      { name: 'rollingMonths', value: `${caps.rollingMonths}` },
    ],
  ];
  return lines.flatMap((group) => group ?? []);
}

const percentOf = (bps: number): string => `${decimalString(ratio(BigInt(bps), 100n), 2, 'HALF_UP')} %`;

/** `CNY 380.00`, with the decimals of the currency. */
export function sumShown({ amountMinor, currency }: Money): string {
  const style = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const places = style.maximumFractionDigits ?? 0;
  return `${currency} ${decimalString(ratio(amountMinor, 10n ** BigInt(places)), places, 'HALF_UP')}`;
}
