import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from './cannot-start.mjs';
import { lastLines } from './child.mjs';

/**
 * @typedef {ReturnType<typeof import('./child.mjs').startChild>} Child
 * @typedef {{ name: string, child: Child, logFile: string, again: () => Child }} Kept
 *   `again` starts the program once more, on the same port with the same environment.
 */

/** A program that ends this often within a minute will not come to serve. */
export const TOO_OFTEN = 5;
const MINUTE = 60_000;

/**
 * Starts again what ends without being asked to, each time after a longer pause. Never resolves; rejects with
 * CannotStart when one has ended `deaths` times within a minute, with 1 at the first time.
 *
 * @param {readonly Kept[]} programs
 * @param {{ deaths: number, say: (line: string) => void }} options
 */
export function keepAlive(programs, options) {
  return Promise.race(programs.map((program) => keepOne(program, options)));
}

async function keepOne({ name, child, logFile, again }, { deaths, say }) {
  let recent = [];
  for (let running = child; ; running = again()) {
    const { code, signal, isAsked } = await running.exited;
    if (isAsked) return new Promise(() => {});
    const how = `${name} ended by itself (${signal ?? `exit code ${code}`})`;
    recent = [...recent.filter((at) => at > Date.now() - MINUTE), Date.now()];
    if (recent.length >= deaths) {
      const often = deaths > 1 ? ` ${deaths} times within a minute` : '';
      throw new CannotStart(`${how}${often}; its log ends with:\n${lastLines(logFile)}`);
    }
    say(`${how} and is started again`);
    await pause(250 * 2 ** recent.length);
  }
}
