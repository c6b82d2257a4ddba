import { decimalsOf, majorText } from './index';

it('a sum is written with the decimals of its currency, exactly', () => {
  expect(['CNY', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3]);
  const written: [bigint, string, string][] = [
    [29_867_000n, 'CNY', '298670.00'],
    [5n, 'CNY', '0.05'],
    [-5n, 'CNY', '-0.05'],
    [0n, 'CNY', '0.00'],
    [1234n, 'JPY', '1234'],
    [1234n, 'KWD', '1.234'],
    [9_007_199_254_740_993n, 'CNY', '90071992547409.93'],
  ];
  for (const [minor, currency, text] of written) expect(majorText(minor, currency)).toBe(text);
});
