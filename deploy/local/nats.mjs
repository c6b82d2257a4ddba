import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { connect } from 'nats';
import { CannotStart } from './cannot-start.mjs';
import { lastLines, poll, startChild } from './child.mjs';
import { fileOfPackage } from './debian.mjs';

/**
 * A NATS server with JetStream: the one at NATS_URL, else a process of our own that keeps its streams in
 * `storeDir` and listens on a free port of 127.0.0.1.
 *
 * @param {{ storeDir: string, cacheDir: string, log?: (line: string) => void }} options
 *   `cacheDir` keeps the server's program where it had to be fetched.
 * @returns {Promise<{ url: string, stop(): Promise<void> }>} throws CannotStart
 */
export async function startNats({ storeDir, cacheDir, log = () => {} }) {
  const given = await givenNats();
  if (given) return { url: given, stop: async () => {} };
  return startServer({ binary: await natsServer({ cacheDir, log }), storeDir });
}

/**
 * Starts one NATS server process of our own.
 *
 * @param {{ binary: string, storeDir: string, port?: number }} options `port`: default a free one
 */
export async function startServer({ binary, storeDir, port = -1 }) {
  mkdirSync(storeDir, { recursive: true });
  const portsDir = mkdtempSync(join(storeDir, 'ports-'));
  const logFile = join(storeDir, 'nats-server.log');
  const start = (at, ...more) => {
    const args = ['--addr', '127.0.0.1', '--port', `${at}`, '--jetstream', '--store_dir', storeDir];
    return startChild(binary, [...args, ...more], { logFile, isServer: true });
  };
  const child = start(port, '--ports_file_dir', portsDir);
  const stop = async () => {
    await child.stop();
    rmSync(portsDir, { recursive: true, force: true });
  };
  const failed = (how) => new CannotStart(`nats-server ${how}; its log says:\n${lastLines(logFile)}`);
  try {
    const url = await poll(
      () => {
        if (child.ending()) throw failed('ended at once');
        return urlIn(portsDir);
      },
      { withinMs: 20_000, everyMs: 10, timedOut: () => failed('did not become ready within 20 s') },
    );
    return {
      name: 'nats-server',
      url,
      pid: child.pid,
      child,
      again: () => start(new URL(url).port),
      logFile,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the server chose; it writes it down once it listens. */
function urlIn(portsDir) {
  const [file] = readdirSync(portsDir);
  if (!file) return null;
  const text = readFileSync(join(portsDir, file), 'utf8');
  return text.endsWith('}') ? JSON.parse(text).nats[0] : null;
}

/**
 * NATS_URL, where it is set and a server with JetStream answers there. Throws CannotStart where none does.
 */
export async function givenNats() {
  const url = process.env['NATS_URL'];
  if (!url) return null;
  let connection;
  try {
    connection = await connect({ servers: url, timeout: 3_000, maxReconnectAttempts: 0 });
  } catch {
    throw new CannotStart(`NATS_URL is set to ${withoutPassword(url)}, but no NATS server answers there.`);
  }
  try {
    await (await connection.jetstreamManager()).getAccountInfo();
  } catch {
    throw new CannotStart(`The NATS server at ${withoutPassword(url)} has no JetStream; start it with -js.`);
  } finally {
    await connection.close();
  }
  return url;
}

const withoutPassword = (url) => url.replace(/\/\/[^@/]*@/, '//');

/**
 * The path of a nats-server program: the one in PATH, else Debian's package, fetched once and unpacked into
 * `cacheDir` without installing it. Throws CannotStart where neither works.
 */
export async function natsServer({ cacheDir, log = () => {} }) {
  const places = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin', '/usr/local/bin');
  const found = places.map((place) => join(place, 'nats-server')).find(existsSync);
  if (found) return found;
  const wanted = { packageName: 'nats-server', file: 'usr/sbin/nats-server', cacheDir, log };
  const fetched = await fileOfPackage(wanted);
  if (fetched) return fetched;
  throw new CannotStart(
    'There is no nats-server in PATH and its Debian package could not be fetched; install NATS server 2.9.10 ' +
      'or newer, or set NATS_URL.',
  );
}
