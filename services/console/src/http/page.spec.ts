import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../public');
type Words = Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>>;
const { WORDS } = require('../../public/words.mjs') as { readonly WORDS: Words };
const { DOCS_WORDS } = require('../../public/docs-words.mjs') as { readonly DOCS_WORDS: Words };
const { moneyText } = require('../../public/money.mjs') as {
  readonly moneyText: (minor: string, currency: string) => string;
};

describe.each<[string, Words, string[]]>([
  ['the quarter’s page', WORDS, ['index.html', 'console.mjs']],
  ['the pages of the documents', DOCS_WORDS, ['docs.html', 'docs-events.html', 'docs-events.mjs']],
])('what %s say', (_, words, files) => {
  it('is there in both languages', () => {
    expect(Object.keys(words.zh)).toEqual(Object.keys(words.en));
    expect(Object.values(words).flatMap((said) => Object.values(said))).not.toContain('');
  });

  it('is all that is asked for', () => {
    const asked = files.flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:data-word="|say\(|word: ')'?(\w+)['"]/g),
    ]);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.map(([, word]) => word!).filter((word) => !(word in words.en))).toEqual([]);
  });
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
