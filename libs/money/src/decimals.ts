/** How many decimals a currency has, as ISO 4217 lists it: 2 for CNY, 0 for JPY. */
export function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** A sum in its currency's own unit with all its decimals, as `298670.00`. No float in between. */
export function majorText(amountMinor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const isNegative = amountMinor < 0n;
  const digits = (isNegative ? -amountMinor : amountMinor).toString().padStart(decimals + 1, '0');
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  return `${isNegative ? '-' : ''}${digits.slice(0, digits.length - decimals)}${fraction}`;
}
