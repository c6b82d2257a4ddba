import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A small checkout: one clause of each state, and tests that name them in every way there is. */
const sound: Readonly<Record<string, string>> = {
  'libs/domain/src/clauses.ts': `
    const ROWS = [['1.2.1', 'DONE'], ['2.2.1a', 'PLANNED'], ['2.3.2a', 'DONE'], ['4.x', 'SOURCE_MISSING']] as const;
    export const CLAUSES = ROWS.map(([id, state]) => ({ id, phrase: '级', owner: 'risk', state }));`,
  'services/risk/src/domain/risk.spec.ts': `
    describe('2.3.2a: the liaison', () => {
      it('is one', () => {});
    });
    it.each<[number]>([[1], [2]])('S9, 1.2.1 and 2.2.1a: of %i | it', () => {});
    it(\`2.1, D6.1: \${1} more says 2.2.1a, and not 1.2.10 or v1.2.1\`, () => expect('9.9.9: no name').toBe(1));`,
  'services/risk/node_modules/other/other.spec.ts': `it('9.9.9: is nobody’s business here', () => {});`,
  'docs/clauses.md': '',
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steward-clauses-'));
  for (const [path, text] of Object.entries(sound)) plant(path, text);
  expect(clauses()).toEqual({ status: 0, faults: [] });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
function clauses(...options: string[]): { status: number | null; faults: string[] } {
  const args = [resolve(__dirname, 'clauses.mjs'), ...options, root];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, faults: stderr.split('\n').filter((line) => line !== '') };
}
const page = () => readFileSync(join(root, 'docs/clauses.md'), 'utf8');

it('the page lists every clause with the tests that name it, or whose describe does', () => {
  const file = 'services/risk/src/domain/risk.spec.ts';
  const both = `${file}: S9, 1.2.1 and 2.2.1a: of %i \\| it`;
  const rows = page().split('\n').slice(-5);
  expect(rows).toEqual([
    `| 1.2.1 | 级 | risk | DONE | ${both} |`,
    `| 2.2.1a | 级 | risk | PLANNED | ${file}: 2.1, D6.1: … more says 2.2.1a, and not 1.2.10 or v1.2.1<br>${both} |`,
    `| 2.3.2a | 级 | risk | DONE | ${file}: 2.3.2a: the liaison › is one |`,
    '| 4.x | 级 | risk | SOURCE_MISSING | |',
    '',
  ]);
  expect(page()).toContain('4 clauses: 2 done, 1 planned, 1 missing at the source.');
  expect(clauses('--check')).toEqual({ status: 0, faults: [] });
});

it('a clause that is done has a test', () => {
  plant('services/risk/src/domain/risk.spec.ts', `it('1.2.1: is one', () => {});`);
  expect(clauses()).toEqual({ status: 1, faults: ['2.3.2a is DONE, but no test names it.'] });
});

it('a describe without a test is none', () => {
  plant('services/risk/src/domain/risk.spec.ts', `it('1.2.1', () => {}); describe('2.3.2a', () => {});`);
  expect(clauses().status).toBe(1);
});

it.each(['2.3.2: a whole section', '1.2.1 and 2.2.1e: one of two', '9.9.9'])(
  'a test does not begin with a clause that there is not: %s',
  (name) => {
    plant('deploy/start.spec.ts', `describe('x', () => { it('${name}', () => {}); });`);
    const [id] = /2\.3\.2|2\.2\.1e|9\.9\.9/.exec(name)!;
    const fault = `deploy/start.spec.ts: '${name}' names ${id}, and there is no such clause.`;
    expect(clauses()).toEqual({ status: 1, faults: [fault] });
  },
);

it('a page that no longer says what the tests say is stale, and a check leaves it so', () => {
  const before = page();
  plant('libs/domain/src/domain.spec.ts', `it('2.2.1a: another', () => {});`);
  const fault = 'docs/clauses.md is stale; run `npm run clauses`.';
  expect(clauses('--check')).toEqual({ status: 1, faults: [fault] });
  expect(page()).toBe(before);
});
