import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { killAllChildren, startChild, stopAllChildren } from './child.mjs';
import { explain } from './fail.mjs';
import { install } from './install.mjs';
import { run } from './run.mjs';
import { cacheDir, root } from './places.mjs';

/*
 * `npm run bench [-- --json] [-- --only NAME]`: builds, starts servers of its own and measures. The database
 * is as durable as that of a house.
 */
async function bench(folder) {
  await install();
  await run(process.execPath, ['deploy/build.mjs'], { cwd: root, stdio: ['ignore', 2, 2] }).catch(() => {
    throw new CannotStart('The build failed, so nothing was measured.');
  });
  const [{ natsServer }, { startPostgres }] = await Promise.all([
    import('./nats.mjs'), // they need the packages
    import('./postgres.mjs'),
  ]);
  chmodSync(folder, 0o711); // the user that Postgres runs as passes through
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: console.error });
  const env = {
    ...process.env,
    STEWARD_TEST_DATABASE_URL: postgres.url,
    STEWARD_TEST_NATS_SERVER: await natsServer({ cacheDir, log: console.error }),
    STEWARD_TEST_DIR: folder,
  };
  const main = join(root, 'services/e2e/dist/bench/main.js');
  const measuring = startChild(process.execPath, [main, ...process.argv.slice(2)], { env, isShown: true });
  const { code } = await measuring.exited;
  return code ?? 1;
}

const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'));
let told = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => void ((told += 1) > 1 ? killAllChildren() : stopAllChildren()));
}
process.exitCode = await bench(folder).catch((error) => {
  explain(error);
  return 1;
});
await stopAllChildren();
rmSync(folder, { recursive: true, force: true });
