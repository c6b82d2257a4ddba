import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { explain } from './fail.mjs';
import { install } from './install.mjs';
import { root } from './places.mjs';
import { run } from './run.mjs';

/*
 * `npm test`: installs and builds what is missing, runs every test and ends with one line, `N passed, N
 * failed`. Arguments go to jest.
 */
const shown = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };

async function test() {
  await install();
  await run(process.execPath, ['deploy/build.mjs'], shown).catch(() => {
    throw new CannotStart('The build failed, so no test was run.');
  });
  return jest();
}

async function jest() {
  const folder = mkdtempSync(join(tmpdir(), 'steward-results-'));
  const file = join(folder, 'results.json');
  const args = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...process.argv.slice(2)];
  try {
    // Jest prints its results to stdout as well, where nobody wants to read them.
    const quiet = { ...shown, stdio: ['ignore', 'ignore', 'inherit'] };
    const isSound = await run(process.execPath, args, quiet).then(
      () => true,
      () => false,
    );
    const results = JSON.parse(readFileSync(file, 'utf8'));
    // A file that cannot even be loaded has no tests to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return { passed: results.numPassedTests, failed: isSound ? failed : Math.max(failed, 1) };
  } catch {
    throw new CannotStart('Jest ended before it had results.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { passed, failed } = await test().catch((error) => {
  explain(error);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
