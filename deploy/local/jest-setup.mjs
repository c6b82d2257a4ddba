import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontEnvironment } from './fonts.mjs';
import { natsServer, startServer } from './nats.mjs';
import { cacheDir, root } from './places.mjs';
import { startPostgres } from './postgres.mjs';

const PREFIX = 'steward-test-';

/**
 * One Postgres and one NATS server for the whole run. Plain JavaScript outside the tests' sandbox, and only
 * where a test that needs them (`*.int.spec.ts`, `*.e2e.spec.ts`) is going to run: the pure ones stay
 * instant.
 */
export default async function setup(globalConfig) {
  if (!willNeedServers(globalConfig)) return;
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711); // the user that Postgres runs as passes through
  const started = [];
  globalThis.stewardServers = {
    async stop() {
      await Promise.all(started.map((server) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), isDurable: false });
    started.push(postgres);
    const binary = await natsServer({ cacheDir, log: console.log });
    const nats = await startServer({ binary, storeDir: join(folder, 'nats') });
    started.push(nats);
    process.env.STEWARD_TEST_DATABASE_URL = postgres.url;
    process.env.STEWARD_TEST_NATS_URL = nats.url;
    process.env.STEWARD_TEST_NATS_SERVER = binary;
    process.env.STEWARD_TEST_DIR = folder;
    Object.assign(process.env, await fontEnvironment({ cacheDir, log: console.log }));
  } catch (error) {
    await globalThis.stewardServers.stop();
    throw error;
  }
}

/** Folders of runs that were killed before they could clean up. */
function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) && Number.parseInt(name.slice(PREFIX.length), 10);
    if (pid && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it is somebody else's
  }
}

function willNeedServers({ testPathPatterns, runTestsByPath, nonFlagArgs, findRelatedTests, onlyChanged }) {
  const isServerSpec = (path) => /\.(int|e2e)\.spec\.ts$/.test(path);
  if (findRelatedTests || onlyChanged) return true;
  if (runTestsByPath) return nonFlagArgs.some(isServerSpec);
  const executor = testPathPatterns.toExecutor({ rootDir: root });
  return sourceFolders().some((folder) =>
    readdirSync(folder, { recursive: true }).some(
      (file) => isServerSpec(file) && executor.isMatch(join(folder, file)),
    ),
  );
}

/** Not node_modules, not dist. */
function sourceFolders() {
  const projects = ['libs', 'services'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  const isThere = (folder) => readdirSync(folder).includes('src');
  return [join(root, 'deploy'), ...projects.filter(isThere).map((project) => join(project, 'src'))];
}
