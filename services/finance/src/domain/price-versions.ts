import { addMonthsClamped, dayNumber, dayText, localDateOf } from '@steward/calendar';
import { sumOf } from '@steward/money';
import { monthParts, type DatedPrice, type MonthFee } from '@steward/terms';
import type { PayTerms } from './quarter-pay';

/** The days on which one price counts: versions that change nothing of it are one. D4. */
export type PriceSpan = DatedPrice & { readonly terms: PayTerms };

/**
 * How a contract's prices follow one another from one day to another, both included; each as far as its
 * version's own dates reach. A version counts from the day of its instant on; before any does, the first one.
 */
export function priceSpans(
  versions: readonly PayTerms[],
  firstOn: string,
  lastOn: string,
): readonly PriceSpan[] {
  const begins = versions.map((terms) => localDateOf(terms, terms.effectiveAt.getTime()));
  const cuts = begins.filter((day) => firstOn < day && day <= lastOn);
  const days = [...new Set([firstOn, ...cuts])].sort();
  const spans = days.flatMap((day, n): readonly PriceSpan[] => {
    const terms = versions.findLast((_, index) => begins[index]! <= day) ?? versions[0];
    if (!terms) return [];
    return [{ terms, yearly: terms.yearlyAmount, firstOn: day, lastOn: dayBefore(days[n + 1]) ?? lastOn }];
  });
  return spans.reduce(joined, []).flatMap(withinContract);
}

function joined(before: readonly PriceSpan[], next: PriceSpan): readonly PriceSpan[] {
  const last = before.at(-1);
  if (!last || !isSamePrice(last.terms, next.terms)) return [...before, next];
  return [...before.slice(0, -1), { ...next, firstOn: last.firstOn }];
}

const isSamePrice = (left: PayTerms, right: PayTerms): boolean =>
  left.yearlyAmount.amountMinor === right.yearlyAmount.amountMinor &&
  left.performanceShareBps === right.performanceShareBps &&
  left.curve === right.curve;

function withinContract({ terms, ...span }: PriceSpan): readonly PriceSpan[] {
  const firstOn = span.firstOn > terms.startOn ? span.firstOn : terms.startOn;
  const lastOn = span.lastOn < terms.endOn ? span.lastOn : terms.endOn;
  return firstOn <= lastOn ? [{ terms, yearly: span.yearly, firstOn, lastOn }] : [];
}

const dayBefore = (day: string | undefined): string | undefined => day && dayText(dayNumber(day) - 1);

/** What a contract pays in a month before any credit, by the days of its prices. Clause 1.1.4, D5. */
export function monthFee(versions: readonly PayTerms[], month: string): MonthFee {
  const lastOn = dayBefore(addMonthsClamped(`${month}-01`, 1))!;
  const parts = monthParts(priceSpans(versions, `${month}-01`, lastOn), month);
  return { month, fee: sumOf(versions[0]!.yearlyAmount.currency, parts) };
}
