import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../public');
type Words = Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>>;
const { WORDS } = require('../../public/words.mjs') as { readonly WORDS: Words };
const { moneyText } = require('../../public/money.mjs') as {
  readonly moneyText: (minor: string, currency: string) => string;
};

it('the page says everything in both languages', () => {
  expect(Object.keys(WORDS.zh)).toEqual(Object.keys(WORDS.en));
  expect(Object.values(WORDS).flatMap((words) => Object.values(words))).not.toContain('');
});

it('every word that the page asks for is there', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const script = readFileSync(join(folder, 'console.mjs'), 'utf8');
  const asked = [...html.matchAll(/data-word="(\w+)"/g), ...script.matchAll(/(?:say\(|word: )'(\w+)'/g)];
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.map(([, word]) => word!).filter((word) => !(word in WORDS.en))).toEqual([]);
});

it.each([
  ['123456', 'CNY', '¥1,234.56'],
  ['0', 'CNY', '¥0.00'],
  ['7', 'CNY', '¥0.07'],
  ['-7', 'CNY', '-¥0.07'],
  ['99999', 'CNY', '¥999.99'],
  ['100000', 'CNY', '¥1,000.00'],
  ['900719925474099312345', 'CNY', '¥9,007,199,254,740,993,123.45'], // a float would end in other digits
  ['1234', 'JPY', 'JPY 1,234'],
  ['123456', 'USD', 'USD 1,234.56'],
])('%s minor units of %s are written %s', (minor, currency, text) => {
  expect(moneyText(minor, currency)).toBe(text);
});
