import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './program';

const sampleProfile = resolve(__dirname, '../../../deploy/local/sample.profile.json');
let folder: string;
let said: { out: string; err: string };
const environment = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-cli-'));
  said = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  for (const name of ['NATS_URL', 'STEWARD_URL', 'STEWARD_LOGIN']) delete process.env[name];
  process.env['STEWARD_STATE_DIR'] = folder;
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  rmSync(folder, { recursive: true, force: true });
});

const play = (...more: string[]) => [
  ...['play', '--console', 'http://127.0.0.1:1', '--issuer', 'http://127.0.0.1:1'],
  ...['--logins', join(folder, 'logins.json'), '--profile', sampleProfile, ...more],
];

describe('a command that cannot be carried out says why in one sentence', () => {
  it.each<[string, () => string[], number, string]>([
    ['no such command', () => ['fly'], 2, "error: unknown command 'fly'"],
    ['no such option', () => ['provision', '--fast'], 2, "error: unknown option '--fast'"],
    ['a missing option', () => ['sample-log'], 2, "error: required option '--out <file>' not specified"],
    [
      'a number that is none',
      () => ['sample-log', '--out', 'x', '--rows', '1e9'],
      2,
      'It must be a whole number.',
    ],
    [
      'a folder that is not there',
      () => ['sample-log', '--out', join(folder, 'no/x.csv')],
      1,
      'cannot be written',
    ],
    ['no broker named', () => ['provision'], 2, 'Set NATS_URL to the broker'],
    [
      'a profile that is not there',
      () => ['check-profile', 'no.json'],
      2,
      'The profile no.json cannot be read.',
    ],
    ['no suite running', () => ['report', 'quarter', '2016Q1'], 1, 'Set STEWARD_URL to the console'],
    ['a quarter that is none', () => ['report', 'quarter', '2016Q5'], 2, '2016Q5 is no quarter'],
    ['a log that is not there', () => play('--import', join(folder, 'no.csv')), 2, 'There is no file'],
    [
      'an as-of without an offset',
      () => play('--import', sampleProfile, '--as-of', '2016-04-01'),
      2,
      'is no instant',
    ],
    ['a result without a log', () => play('--json', 'x.json'), 2, '--as-of and --json need --import.'],
    ['no logins', () => play(), 2, 'cannot be read; npm start makes it.'],
  ])('%s', async (_, args, exitCode, sentence) => {
    expect(await run(args())).toBe(exitCode);
    expect(said.err).toContain(sentence);
    expect(said.err).not.toMatch(/\n\s+at /);
    expect(said.out).toBe('');
  });

  it('a broker that does not answer', async () => {
    process.env['NATS_URL'] = 'nats://127.0.0.1:1';
    expect(await run(['provision'])).toBe(1);
    expect(said.err).toBe(
      'steward: The broker at nats://127.0.0.1:1 cannot be reached: CONNECTION_REFUSED.\n',
    );
  });

  it('a console that does not answer', async () => {
    process.env['STEWARD_URL'] = 'http://127.0.0.1:1';
    process.env['STEWARD_PASSWORD'] = 'x';
    expect(await run(['report', 'quarter', '2016Q1'])).toBe(1);
    expect(said.err).toBe('steward: The console at http://127.0.0.1:1 cannot be reached.\n');
  });
});

it('help is no failure', async () => {
  expect(await run(['--help'])).toBe(0);
  expect(said.out).toContain('check-profile <file>');
});

it('a profile that fits is said to fit, and a sample log is written', async () => {
  expect(await run(['check-profile', sampleProfile])).toBe(0);
  expect(said.out).toContain('the log sample with 4 vendors.');
  const out = join(folder, 'log.csv');
  expect(await run(['sample-log', '--out', out, '--rows', '60'])).toBe(0);
  expect(readFileSync(out, 'utf8')).toMatch(/^number,incident_state,.*\nSMP0001001,New,/);
});

it('a profile that does not fit is refused with exit code 2', async () => {
  const file = join(folder, 'p.json');
  writeFileSync(file, '{"vendors":[]}');
  expect(await run(['check-profile', file])).toBe(2);
  expect(said.err).toContain(`steward: The profile ${file} does not fit: `);
});
