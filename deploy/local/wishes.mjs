import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.mjs';
import { freePort, isPortFree } from './ports.mjs';

const OPTIONS = {
  once: { type: 'boolean', default: false },
  restart: { type: 'boolean', default: false },
  import: { type: 'string' },
  profile: { type: 'string' },
  json: { type: 'string' },
  'as-of': { type: 'string' },
};
const DEFAULT_PORT = 8080;

/**
 * What the caller of `npm start` wants, checked as far as can be before anything is started. Throws
 * CannotStart.
 *
 * @param {string[]} args
 * @returns {Promise<{ isOnce: boolean, restarts: boolean, port: number, profile?: string, play: string[] }>}
 *   `restarts`: what dies is started again, as Kubernetes would; else its death ends the house. `play` is for
 *   the driver, with absolute paths.
 */
export async function wishes(args) {
  const given = parse(args);
  const { import: log, profile, json } = given;
  if ((log === undefined) !== (profile === undefined)) {
    throw new CannotStart('--import FILE and --profile FILE go together.');
  }
  const play = ['import', 'profile', 'json', 'as-of'].flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    return [`--${name}`, name === 'as-of' ? value : fromCaller(value)];
  });
  for (const file of [log, profile]) if (file !== undefined) checkReadable(fromCaller(file));
  if (json !== undefined) checkWritable(dirname(fromCaller(json)));
  const { once: isOnce, restart: restarts } = given;
  return { isOnce, restarts, port: await port(), ...(profile && { profile: fromCaller(profile) }), play };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new CannotStart(`${error.message.split('. ')[0].replace(/\.$/, '')}.`);
  }
}

/** npm runs us in the checkout; a path means the folder where it was typed. */
const fromCaller = (path) => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

function checkReadable(file) {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new CannotStart(`There is no file ${file} that can be read.`);
  }
  if (!statSync(file).isFile()) throw new CannotStart(`${file} is not a file.`);
}

function checkWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new CannotStart(`There is no folder ${folder} that can be written to.`);
  }
}

async function port() {
  const text = process.env['STEWARD_PORT'] || String(DEFAULT_PORT);
  const number = Number(text);
  if (number === 0) return freePort();
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new CannotStart(`STEWARD_PORT is ${text}, which is no port.`);
  }
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    if (!(await isPortFree(number, host))) {
      throw new CannotStart(`Port ${number} is in use; set STEWARD_PORT to a free one.`);
    }
  }
  return number;
}
