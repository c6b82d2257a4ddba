import { decimalsOf } from '../profile/amount';

/**
 * `123456` CNY as `¥1,234.56`; other currencies by their code. Minor units stay text: a float would round
 * them.
 */
export function moneyText(minor: string, currency: string): string {
  const decimals = decimalsOf(currency);
  const isNegative = minor.startsWith('-');
  const digits = (isNegative ? minor.slice(1) : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  const symbol = currency === 'CNY' ? '¥' : `${currency} `;
  return `${isNegative ? '-' : ''}${symbol}${whole}${fraction}`;
}
