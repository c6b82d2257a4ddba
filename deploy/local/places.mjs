import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotStart } from './cannot-start.mjs';
import { isSuperuser } from './run.mjs';

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/**
 * Where local state lives: secrets, streams, logs, files. Another one makes a second house of one checkout.
 */
export const stateDir = resolve(process.env.STEWARD_STATE_DIR ?? join(root, '.steward'));
/** What was fetched once for all. */
export const cacheDir = join(root, '.steward/cache');
/** This state's folder in the system's temporary folder. */
export const temporaryDir = join(
  tmpdir(),
  `steward-${process.getuid?.() ?? 0}-${createHash('sha256').update(stateDir).digest('hex').slice(0, 12)}`,
);

/**
 * Whether other users can reach what is in `folder`: Postgres refuses root, so root runs it as another
 * user.
 */
export function isOpenToOthers(folder) {
  const isTraversable = (statSync(folder).mode & 0o001) !== 0;
  return isTraversable && (dirname(folder) === folder || isOpenToOthers(dirname(folder)));
}

/**
 * Where Postgres can keep its data: with the rest of the state, or where the user it runs as can reach it.
 */
export function postgresDir() {
  mkdirSync(stateDir, { recursive: true });
  const isReachable = isOpenToOthers(root) && isOpenToOthers(stateDir);
  const home = isSuperuser() && !isReachable ? makeTemporaryDir() : stateDir;
  return join(home, 'postgres');
}

/** Makes the temporary folder. Its name can be guessed, so a folder of somebody else's there is refused. */
export function makeTemporaryDir() {
  mkdirSync(temporaryDir, { recursive: true });
  const found = lstatSync(temporaryDir);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new CannotStart(`${temporaryDir} belongs to somebody else; remove it or set TMPDIR.`);
  }
  chmodSync(temporaryDir, 0o711);
  return temporaryDir;
}
