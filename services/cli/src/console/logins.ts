import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { misuse, Failure } from '../failure';
import type { Login } from './identity';

/** The logins of a local run. Throws a Failure where the file is none. */
export function readLogins(path: string): readonly Login[] {
  let logins: unknown;
  try {
    logins = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw misuse(`The logins file ${path} cannot be read; npm start makes it.`);
  }
  if (!Array.isArray(logins)) throw misuse(`The logins file ${path} is not a list.`);
  return logins as Login[];
}

/**
 * Adds logins, or replaces those of the same name. The file is exchanged in one step: readers see old or
 * new.
 */
export function saveLogins(path: string, added: readonly Login[]): void {
  const names = new Set(added.map(({ login }) => login));
  const others = readLogins(path).filter(({ login }) => !names.has(login));
  writeFileSync(`${path}.new`, `${JSON.stringify([...others, ...added], null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The first login with the role. Throws a Failure where nobody has it. */
export function loginWith(logins: readonly Login[], role: string): Login {
  const found = logins.find(({ roles }) => roles.includes(role));
  if (!found) throw new Failure(`No login has the role ${role}.`);
  return found;
}
