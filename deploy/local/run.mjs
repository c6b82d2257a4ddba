import { spawn } from 'node:child_process';

export const isSuperuser = () => process.getuid?.() === 0;

const running = new Set();
let isStopping = false;

/**
 * Runs a program to its end and gives what it printed. Where it fails, the error has that as `printed`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    if (isStopping) throw new Error('Everything is being stopped.');
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    running.add(child);
    let printed = '';
    child.stdout?.on('data', (chunk) => (printed += chunk));
    child.stderr?.on('data', (chunk) => (printed += chunk));
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(printed);
      else
        reject(
          Object.assign(new Error(`${command} failed:\n${printed}`), { printed: printed.trim(), signal }),
        );
    });
  });
}

/** Ends whatever `run` has under way; nothing can be run after. */
export async function stopRunning() {
  isStopping = true;
  const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(ended);
}
