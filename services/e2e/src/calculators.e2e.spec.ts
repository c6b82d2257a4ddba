import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './house';

const cli = join(root, 'services/cli/dist/main.js');
function calc(kind: string, question: unknown) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'calc', kind], {
    ...{ input: JSON.stringify(question), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  });
  return { status, stdout, stderr };
}
const S2 = {
  ...{ calendar: 'CN', timezone: 'Asia/Shanghai', start: '2026-09-30T17:00:00+08:00', seconds: 57_600 },
  slots: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
  pauses: [],
};

it('S2: the steward command calculates from standard input to standard output', () => {
  expect(calc('deadline', S2)).toEqual({
    ...{ status: 0, stderr: '', stdout: '{"due":"2026-10-09T17:00:00+08:00","provisional":false}\n' },
  });
});

it('answers 20,000 questions in their order, and none of them where one does not fit', () => {
  const questions = Array.from({ length: 20_000 }, (_, n) => ({ ...S2, calendar: '24x7', seconds: n }));
  const { status, stdout } = calc('deadline', questions);
  expect(status).toBe(0);
  const answers = JSON.parse(stdout) as { due: string }[];
  const start = Date.parse(S2.start);
  expect(answers.map(({ due }) => (Date.parse(due) - start) / 1000)).toEqual(questions.map((_, n) => n));
  expect(calc('deadline', [...questions, { ...S2, seconds: -1 }])).toEqual({
    ...{ status: 2, stdout: '' },
    stderr: expect.stringMatching(
      /^steward: The question does not fit: \[20000\]\.seconds must be [^\n]*\n$/,
    ),
  });
});
