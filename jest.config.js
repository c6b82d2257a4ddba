/** ESM-only packages that are compiled to `require()`: jest can only load them after a transform. */
const esmOnly = ['jose', 'oidc-provider', 'openid-client', 'oauth4webapi', '@marcbachmann'];

/** They take some ten minutes: `npm run kills`. */
const kills = process.env['KILLS'] ? [] : ['kills\\.e2e'];

/**
 * One configuration for all projects: `npx jest libs/money` runs a folder, `npx jest sign-contract` a file.
 */
module.exports = {
  testPathIgnorePatterns: ['/node_modules/', ...kills],
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/libs/*/src/**/*.spec.ts',
    '<rootDir>/services/*/src/**/*.spec.ts',
    '<rootDir>/deploy/**/*.spec.ts',
  ],
  modulePathIgnorePatterns: ['<rootDir>/(libs|services)/[^/]+/dist/', '<rootDir>/\\.(steward|nx)/'],
  moduleNameMapper: {
    '^@steward/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*\\.module)\\.js$': '$1', // import() names what is built, tests load the source
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/deploy/local/jest-setup.mjs',
  globalTeardown: '<rootDir>/deploy/local/jest-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly.join('|')})(?:/|$))`],
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true, // a use case is named by its input class
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};
