const NO_DECIMALS = ['JPY', 'KRW', 'VND', 'CLP', 'ISK'];
const THREE_DECIMALS = ['KWD', 'BHD', 'OMR', 'JOD', 'TND'];

/**
 * `123456` of CNY as `¥1,234.56`. The amount is text from end to end: as a number a large one would lose
 * its last digits.
 */
export function moneyText(minor, currency) {
  const decimals = NO_DECIMALS.includes(currency) ? 0 : THREE_DECIMALS.includes(currency) ? 3 : 2;
  const isNegative = minor.startsWith('-');
  const digits = (isNegative ? minor.slice(1) : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  const symbol = currency === 'CNY' ? '¥' : `${currency} `;
  return `${isNegative ? '-' : ''}${symbol}${whole}${fraction}`;
}
