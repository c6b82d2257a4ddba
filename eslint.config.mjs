import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { createProjectGraphAsync } from '@nx/devkit';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// Without a graph at hand the rule of the project boundaries would be silent.
await createProjectGraphAsync();

const specs = ['**/*.spec.ts', 'services/*/src/**/*.fixture.ts'];
/** The services with a tree of the common shape; the others are apps of their own kinds. */
const service = 'services/!(cli|e2e|console)/src';

const here = '\\./(?!\\.)';
const pure = '@steward/(domain|money|calendar|terms|events)$';
const input = ['class-(validator|transformer)$', '@nestjs/swagger$'];
const doors = ['@steward/(events|messaging|platform)$', '@nestjs/'];

/** Who may import what. A row refuses all that it does not name, so that a new dependency is a decision. */
const places = {
  'libs/domain/src/**': [here, pure, 'uuid$'],
  'libs/money/src/**': [here, pure, 'fraction\\.js$'],
  'libs/calendar/src/**': [here, pure, 'luxon$'],
  'libs/terms/src/**': [here, pure, 'fraction\\.js$', '@marcbachmann/cel-js$'],
  // What may be asked of a rule by whoever types it: its input classes are the same at every door.
  'libs/calculators/src/**': [here, pure, ...input],
  'libs/events/src/**': [here, pure, '@sinclair/typebox(/|$)'],
  [`${service}/domain/**`]: [here, pure],
  // An instant that people or devices tell is checked as one that is asked about: by the same word.
  [`${service}/app/**`]: [
    here,
    '\\.\\./(domain|storage)/',
    pure,
    '@steward/(messaging|calculators)$',
    ...input,
  ],
  [`${service}/storage/*`]: [here, '\\.\\./domain/', pure, '@steward/messaging$', 'typeorm$'],
  // What is asked about terms has the classes by which terms are drafted.
  [`${service}/storage/*-views`]: [
    here,
    '\\.\\./domain/',
    pure,
    '@steward/(messaging|calculators)$',
    ...input,
  ],
  [`${service}/storage/migrations/*`]: [here, '\\.\\./[a-z-]+$', pure, '@steward/messaging$', 'typeorm$'],
  // An outside system is called before or after a transaction: by a door, which passes on what it answered.
  [`${service}/{http,bus}/**`]: [
    here,
    '\\.\\./(app/|gateways/|storage/[a-z-]+-views$)',
    ...doors,
    '@steward/calculators$',
    'node:stream$', // uploads
  ],
  [`${service}/gateways/**`]: [
    here,
    '\\.\\./(app/|domain/|storage/[a-z-]+-views$)',
    pure,
    ...doors,
    'node:',
    'csv-parse$',
    'exceljs$',
    'unzipper$',
    'luxon$',
  ],
  [`${service}/*`]: ['\\./', '@steward/(messaging|platform)$', '@nestjs/'],
  // A second implementation: it agrees with the first one only by being right as well.
  'services/cli/src/verify/**': [here],
  [`${service}/schedule`]: ['\\./(app/|storage/[a-z-]+-views$)', ...doors],
};

const refused = (selector, message) => ({ selector, message });
const everywhere = [
  refused(
    ':matches(ClassDeclaration, TSInterfaceDeclaration)[id.name=/(Service|Manager|Helper|Utils?|Processor|Impl)$/]',
    'Name it by what it is in the field.',
  ),
  refused('TSInterfaceDeclaration[id.name=/^I[A-Z][a-z]/]', 'A type is not named by being one.'),
];
const inSpecs = [
  refused(
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
    'Every test runs.',
  ),
  refused('CallExpression[callee.name=/^(f|x)(it|test|describe)$/]', 'Every test runs.'),
];
const outside = 'Time, chance and waiting stay outside: pass the value in.';
const inPure = [
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
  'MemberExpression[object.name="Date"][property.name="now"]',
  'MemberExpression[object.name="Math"][property.name="random"]',
  ':function[async=true]',
  'NewExpression[callee.name="Promise"]',
  'ImportExpression',
].map((selector) => refused(selector, outside));
const worldly = [
  'process',
  'performance',
  'crypto',
  'fetch',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
];

const libraries = ['type:pure', 'type:runtime', 'type:testing']; // the last for specs only, see below
const depConstraints = [
  { sourceTag: 'type:pure', onlyDependOnLibsWithTags: ['type:pure'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:pure'] },
  { sourceTag: 'type:runtime', onlyDependOnLibsWithTags: libraries },
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: libraries },
  { sourceTag: 'type:cli', onlyDependOnLibsWithTags: libraries },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: libraries },
];

export default [
  { ignores: ['**/node_modules', '**/dist', '.nx', '.steward', 'coverage', '**/*.d.mts'] },
  // No comment may switch a rule off.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'performance', 'fetch', 'AbortSignal']
          .concat(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  ...typed(),
  ...Object.entries(places).map(([place, allowed]) => ({
    files: [`${place.endsWith('**') ? `${place}/*` : place}.ts`],
    ignores: specs,
    rules: { 'no-restricted-imports': ['error', { patterns: [allowOnly(allowed)] }] },
  })),
  {
    files: [`${service}/domain/**/*.ts`, 'libs/{domain,money,calendar,terms,calculators,events}/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...inPure],
      'no-restricted-globals': ['error', ...worldly.map((name) => ({ name, message: outside }))],
    },
  },
  {
    files: specs,
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inSpecs], 'max-lines-per-function': 'off' },
  },
  prettier,
  {
    rules: {
      'max-len': [
        'error',
        {
          code: 110,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
    },
  },
];

function allowOnly(allowed) {
  return { regex: `^(?!${allowed.join('|')})`, message: `Here may be imported: ${allowed.join(' ')}` };
}

/**
 * TypeScript, checked with its types: one program of the root's tsconfig.json, which reads sources, not
 * builds.
 */
function typed() {
  const files = ['**/*.ts'];
  const rules = {
    'no-undef': 'off', // the compiler's task
    'no-unused-vars': 'off',
    'max-lines-per-function': ['error', 70],
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/ban-ts-comment': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    '@nx/enforce-module-boundaries': ['error', { depConstraints, allow: [] }],
  };
  return [
    {
      files,
      plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx },
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
      },
      rules,
    },
    {
      // It starts servers by the same files as `npm start`.
      files: ['libs/testing/**/*.ts'],
      rules: {
        '@nx/enforce-module-boundaries': ['error', { depConstraints, allow: ['../../../deploy/local/*'] }],
      },
    },
    {
      // What a service traces is verified by the second implementation, which is the command line's.
      files: ['services/{finance,appraisal}/src/**/*.spec.ts'],
      rules: {
        '@nx/enforce-module-boundaries': ['error', { depConstraints, allow: ['../../../cli/src/verify/*'] }],
      },
    },
    {
      files,
      ignores: [...specs, 'services/e2e/**'],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [{ regex: '^@steward/testing', message: 'Only tests may use it.' }] },
        ],
      },
    },
  ];
}
