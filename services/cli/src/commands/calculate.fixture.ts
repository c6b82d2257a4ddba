import { Readable } from 'node:stream';
import { run } from '../program';

/** What the last call wrote. */
export let said: { out: string; err: string };
const terminal = Object.getOwnPropertyDescriptor(process, 'stdin')!;
beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
  Object.defineProperty(process, 'stdin', terminal);
});

/** `steward calc kind` with the text on standard input; answers its exit code. */
export async function calc(kind: string, text: string): Promise<number> {
  said = { out: '', err: '' };
  Object.defineProperty(process, 'stdin', { value: Readable.from([text]), configurable: true });
  return run(['calc', kind]);
}

/** What is answered to a question that fits. */
export async function answerTo(kind: string, question: object): Promise<unknown> {
  expect([await calc(kind, JSON.stringify(question)), said.err]).toEqual([0, '']);
  return JSON.parse(said.out);
}
