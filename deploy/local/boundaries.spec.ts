import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/**
 * ESLint's own process: it loads ESM, which jest's sandbox does not. It answers with the messages of each
 * text.
 */
const LINT = `
  import { ESLint } from 'eslint';
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const eslint = new ESLint();
  const answers = [];
  for (const [filePath, text] of JSON.parse(chunks.join(''))) {
    const [result] = await eslint.lintText(text, { filePath });
    answers.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId + ': ' + message));
  }
  console.log(JSON.stringify(answers));`;

const contracts = 'services/contracts/src';
const files = {
  domain: `${contracts}/domain/contract.ts`,
  app: `${contracts}/app/sign-contract.ts`,
  storage: `${contracts}/storage/contracts.ts`,
  views: `${contracts}/storage/contract-views.ts`,
  http: `${contracts}/http/contracts.controller.ts`,
  bus: `${contracts}/bus/contracts.subscriber.ts`,
  schedule: `${contracts}/schedule.ts`,
  module: `${contracts}/contracts.module.ts`,
  spec: 'libs/testing/src/shape.spec.ts',
  library: 'libs/testing/src/shape.ts',
  money: 'libs/money/src/index.ts',
  calculators: 'libs/calculators/src/calculators.ts',
  events: 'libs/events/src/contracts.ts',
  messaging: 'libs/messaging/src/index.ts',
} as const;
const imports = (module: string) => `import * as x from '${module}';\nexport const y = x;\n`;

/** One violation of each rule, planted in a file that exists; the rule must see it. */
const planted: readonly (readonly [claim: string, file: keyof typeof files, text: string, rule: string])[] = [
  ['the domain knows no database', 'domain', imports('typeorm'), 'no-restricted-imports'],
  ['the domain knows no framework', 'domain', imports('@nestjs/common'), 'no-restricted-imports'],
  ['the domain checks no input', 'domain', imports('class-validator'), 'no-restricted-imports'],
  ['the domain knows no machine', 'domain', imports('node:fs'), 'no-restricted-imports'],
  ['the domain knows no messaging', 'domain', imports('@steward/messaging'), 'no-restricted-imports'],
  ['the domain knows no storage', 'domain', imports('../storage/contracts'), 'no-restricted-imports'],
  ['the domain reads no clock', 'domain', 'export const at = new Date();\n', 'no-restricted-syntax'],
  [
    'the domain reads no clock by number',
    'domain',
    'export const at = Date.now();\n',
    'no-restricted-syntax',
  ],
  ['the domain throws no dice', 'domain', 'export const dice = Math.random();\n', 'no-restricted-syntax'],
  ['the domain waits for nothing', 'domain', 'export async function f() {}\n', 'no-restricted-syntax'],
  [
    'the domain loads nothing later',
    'domain',
    `export const x = import('typeorm');\n`,
    'no-restricted-syntax',
  ],
  ['the domain sees no environment', 'domain', 'export const x = process.env;\n', 'no-restricted-globals'],
  ['a use case takes no providers', 'app', imports('@nestjs/common'), 'no-restricted-imports'],
  ['a use case knows no door', 'app', imports('../http/contracts.controller'), 'no-restricted-imports'],
  ['a use case writes no SQL of its own', 'app', imports('typeorm'), 'no-restricted-imports'],
  ['storage knows no use case', 'storage', imports('../app/sign-contract'), 'no-restricted-imports'],
  ['storage checks no input', 'storage', imports('class-validator'), 'no-restricted-imports'],
  ['a view knows no door', 'views', imports('../bus/contracts.subscriber'), 'no-restricted-imports'],
  ['a controller knows no rule', 'http', imports('../domain/contract'), 'no-restricted-imports'],
  ['a controller knows no table', 'http', imports('../storage/contracts'), 'no-restricted-imports'],
  ['a subscriber knows no database', 'bus', imports('typeorm'), 'no-restricted-imports'],
  ['a schedule knows no rule', 'schedule', imports('./domain/contract'), 'no-restricted-imports'],
  ['a module knows no other service', 'module', imports('@steward/finance'), 'no-restricted-imports'],
  ['only tests use libs/testing', 'messaging', imports('@steward/testing'), 'no-restricted-imports'],
  ['money reads no clock', 'money', 'export const at = Date.now();\n', 'no-restricted-syntax'],
  ['money knows no database', 'money', imports('typeorm'), 'no-restricted-imports'],
  ['a calculator knows no messaging', 'calculators', imports('@steward/messaging'), 'no-restricted-imports'],
  ['a calculator reads no clock', 'calculators', 'export const at = Date.now();\n', 'no-restricted-syntax'],
  ['events know no messaging', 'events', imports('@steward/messaging'), 'no-restricted-imports'],
  [
    'a pure project depends on pure ones',
    'money',
    imports('@steward/platform'),
    '@nx/enforce-module-boundaries',
  ],
  ['a service depends on no service', 'module', imports('@steward/finance'), '@nx/enforce-module-boundaries'],
  [
    'nobody reaches into another project by a path',
    'module',
    imports('../../finance/src/main'),
    '@nx/enforce-module-boundaries',
  ],
  ['no test is focused', 'spec', `it.only('x', () => {});\n`, 'no-restricted-syntax'],
  ['no test is skipped', 'spec', `describe.skip('x', () => {});\n`, 'no-restricted-syntax'],
  ['no test is skipped by its name', 'spec', `xit('x', () => {});\n`, 'no-restricted-syntax'],
  ['no promise is left alone', 'spec', 'Promise.resolve();\n', '@typescript-eslint/no-floating-promises'],
  ['nothing is any', 'library', 'export const x = (y: any) => y;\n', '@typescript-eslint/no-explicit-any'],
  ['no error is hidden', 'library', '// @ts-ignore\nexport {};\n', '@typescript-eslint/ban-ts-comment'],
  ['no rule is switched off', 'library', '/* eslint max-len: 0 */\nexport {};\n', 'null: .*noInlineConfig'],
  ['nothing is named a service', 'library', 'export class ContractService {}\n', 'no-restricted-syntax'],
  ['a file ends', 'library', 'export {};\n'.repeat(301), 'max-lines'],
  [
    'a function ends',
    'library',
    `export function f() {\n${'  f();\n'.repeat(70)}}\n`,
    'max-lines-per-function',
  ],
  ['a line ends', 'library', `export const x = 1; //${' word'.repeat(20)}\n`, 'max-len'],
  [
    'a switch over a union names every member',
    'library',
    `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };\n`,
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
];

let answers: readonly (readonly string[])[];
beforeAll(() => {
  const input = JSON.stringify(planted.map(([, file, text]) => [files[file], text]));
  // Where it takes itself for CI, the parser reads each file from disk once and does not see what is planted.
  const env = { ...process.env, TSESTREE_SINGLE_RUN: 'false' };
  const options = { cwd: resolve(__dirname, '../..'), env, input, maxBuffer: 1e8, encoding: 'utf8' as const };
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', LINT], options);
  answers = JSON.parse(printed.slice(printed.lastIndexOf('\n[') + 1)) as string[][];
}, 120_000);

it.each(planted.map(([claim, , , rule], index) => [claim, rule, index] as const))('%s', (_, rule, index) => {
  expect(answers[index]).toContainEqual(expect.stringMatching(new RegExp(`^${rule}`)));
});
