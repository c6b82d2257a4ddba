import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const openApi = createRequire(import.meta.url)('@nestjs/swagger/plugin');

/** Input classes and controllers get their OpenAPI from their types, validators and doc comments. */
const OPEN_API = {
  introspectComments: true,
  classValidatorShim: true,
  dtoFileNameSuffix: [
    '/src/app/',
    'messaging/src/input.ts',
    'messaging/src/parked.ts',
    'calculators/src/questions.ts',
    'calculators/src/liability.ts',
    '-views.ts',
  ],
  controllerFileNameSuffix: ['.controller.ts'],
};

/**
 * Compiles projects, each after those that it refers to, in one process and only where something changed.
 * Gives the number of errors, which it has printed.
 *
 * @param {string[]} folders as `libs/money`; none means every project that has a `src`
 */
function build(folders) {
  const format = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  };
  const show = process.stderr.isTTY ? ts.formatDiagnosticsWithColorAndContext : ts.formatDiagnostics;
  let errors = 0;
  const report = (diagnostic) => {
    errors += 1;
    process.stderr.write(show([diagnostic], format));
  };
  const host = ts.createSolutionBuilderHost(ts.sys, undefined, report, () => {});
  const chosen = configs(folders);
  const solution = ts.createSolutionBuilder(host, chosen, { force: chosen.some(isOfAnotherBuild) });
  for (;;) {
    const project = solution.getNextInvalidatedProject();
    if (!project) return errors;
    if (project.kind === ts.InvalidatedProjectKind.Build) {
      const program = project.getProgram();
      project.done(undefined, undefined, program && { before: [openApi.before(OPEN_API, program)] });
    } else {
      project.done();
    }
  }
}

function configs(folders) {
  const chosen = folders.length > 0 ? folders.map((folder) => resolve(folder)) : everyProject();
  return chosen
    .filter((folder) => existsSync(join(folder, 'src')))
    .map((folder) => relative(process.cwd(), join(folder, 'tsconfig.json')));
}

/** The compiler cannot know that this file puts in something else since. */
function isOfAnotherBuild(config) {
  const info = join(dirname(resolve(config)), 'dist/tsconfig.tsbuildinfo');
  return existsSync(info) && statSync(info).mtimeMs < statSync(fileURLToPath(import.meta.url)).mtimeMs;
}

const everyProject = () =>
  ['libs', 'services'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );

const errors = build(process.argv.slice(2));
if (errors > 0) console.error(`The build failed with ${errors} error${errors === 1 ? '' : 's'}.`);
process.exitCode = errors > 0 ? 1 : 0;
