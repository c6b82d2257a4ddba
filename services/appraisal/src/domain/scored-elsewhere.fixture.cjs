// Prints hash and score of the manifest in MANIFEST, in whatever zone TZ names; the root is where it starts.
const Module = require('node:module');
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

const libraryOf = (name) => /^@steward\/([^/]+)$/.exec(name)?.[1];
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => {
  const library = libraryOf(name);
  return resolveFilename(library ? join(process.cwd(), `libs/${library}/src/index.ts`) : name, ...rest);
};
Module._extensions['.ts'] = (module, file) => {
  const parser = { syntax: 'typescript', decorators: true };
  const transform = { legacyDecorator: true, decoratorMetadata: true };
  const jsc = { target: 'es2022', parser, transform };
  module._compile(transformFileSync(file, { jsc, module: { type: 'commonjs' } }).code, file);
};

require('reflect-metadata');
const { hashOf } = require('@steward/messaging');
const { kpiSet } = require('./kpi-set.fixture.ts');
const { scoreManifest } = require('./manifest.ts');

const manifest = JSON.parse(process.env.MANIFEST);
const { score, finalScore, dimensions } = scoreManifest(kpiSet, manifest);
const zone = new Date('2026-03-31T20:00:00Z').getDate();
process.stdout.write(JSON.stringify({ hash: hashOf(manifest), score, finalScore, dimensions, zone }));
