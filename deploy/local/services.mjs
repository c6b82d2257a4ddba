import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { lastLines, poll, startChild } from './child.mjs';
import { provideDatabase, sqlName } from './databases.mjs';
import { root } from './places.mjs';
import { run } from './run.mjs';

/** Each is a process of its own; the console, which people open, is the last. */
export const SERVICES = [
  'vendors',
  'contracts',
  'work-orders',
  'appraisal',
  'finance',
  'risk',
  'collaboration',
  'console',
];
const READY_WITHIN_MS = 120_000;

/** A built project's program. */
export const main = (project) => join(root, 'services', project, 'dist/main.js');
const hasDatabase = (service) => existsSync(join(root, 'services', service, 'dist/storage/data-source.js'));

/**
 * Makes and migrates the database of each service that has one.
 *
 * @param {string} adminUrl
 * @param {string} passwordsFile keeps the passwords of the roles, made at random the first time
 * @returns {Promise<Record<string, string>>} each service's database by its application's role
 */
export async function provideStorage(adminUrl, passwordsFile) {
  const passwords = existsSync(passwordsFile) ? JSON.parse(readFileSync(passwordsFile, 'utf8')) : {};
  const services = SERVICES.filter(hasDatabase);
  const random = () => randomBytes(18).toString('hex');
  for (const service of services) passwords[service] ??= { ownerPassword: random(), appPassword: random() };
  writeFileSync(passwordsFile, JSON.stringify(passwords), { mode: 0o600 });

  const urls = await Promise.all(
    services.map(async (service) => {
      const database = `steward_${sqlName(service)}`;
      const provided = await provideDatabase(adminUrl, { service, database, ...passwords[service] });
      const env = { ...process.env, DATABASE_URL: provided.ownerUrl, APP_ROLE: provided.appRole };
      await run(process.execPath, [main(service), 'migrate'], { env }).catch(({ printed }) => {
        throw new CannotStart(`The database of ${service} could not be migrated:\n${printed}`);
      });
      return [service, provided.appUrl];
    }),
  );
  return Object.fromEntries(urls);
}

/**
 * Starts a service as its own process.
 *
 * @param {string} name
 * @param {Record<string, string>} environment what this one gets besides what all get
 * @param {string} logDir
 */
export function startService(name, environment, logDir) {
  const env = {
    ...process.env,
    STEWARD_SERVICE: name, // tells processes apart
    DATABASE_URL: '', // ours, if any, is a superuser's
    OIDC_AUDIENCE: 'steward',
    STEWARD_PROFILE: 'local',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    ...environment,
  };
  const logFile = join(logDir, `${name}.log`);
  const again = () =>
    startChild(process.execPath, ['--max-old-space-size=160', main(name)], { env, logFile });
  return {
    name,
    child: again(),
    again,
    logFile,
    probe: `http://127.0.0.1:${environment['SERVICE_PORT']}/health/ready`,
  };
}

/** Waits until a process answers its probe. Throws CannotStart with the end of its log where it does not. */
export async function waitUntilReady({ name, child, logFile, probe }) {
  const failed = (how) => new CannotStart(`${name} ${how}; its log ends with:\n${lastLines(logFile)}`);
  await poll(
    async () => {
      if (child.ending()) throw failed('ended while it was starting');
      return (await answers(probe)) || null;
    },
    {
      withinMs: READY_WITHIN_MS,
      everyMs: 100,
      timedOut: () => failed(`did not become ready within ${READY_WITHIN_MS / 1000} s`),
    },
  );
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
