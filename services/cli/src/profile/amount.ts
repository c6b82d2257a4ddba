/** How many decimals a currency has, as ISO 4217 lists it: 2 for CNY, 0 for JPY. */
export function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

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
