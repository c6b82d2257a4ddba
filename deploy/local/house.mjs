import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { killAllChildren, startChild, stopAllChildren } from './child.mjs';
import { explain } from './fail.mjs';
import { fontEnvironment } from './fonts.mjs';
import { provideLogins, readLogins } from './logins.mjs';
import { givenNats, startNats } from './nats.mjs';
import { cacheDir, postgresDir, root, stateDir } from './places.mjs';
import { freePorts } from './ports.mjs';
import { givenPostgres, startPostgres } from './postgres.mjs';
import { run, stopRunning } from './run.mjs';
import { noteRunning, noteStopped, refuseWhileRunning } from './running.mjs';
import { main, provideStorage, SERVICES, startService, waitUntilReady } from './services.mjs';
import { keepAlive, TOO_OFTEN } from './supervise.mjs';

const begunAt = performance.now();
const say = (line) =>
  console.log(`[${((performance.now() - begunAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);
const logins = join(stateDir, 'logins.json');
const clock = join(stateDir, 'clock.json');
/** Between two looks whether the broker still has its streams. */
const PROVISION_EVERY_SECONDS = 15;

/**
 * Brings the whole house up, plays, and keeps it until it is told to stop. Whatever happens, nothing that
 * it started is left. Gives the exit code.
 *
 * @param {Awaited<ReturnType<typeof import('./wishes.mjs').wishes>>} wanted
 */
export async function keepHouse(wanted) {
  refuseWhileRunning();
  const told = untilTold();
  noteRunning({});
  try {
    return await Promise.race([liveIn(wanted), told]);
  } catch (error) {
    explain(error);
    return 1;
  } finally {
    await stopRunning();
    await stopAllChildren();
    noteStopped();
  }
}

/** Resolves with the exit code at the first signal; the second one spares nobody. */
function untilTold() {
  return new Promise((resolve) => {
    let isTold = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (isTold) return killAllChildren();
        isTold = true;
        say('Stopping.');
        resolve(isUp ? 0 : 130);
      });
    }
  });
}

let isUp = false;

async function liveIn(wanted) {
  await prepare(wanted);
  const { postgres, nats } = await startServers();
  say('Migrating databases and providing streams');
  const databases = await provideStorage(postgres.url, join(stateDir, 'passwords.json'));
  await runCli(['provision'], 'The streams could not be provided.', { NATS_URL: nats.url });

  say(`Starting ${SERVICES.length} services`);
  const { children, addresses } = await startServices({ databases, natsUrl: nats.url, ...wanted });
  noteRunning(addresses);

  say('Playing');
  const { console: consoleUrl, issuer } = addresses;
  const where = ['--console', consoleUrl, '--issuer', issuer, '--logins', logins];
  const services = JSON.stringify({ ...addresses.services, console: consoleUrl });
  const what = wanted.profile ? ['play'] : ['year', 'play', '--clock', clock, '--services', services];
  const play = [main('cli'), ...what, ...where, ...wanted.play];
  const driver = startChild(process.execPath, play, { cwd: root, isShown: true });
  const kept = [nats, postgres, ...children].filter(({ child }) => child); // those given are not ours
  const died = keepAlive(kept, { deaths: wanted.restarts ? TOO_OFTEN : 1, say });
  const { code } = await Promise.race([driver.exited, died]);
  if (code !== 0 || wanted.isOnce) return code ?? 1; // it has said itself what was wrong

  isUp = true;
  showAddresses(addresses);
  return died;
}

/**
 * All that can be refused is refused here, before anything is started. Where the caller has no log the sample
 * year is played, on a clock that it brings along.
 */
async function prepare({ profile }) {
  await Promise.all([givenNats(), givenPostgres()]);
  const shown = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  say('Building');
  await run(process.execPath, ['deploy/build.mjs'], shown).catch(() => {
    throw new CannotStart('The build failed, so nothing was started.');
  });
  if (profile) await runCli(['check-profile', profile], `The profile ${profile} cannot be used.`);
  else await runCli(['year', 'clock', clock], `The clock ${clock} could not be set.`);
}

/** Runs a command of ours; where it fails, its own sentence counts, or `otherwise`. */
function runCli(args, otherwise, environment = {}) {
  return run(process.execPath, [main('cli'), ...args], { env: { ...process.env, ...environment } }).catch(
    ({ printed }) => {
      throw new CannotStart(printed || otherwise);
    },
  );
}

async function startServers() {
  say('Starting Postgres and NATS');
  const log = (line) => say(`  ${line}`);
  const nats = await startNats({ storeDir: join(stateDir, 'nats'), cacheDir, log });
  const postgres = await startPostgres({ dataDir: postgresDir(), log });
  return { postgres, nats };
}

async function startServices({ databases, natsUrl, port, profile }) {
  const logDir = join(stateDir, 'logs');
  rmSync(logDir, { recursive: true, force: true });
  mkdirSync(logDir, { recursive: true });
  provideLogins(logins);

  const font = await fontEnvironment({ cacheDir, log: (line) => say(`  ${line}`) });
  const names = SERVICES.filter((name) => name !== 'console');
  const [identityPort, ...ports] = await freePorts(names.length + 1);
  const urls = Object.fromEntries(names.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`]));
  const addresses = {
    issuer: `http://127.0.0.1:${identityPort}`,
    console: `http://127.0.0.1:${port}`,
    logins,
    nats: natsUrl,
    postgres: postgresDir(),
    services: urls,
  };
  const identity = startIdentity(identityPort, port, join(logDir, 'identity.log'));
  const environment = (service, servicePort) => ({
    SERVICE_PORT: String(servicePort),
    ...(databases[service] ? { DATABASE_URL: databases[service] } : {}),
    NATS_URL: natsUrl,
    OIDC_ISSUER: addresses.issuer,
    FILES_DIR: join(stateDir, 'files', service),
    ...font,
    ...(profile ? {} : { CLOCK_FILE: clock }),
    ...(service === 'console' ? { SERVICE_URLS: JSON.stringify(urls) } : {}),
  });
  const services = names.map((name, index) => startService(name, environment(name, ports[index]), logDir));
  services.push(startService('console', environment('console', port), logDir));
  const children = [identity, ...services];
  await Promise.all(children.map(waitUntilReady));
  return { children: [...children, startProvision(natsUrl, join(logDir, 'provision.log'))], addresses };
}

/** Makes the streams again where the broker has lost them. */
function startProvision(natsUrl, logFile) {
  const args = [main('cli'), 'provision', '--every', `${PROVISION_EVERY_SECONDS}`];
  const env = { ...process.env, NATS_URL: natsUrl };
  const again = () => startChild(process.execPath, ['--max-old-space-size=64', ...args], { env, logFile });
  return { name: 'provision', child: again(), again, logFile };
}

function startIdentity(port, consolePort, logFile) {
  const env = {
    ...process.env,
    IDENTITY_PORT: String(port),
    IDENTITY_DIR: stateDir,
    LOGINS_FILE: logins,
    CONSOLE_ORIGINS: `http://127.0.0.1:${consolePort} http://localhost:${consolePort}`,
  };
  const again = () =>
    startChild(process.execPath, [join(root, 'deploy/local/identity.mjs')], { env, logFile });
  return {
    name: 'identity',
    child: again(),
    again,
    logFile,
    probe: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
  };
}

function showAddresses({ console: consoleUrl, issuer, services }) {
  const people = readLogins(logins).map(({ login, password }) => `${login} / ${password}`);
  const rows = [
    ['Console', consoleUrl],
    ...Object.entries(services).map(([name, url]) => [name, `${url}/openapi.json`]),
    ['Sign-in', issuer],
    ['Logs', join(stateDir, 'logs')],
  ];
  const listed = rows.map(([name, place]) => `  ${name.padEnd(16)}${place}`).join('\n');
  console.log(
    `\n${listed}\n\nLogins (name / password):\n  ${people.join('\n  ')}\n\nCtrl-C stops everything.`,
  );
}
