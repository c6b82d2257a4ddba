import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { CannotStart } from './cannot-start.mjs';

/**
 * The shell becomes the program, but leaves a watcher behind in the same process group. The watcher holds
 * our end of a pipe: when we close it, or die in whatever way, it sends the group the signal to stop. So
 * there are no orphans, not even after SIGKILL. The watcher is no child of the program: Postgres does not
 * bear strangers.
 */
const GUARD = `signal=$1; shift; exec 3<&0 </dev/null
( (read -r _ <&3; kill -s "$signal" -- -$$) >/dev/null 2>&1 & )
exec "$@" 3<&-`;

const alive = new Set();
let isStopping = false;

/**
 * Starts a program that dies with us. It leads its own process group, so that Ctrl-C reaches it through us
 * alone, in our order.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, logFile?: string, isShown?: boolean, uid?: number,
 *   gid?: number, stopSignal?: 'TERM' | 'INT', isServer?: boolean }} [options]
 *   What it prints goes to `logFile`, or with `isShown` where ours goes, or nowhere. Others need a server:
 *   it is stopped last.
 */
export function startChild(command, args, options = {}) {
  if (isStopping) throw new CannotStart('Everything is being stopped.');
  const {
    env = process.env,
    cwd,
    logFile,
    isShown,
    uid,
    gid,
    stopSignal = 'TERM',
    isServer = false,
  } = options;
  const output = logFile ? openSync(logFile, 'a') : isShown ? 'inherit' : 'ignore';
  const process_ = spawn('/bin/sh', ['-c', GUARD, 'sh', stopSignal, command, ...args], {
    env,
    cwd,
    uid,
    gid,
    detached: true,
    stdio: ['pipe', output, output],
  });
  if (logFile) closeSync(output);
  process_.stdin.on('error', () => {}); // it may be gone before us

  let ending = null;
  let isAsked = false;
  const exited = new Promise((resolve) => {
    const end = (code, signal) => {
      alive.delete(child);
      resolve((ending = { code, signal, isAsked }));
    };
    process_.once('exit', end);
    process_.once('error', () => end(127, null));
  });
  const child = {
    pid: process_.pid,
    isServer,
    /** Resolves with `{ code, signal, isAsked }` when the program has ended; `isAsked`: by us, to stop. */
    exited,
    /** How it ended, or null while it runs. */
    ending: () => ending,
    /** Asks it to stop, waits at most `graceMs`, then kills it and all that it started. */
    async stop(graceMs = 10_000) {
      isAsked = true;
      process_.stdin.end();
      const timer = setTimeout(() => killGroup(process_.pid), graceMs);
      await exited;
      clearTimeout(timer);
    },
    kill() {
      isAsked = true;
      killGroup(process_.pid);
    },
  };
  alive.add(child);
  return child;
}

/** Stops every child that runs, first those that use servers, then the servers. None can be started after. */
export async function stopAllChildren() {
  isStopping = true;
  for (const isServer of [false, true]) {
    const those = [...alive].filter((child) => child.isServer === isServer);
    // A database may have much to write down.
    await Promise.all(those.map((child) => child.stop(isServer ? 30_000 : 10_000)));
  }
}

/** For the impatient: ends them at once. */
export function killAllChildren() {
  for (const child of alive) child.kill();
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** The last lines of a log, indented, to be shown when its program failed. */
export function lastLines(logFile, count = 15) {
  if (!existsSync(logFile)) return '';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');
}

/**
 * Asks `check` again and again until it gives something that is not null. Throws what `timedOut` makes when
 * `withinMs` have passed.
 */
export async function poll(check, { withinMs, everyMs = 20, timedOut }) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found != null) return found;
    if (Date.now() > deadline) throw timedOut();
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
