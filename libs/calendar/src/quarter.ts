import { addMonthsClamped, dayNumber, dayText, type Instant } from './days';
import { localDateOf, startOfLocalDay } from './zones';

/** A calendar quarter in a contract's zone, as `2026Q3`; plain text, as JSON brings it. D3. */
export type Quarter = string;

export const isQuarter = (text: string): boolean => /^\d{4}Q[1-4]$/.test(text);

/** The quarter that an instant belongs to. Throws RangeError where the zone does not exist. */
export function quarterOf(at: Instant, zone: string): Quarter {
  return quarterOfMonth(localDateOf({ timezone: zone }, at).slice(0, 7));
}

/** The quarter of a month, `2026-09`. */
export const quarterOfMonth = (month: string): Quarter =>
  written(Number(month.slice(0, 4)), Math.ceil(Number(month.slice(5)) / 3));

/** From its first instant up to, not including, the next quarter's first. Throws RangeError. */
export function quarterBounds(
  quarter: Quarter,
  zone: string,
): { readonly from: Instant; readonly to: Instant } {
  const from = startOfLocalDay(firstDay(quarter), zone);
  return { from, to: startOfLocalDay(firstDay(nextQuarter(quarter)), zone) };
}

/** First and last day. Throws RangeError. */
export function quarterDays(quarter: Quarter): { readonly firstOn: string; readonly lastOn: string } {
  const lastOn = dayText(dayNumber(firstDay(nextQuarter(quarter))) - 1);
  return { firstOn: firstDay(quarter), lastOn };
}

/** Throws RangeError where the text is not a quarter. */
export const nextQuarter = (quarter: Quarter): Quarter => moved(quarter, 3);
export const previousQuarter = (quarter: Quarter): Quarter => moved(quarter, -3);

function moved(quarter: Quarter, months: number): Quarter {
  return quarterOfMonth(addMonthsClamped(firstDay(quarter), months).slice(0, 7));
}

function firstDay(quarter: Quarter): string {
  if (!isQuarter(quarter)) throw new RangeError(`"${quarter}" is not a quarter.`);
  const month = Number(quarter.slice(5)) * 3 - 2;
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

const written = (year: number, quarter: number): Quarter => `${String(year).padStart(4, '0')}Q${quarter}`;
