import { processesWith } from '@steward/testing';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const nowhere = '127.0.0.1:1';

let stateDir: string;
let taken: Server;
beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'steward-start-'));
  taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await new Promise((closed) => taken.close(closed));
  rmSync(stateDir, { recursive: true, force: true });
});

/** Runs `npm start` with a state of its own. */
function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, STEWARD_STATE_DIR: stateDir, INIT_CWD: root, ...environment };
  const child = spawn(process.execPath, [join(root, 'deploy/local/start.mjs'), ...args], { env, cwd: root });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((ended) => child.once('close', (code) => ended({ code, said: said.trim() })));
}

it.each<[string, string[], () => NodeJS.ProcessEnv, string]>([
  [
    'a port that is in use',
    ['--once'],
    () => ({ STEWARD_PORT: String((taken.address() as AddressInfo).port) }),
    'is in use; set STEWARD_PORT to a free one.',
  ],
  ['a port that is none', [], () => ({ STEWARD_PORT: 'http' }), 'STEWARD_PORT is http, which is no port.'],
  [
    'a broker that does not answer',
    ['--once'],
    () => ({ NATS_URL: `nats://${nowhere}` }),
    'but no NATS server answers there.',
  ],
  [
    'a database that does not answer',
    ['--once'],
    () => ({ DATABASE_URL: `postgres://postgres:secret@${nowhere}/postgres` }),
    'but Postgres does not let us in there',
  ],
  [
    'a log that is not there',
    ['--import', 'no.csv', '--profile', 'package.json'],
    () => ({}),
    'There is no file',
  ],
  ['a log without its profile', ['--import', 'package.json'], () => ({}), 'go together.'],
  ['a result for which there is no folder', ['--json', '/nowhere/x.json'], () => ({}), 'There is no folder'],
  ['an option that does not exist', ['--fast'], () => ({}), "Unknown option '--fast'."],
])('%s is refused in one sentence, and nothing was started', async (_, args, environment, sentence) => {
  const { code, said } = await start(args, { STEWARD_PORT: '0', ...environment() });
  expect(code).toBe(1);
  expect(said).toContain(sentence);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).not.toContain('secret');
  expect(processesWith('STEWARD_STATE_DIR', stateDir)).toEqual([]);
  expect(readdirSync(stateDir)).toEqual([]);
});
