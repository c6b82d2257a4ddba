import { majorText } from '@steward/money';

/**
 * `123456` CNY as `¥1,234.56`; other currencies by their code. Minor units stay text: a float would round
 * them.
 */
export function moneyText(minor: string, currency: string): string {
  const [whole = '', fraction] = majorText(BigInt(minor), currency).replace('-', '').split('.');
  const grouped = [whole.replace(/\B(?=(\d{3})+$)/g, ','), fraction].filter(Boolean).join('.');
  const symbol = currency === 'CNY' ? '¥' : `${currency} `;
  return `${minor.startsWith('-') ? '-' : ''}${symbol}${grouped}`;
}
