import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/*
 * `npm run clauses`: finds the clauses that tests name, writes docs/clauses.md, and fails where a DONE clause
 * has no test or a test begins with a clause that there is not. With `--check` it writes nothing and fails
 * where docs/clauses.md is stale. A folder as argument stands in for the checkout.
 */
const PAGE = 'docs/clauses.md';
const WITH_TESTS = ['libs', 'services', 'deploy'];
const BLOCKS = ['describe', 'it', 'test'];
const ID = /^\d\.\d\.\d[a-z]?$/;
/** What may stand among the clauses at a name's beginning: examples (S9, D6.1), sections (2.1), `and`. */
const LABEL = /^(?:and|[A-Z]\d+(?:\.\d+)?|\d\.\d)$/;

/** The registry as its source says it, so that no build has to come first. */
async function registryOf(root) {
  const source = readFileSync(join(root, 'libs/domain/src/clauses.ts'), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)).CLAUSES;
}

/** Every spec below the folders that may have some, as a path with slashes, sorted. */
function specsIn(root) {
  const folders = WITH_TESTS.filter((folder) => existsSync(join(root, folder)));
  return folders.flatMap((folder) => specsBelow(root, folder)).toSorted();
}

function specsBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ['node_modules', 'dist'].includes(entry.name) ? [] : specsBelow(root, path);
    return entry.name.endsWith('.spec.ts') ? [path] : [];
  });
}

/**
 * The blocks of a spec, outer ones first: the names from the outermost `describe` to its own, and whether it
 * is a test.
 */
function blocksOf(root, file) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022);
  const blocks = [];
  const visit = (node, outer) => {
    const kind = ts.isCallExpression(node) && calledBy(node.expression);
    const name = BLOCKS.includes(kind) && node.arguments[0] && textOf(node.arguments[0]);
    const names = name ? [...outer, name] : outer;
    if (name) blocks.push({ file, names, isTest: kind !== 'describe' });
    ts.forEachChild(node, (child) => visit(child, names));
  };
  visit(source, []);
  return blocks;
}

/** Whose call it is: `it` of it(…), it.each(…)(…) and it.each`…`(…). */
function calledBy(callee) {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee))
    return calledBy(callee.expression);
  return ts.isTaggedTemplateExpression(callee) ? calledBy(callee.tag) : null;
}

/** A name as it is written, with `…` for what is only known when it runs; null where it is no string. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  }
  if (!ts.isBinaryExpression(node)) return null;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === null && right === null ? null : `${left ?? '…'}${right ?? '…'}`;
}

/** The clauses that a name begins with, also among examples: `S9, 2.2.1a and 2.3.2a: …`. */
function headOf(name) {
  const words = name.split(/[\s,:]+/);
  const end = words.findIndex((word) => !ID.test(word) && !LABEL.test(word));
  return words.slice(0, end === -1 ? words.length : end).filter((word) => ID.test(word));
}

/** All that looks like a clause, anywhere in a name. */
const idsIn = (name) => name.match(/(?<![\w.])\d\.\d\.\d[a-z]?(?!\w|\.\d)/g) ?? [];

/** The page, and what is wrong, one sentence each. */
function compare(clauses, blocks) {
  const known = new Set(clauses.map(({ id }) => id));
  const tests = blocks.filter(({ isTest }) => isTest);
  const rows = clauses.map((clause) => {
    const naming = tests.filter(({ names }) => names.some((name) => idsIn(name).includes(clause.id)));
    const lines = naming.map(({ names, file }) => `${file}: ${escaped(names.join(' › '))}`);
    return { ...clause, tests: [...new Set(lines)].toSorted() };
  });
  const strangers = blocks.flatMap(({ file, names }) =>
    headOf(names.at(-1))
      .filter((id) => !known.has(id))
      .map((id) => `${file}: '${names.at(-1)}' names ${id}, and there is no such clause.`),
  );
  const untested = rows.filter(({ state, tests }) => state === 'DONE' && tests.length === 0);
  return {
    page: pageOf(rows),
    faults: [...strangers, ...untested.map(({ id }) => `${id} is DONE, but no test names it.`)],
  };
}

function pageOf(rows) {
  const count = (state) => rows.filter((row) => row.state === state).length;
  return [
    '# Clauses',
    '',
    'What the policy demands, who answers for it, how far it has come, and the tests that name it. Written by',
    '`npm run clauses` from `libs/domain/src/clauses.ts` and the names of the tests; do not edit.',
    '',
    `${rows.length} clauses: ${count('DONE')} done, ${count('PLANNED')} planned, ` +
      `${count('SOURCE_MISSING')} missing at the source.`,
    '',
    '| id | phrase | owner | state | tests |',
    '| -- | ------ | ----- | ----- | ----- |',
    ...rows.map(({ id, phrase, owner, state, tests }) =>
      `| ${id} | ${phrase} | ${owner} | ${state} | ${tests.join('<br>')} |`.replace(/ +\|$/, ' |'),
    ),
    '',
  ].join('\n');
}

/** A name as text of a table's cell. */
const escaped = (name) => name.replace(/\s+/g, ' ').replace(/[\\|<*_`[\]~]/g, '\\$&');

const [folder] = process.argv.slice(2).filter((argument) => argument !== '--check');
const root = resolve(folder ?? join(dirname(fileURLToPath(import.meta.url)), '..'));
const isCheck = process.argv.includes('--check');
const { page, faults } = compare(
  await registryOf(root),
  specsIn(root).flatMap((file) => blocksOf(root, file)),
);
const path = join(root, PAGE);
const isStale = !existsSync(path) || readFileSync(path, 'utf8') !== page;
if (isStale && isCheck) faults.push(`${PAGE} is stale; run \`npm run clauses\`.`);
if (isStale && !isCheck) writeFileSync(path, page);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
