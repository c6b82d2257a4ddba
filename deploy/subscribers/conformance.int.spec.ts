import { startBus, type TestBus } from '@steward/testing';
import { connect } from 'nats';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../services/cli/src/program';
import {
  newLedger,
  startSubscriber,
  subscribers,
  typescriptSubscriber,
  type Program,
} from './subscribers.fixture';

type Report = {
  readonly passed: boolean;
  readonly scenarios: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly reasons: string[];
  }[];
};
const SCENARIOS = 'in-order duplicates redelivery reordering gaps replay fields versions amounts'.split(' ');

let bus: TestBus;
let said: string;
beforeEach(async () => {
  bus = await startBus();
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await bus.stop();
});

const newFile = () => join(mkdtempSync(join(tmpdir(), 'steward-conformance-')), 'file.json');

/** Runs the kit beside a subscriber, which is there first, as is the stream. */
async function tried(program: Program, ...more: string[]): Promise<{ exitCode: number; report: Report }> {
  const file = newFile();
  const kit = run(['conformance', '--url', bus.url, '--report', file, '--timeout', '10', ...more]);
  const running = startSubscriber(program, bus.url, newLedger());
  try {
    const exitCode = await kit;
    expect(running.said()).toBe('');
    return { exitCode, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
  } finally {
    await running.end();
  }
}

/** The sample with a part of its source taken out. */
const without = (part: string, instead = ''): Program =>
  typescriptSubscriber((source) => {
    expect(source.split(part)).toHaveLength(2);
    return source.replace(part, instead);
  });
const failed = ({ scenarios }: Report) => scenarios.filter(({ passed }) => !passed).map(({ name }) => name);

it.each(subscribers())('the $name subscriber passes every scenario', async (program) => {
  const { exitCode, report } = await tried(program);
  expect(report.scenarios.map(({ name, passed, reasons }) => [name, passed, reasons])).toEqual(
    SCENARIOS.map((name) => [name, true, []]),
  );
  expect([exitCode, report.passed]).toEqual([0, true]);
});

it('one that books repeats fails, and is told what is counted twice', async () => {
  const forgetful = without(
    'if (this.postings.has(posting.eventId)) continue;\n      added.set(posting.eventId, posting);',
    'added.set(`${this.postings.size} ${added.size}`, posting);',
  );
  const { exitCode, report } = await tried(forgetful);
  expect(failed(report)).toEqual(['duplicates', 'redelivery', 'replay']);
  const { reasons } = report.scenarios.find(({ name }) => name === 'duplicates')!;
  const [, got, due] = /settlement\.posted of .* is (-?\d+), and must be (-?\d+)\.$/m.exec(
    reasons.join('\n'),
  )!;
  expect(Number(got)).toBe(2 * Number(due));
  expect(said).toContain('FAIL  duplicates: Book an event that comes twice in a row once.');
  expect([exitCode, said.includes('steward: 3 scenarios failed.')]).toEqual([1, true]);
});

it.each([
  ['adds as doubles do', 'BigInt(amountMinor!)', 'BigInt(Number(amountMinor))', ['amounts']],
  [
    'books whatever version',
    'const isKnown = type.endsWith(`.v${KNOWN_VERSION}`);',
    'const isKnown = true;',
    ['versions'],
  ],
  [
    'does not book corrections to what they correct',
    "data['correctionOf'] ?? subject",
    'header("ce-id")',
    SCENARIOS,
  ],
])('one that %s fails', async (_, part, instead, scenarios) => {
  expect(failed((await tried(without(part, instead))).report)).toEqual(scenarios);
});

it('one that acknowledges nothing, or answers nothing, is given the time and fails', async () => {
  const silent = without("connection.subscribe('conformance.answer'", "connection.subscribe('nothing'");
  const { report } = await tried(silent, '--timeout', '1');
  expect(failed(report)).toEqual(SCENARIOS);
  expect(report.scenarios[0]!.reasons[0]).toMatch(/^Step 1: Nobody answers conformance\.answer: /);
});

it('an answer may stand in a file, and is checked', async () => {
  const file = newFile();
  writeFileSync(file, '{"balances":[{"contractId":1}]}');
  const { report } = await tried(typescriptSubscriber(), '--answer', file);
  expect(failed(report)).toEqual(SCENARIOS);
  expect(report.scenarios[0]!.reasons[0]).toContain('does not fit: ');
});

it('a broker with a feed that is not the kit’s is left alone', async () => {
  const connection = await connect({ servers: bus.url });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: 'PUB_FINANCE', subjects: ['pub.finance.>'] });
  expect(await run(['conformance', '--url', bus.url])).toBe(2);
  expect(said).toContain('has a PUB_FINANCE of its own');
  expect((await manager.streams.info('PUB_FINANCE')).state.messages).toBe(0);
  await connection.close();
});
