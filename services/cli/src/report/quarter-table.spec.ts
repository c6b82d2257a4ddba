import { moneyText } from './money-text';
import { quarterText } from './quarter-table';

it.each([
  ['123456', 'CNY', '¥1,234.56'],
  ['0', 'CNY', '¥0.00'],
  ['7', 'CNY', '¥0.07'],
  ['-7', 'CNY', '-¥0.07'],
  ['100', 'CNY', '¥1.00'],
  ['99999', 'CNY', '¥999.99'],
  ['100000', 'CNY', '¥1,000.00'],
  ['900719925474099312345', 'CNY', '¥9,007,199,254,740,993,123.45'], // a float would end in …993,216.00
  ['1234', 'JPY', 'JPY 1,234'],
  ['123456', 'USD', 'USD 1,234.56'],
])('%s minor units of %s are written %s', (minor, currency, text) =>
  expect(moneyText(minor, currency)).toBe(text),
);

const vendor = {
  ...{ vendor: 'v1', name: '甲', workOrders: 121, score: '88.67', currency: 'CNY' },
  onSite: { met: 117, breached: 3, open: 0 },
  closure: { met: 112, breached: 8, open: 2 },
  ...{ base: '24000000', performancePay: '5867000', total: '29867000', deposit: '12000000' },
};
const quarter = { quarter: '2016Q1', log: 'servicenow', asOf: '2016-03-31T23:59:00+08:00', isComplete: true };

it('2.2.2a: the quarter’s table shows counts, score, pay and deposit', () => {
  const text = quarterText({ ...quarter, missing: [], vendors: [vendor] });
  const row = text.split('\n').find((line) => line.includes('v1'))!;
  expect(row.split('│').map((cell) => cell.trim())).toEqual([
    ...[
      '',
      'v1 甲',
      '121',
      '117/3',
      '112/8',
      '88.67',
      '¥240,000.00',
      '¥58,670.00',
      '¥298,670.00',
      '¥120,000.00',
      '',
    ],
  ]);
});

it('what is not there yet is said', () => {
  const open = { score: null, base: null, performancePay: null, total: null, deposit: null, currency: null };
  const missing = [{ vendor: 'v1', fact: 'closing' }];
  const text = quarterText({ ...quarter, isComplete: false, missing, vendors: [{ ...vendor, ...open }] });
  expect(text).toMatch(/not rated │\s+– │\s+– │\s+– │\s+– │/);
  expect(text).toContain('Not settled yet: the closing of v1 is to come.');
});
