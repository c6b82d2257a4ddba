import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');

/** How a subscriber is started: the program and its arguments. */
export type Program = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};
export type Running = {
  readonly child: ChildProcess;
  /** What it wrote to its standard error. */
  said(): string;
  /** Ends it, by default as its operator does, and gives its exit code: null where a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

/** The sample in TypeScript as JavaScript, which Node 20 needs; `change` makes another of its source. */
export function typescriptSubscriber(change = (source: string) => source): Program {
  const source = change(readFileSync(join(__dirname, 'subscriber.ts'), 'utf8'));
  const folder = join(root, 'node_modules/.cache/subscribers'); // where the package `nats` is found
  mkdirSync(folder, { recursive: true });
  const file = join(mkdtempSync(join(folder, 'run-')), 'subscriber.mjs');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(file, ts.transpileModule(source, { compilerOptions }).outputText);
  return { name: 'TypeScript', command: process.execPath, args: [file], env: {} };
}

/**
 * The sample in Python, or null where this machine has no Python with nats-py and pip cannot provide it.
 * It is provided once, in a folder of the checkout.
 */
export function pythonSubscriber(): Program | null {
  const packages = join(root, '.steward/cache/python');
  const python = {
    name: 'Python',
    command: 'python3',
    args: [join(__dirname, 'subscriber.py')],
    env: { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
  };
  const knowsNats = () =>
    spawnSync(python.command, ['-c', 'import nats.js'], { env: { ...process.env, ...python.env } }).status ===
    0;
  if (knowsNats()) return python;
  const requirements = join(__dirname, 'requirements.txt');
  const pip = ['-m', 'pip', 'install', '--quiet', '--target', packages, '--requirement', requirements];
  if (!existsSync(packages)) spawnSync(python.command, pip, { timeout: 60_000 });
  return knowsNats() ? python : null;
}

/** Both samples, or the one that can run here. */
export function subscribers(): readonly Program[] {
  const python = pythonSubscriber();
  if (!python) process.stderr.write('The Python subscriber is not tried: there is no Python with nats-py.\n');
  return [typescriptSubscriber(), ...(python ? [python] : [])];
}

export const newLedger = (): string => join(mkdtempSync(join(tmpdir(), 'steward-subscriber-')), 'ledger');

/** Starts it; it answers the conformance kit. */
export function startSubscriber(program: Program, natsUrl: string, ledger: string): Running {
  const own = { NATS_URL: natsUrl, LEDGER: ledger, CONFORMANCE: '1' };
  const child = spawn(program.command, program.args, {
    env: { ...process.env, ...program.env, ...own },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  return {
    child,
    said: () => said,
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
}
