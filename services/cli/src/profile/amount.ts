import { decimalsOf } from '@steward/money';

/**
 * `2400000.00` CNY in minor units, as text; null where it is no amount of that currency. Not a float in
 * between.
 */
export function minorUnitsOf(amount: string, currency: string): string | null {
  const decimals = decimalsOf(currency);
  const [, whole, fraction = ''] = /^(\d{1,14})(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, '0')).toString();
}
