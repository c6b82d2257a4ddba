import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../../..');

/** One run of `npm start`: what it said so far, and how it ended. */
export type Run = { readonly process: ChildProcess; said(): string; readonly ended: Promise<number | null> };

/** A state of its own, as another checkout would have it: databases, streams, secrets, files. */
export class House {
  readonly stateDir = mkdtempSync(join(tmpdir(), 'steward-e2e-'));

  constructor() {
    chmodSync(this.stateDir, 0o711); // Postgres keeps its data here too, although it may run as another user
  }

  /** Starts `npm start` with these arguments; the caller waits for its end. */
  start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Run {
    const env = { ...process.env, STEWARD_STATE_DIR: this.stateDir, STEWARD_PORT: '0', ...environment };
    const child = spawn(process.execPath, [join(root, 'deploy/local/start.mjs'), ...args], {
      env,
      cwd: root,
    });
    let said = '';
    const hear = (chunk: Buffer) => void (said += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return {
      process: child,
      said: () => said,
      ended: new Promise((ended) => child.once('close', (code) => ended(code))),
    };
  }

  /** Plays a log and gives the report of every quarter that it touched. Throws with what was said. */
  async report(log: string, profile: string): Promise<unknown> {
    const out = join(this.stateDir, 'report.json');
    const run = this.start(['--once', '--import', log, '--profile', profile, '--json', out]);
    const code = await run.ended;
    if (code !== 0) throw new Error(`npm start ended with ${code} and said:\n${run.said()}`);
    return JSON.parse(readFileSync(out, 'utf8'));
  }

  /** Plays the sample year, or what is left of it, and gives its reports. Throws with what was said. */
  async year(environment: NodeJS.ProcessEnv): Promise<{ said: string; report: unknown }> {
    const out = join(this.stateDir, 'report.json');
    const run = this.start(['--once', '--json', out], environment);
    const code = await run.ended;
    if (code !== 0) throw new Error(`npm start ended with ${code} and said:\n${run.said()}`);
    return { said: run.said(), report: JSON.parse(readFileSync(out, 'utf8')) };
  }

  remove(): void {
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}
