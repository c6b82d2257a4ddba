import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Api } from '../console/api';
import { Identity } from '../console/identity';
import { readLogins } from '../console/logins';
import { Failure } from '../failure';

/** The local state of this checkout, as `npm start` keeps it. */
const stateDir = process.env['STEWARD_STATE_DIR'] || resolve(__dirname, '../../../../.steward');
export const LOGINS_FILE = join(stateDir, 'logins.json');
const ADDRESSES = join(stateDir, 'addresses.json');

/** Where the console is: STEWARD_URL, else where `npm start` left it. */
export function consoleUrl(): string {
  if (process.env['STEWARD_URL']) return process.env['STEWARD_URL'];
  if (!existsSync(ADDRESSES)) throw new Failure('Set STEWARD_URL to the console, or run npm start first.');
  const { console: url } = JSON.parse(readFileSync(ADDRESSES, 'utf8')) as { console?: string };
  if (!url) throw new Failure(`${ADDRESSES} names no console; set STEWARD_URL.`);
  return url;
}

/** The issuer that the console's page signs in at. */
export async function issuerOf(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/v1/client-config`, {
      signal: AbortSignal.timeout(15_000),
    });
    return ((await answer.json()) as { issuer: string }).issuer;
  } catch {
    throw new Failure(`The console at ${url} cannot be reached.`);
  }
}

/** The suite as STEWARD_LOGIN sees it; its password is STEWARD_PASSWORD or stands in the local logins. */
export async function signedIn(defaultLogin: string): Promise<Api> {
  const url = consoleUrl();
  const login = process.env['STEWARD_LOGIN'] ?? defaultLogin;
  const password = process.env['STEWARD_PASSWORD'] ?? localPassword(login);
  return new Api(url, new Identity(await issuerOf(url)), { login, password, roles: [] });
}

function localPassword(login: string): string {
  const found = existsSync(LOGINS_FILE) && readLogins(LOGINS_FILE).find((each) => each.login === login);
  if (!found) throw new Failure(`Set STEWARD_PASSWORD to the password of ${login}.`);
  return found.password;
}
