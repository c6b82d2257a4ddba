import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { stateDir } from './places.mjs';

/**
 * Says which process keeps this state's house running, and where it can be reached. The command line reads
 * it.
 */
const file = join(stateDir, 'addresses.json');

/** Throws CannotStart while another process runs on this state. */
export function refuseWhileRunning() {
  if (!existsSync(file)) return;
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));
  if (pid !== process.pid && isOurs(pid)) {
    throw new CannotStart(`Steward runs here already, as process ${pid}; stop it first.`);
  }
}

/** @param {object} addresses what is known so far; it is called again when there is more. */
export function noteRunning(addresses) {
  mkdirSync(stateDir, { recursive: true });
  const text = JSON.stringify({ pid: process.pid, ...addresses }, null, 2);
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
}

export function noteStopped() {
  rmSync(file, { force: true });
}

/** After a crash the note stays, and its number may by now be some other program's. */
function isOurs(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('start.mjs');
}
