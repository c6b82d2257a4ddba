import { Environment, type ASTNode } from '@marcbachmann/cel-js';

/** What a KPI's formula may name, by group: `onSite.met`. All are counts of one contract's quarter. */
export const FORMULA_INPUTS = {
  /** The contract's response milestone, arrival and closure: met, and decided at all. 2.2.1a, 2.2.1b. */
  response: ['met', 'total'],
  onSite: ['met', 'total'],
  closure: ['met', 'total'],
  /** The marks' sum and the answers; both 0 below the least number of answers. Clause 1.3.1, D3 P2. */
  surveys: ['sum', 'count'],
  /** Months of services that kept their target, and that were measured. Clause 2.2.1c. */
  availability: ['met', 'total'],
  /** Service reports that were due in the quarter. Clause 1.1.3b. */
  reports: ['onTime', 'due'],
  /** Joint meetings of the quarter's months. Clause 2.3.2c. */
  meetings: ['held', 'due'],
} as const;
export type FormulaGroup = keyof typeof FORMULA_INPUTS;
export type FormulaInputs = {
  readonly [G in FormulaGroup]: Readonly<Record<(typeof FORMULA_INPUTS)[G][number], bigint>>;
};
/** What is wrong with a formula, and the index of the character where. */
export type FormulaProblem = { readonly position: number; readonly message: string };

const GROUPS = Object.keys(FORMULA_INPUTS) as FormulaGroup[];
const language = new Environment({ limits: { maxAstNodes: 100, maxDepth: 20 } });
for (const group of GROUPS) {
  const schema = Object.fromEntries(FORMULA_INPUTS[group].map((name) => [name, 'int']));
  language.registerVariable(group, { schema });
}

/** CEL's integers have 64 bits; no count of a quarter comes near this. */
const MOST = 1_000_000_000n;
const HIGHEST = 2n ** 63n - 1n;
/** No division and no calls: whatever the counts, a formula comes to an integer. */
const OPERATORS = ['+', '-', '*', '-_', '?:', '==', '!=', '<', '<=', '>', '>=', '&&', '||', '!_'];

/** Null where the text is CEL that gives an integer from any quarter's counts. Clause 1.3.1. */
export function problemOfFormula(text: string): FormulaProblem | null {
  const { valid, type, error } = language.check(text);
  if (!valid) {
    const position = error?.range?.start ?? error?.node?.start ?? 0;
    return { position, message: error?.summary ?? 'It cannot be read.' };
  }
  if (type !== 'int') return { position: 0, message: `It gives ${type}, not an integer.` };
  const bound = boundOf(language.parse(text).ast);
  return typeof bound === 'bigint' ? null : bound;
}

/** The value of a formula that has no problem, exact. */
export const valueOfFormula = (text: string, inputs: FormulaInputs): bigint =>
  language.evaluate(text, inputs) as bigint;

/** The groups that a formula without a problem reads. */
export function groupsOfFormula(text: string): readonly FormulaGroup[] {
  const named = namesIn(language.parse(text).ast);
  return GROUPS.filter((group) => named.includes(group));
}

const namesIn = (node: ASTNode): readonly string[] =>
  node.op === 'id' ? [node.args] : partsOf(node).flatMap(namesIn);

function partsOf({ op, args }: ASTNode): readonly ASTNode[] {
  if (op === 'value' || op === 'id') return [];
  return [args].flat(2).filter((part): part is ASTNode => typeof part === 'object');
}

/** How far from zero a part of a formula can come, or why it may not stand there. */
function boundOf(node: ASTNode): bigint | FormulaProblem {
  if (node.op === 'value') return typeof node.args === 'bigint' ? absolute(node.args) : 0n;
  if (node.op === '.') return MOST;
  if (!OPERATORS.includes(node.op)) {
    return { position: node.start, message: `"${node.op}" is not allowed here.` };
  }
  const bounds = partsOf(node).map(boundOf);
  const wrong = bounds.find((bound) => typeof bound !== 'bigint');
  if (wrong) return wrong;
  const bound = (bounds as bigint[]).reduce(combining(node.op));
  return bound > HIGHEST ? { position: node.start, message: 'It can become too large.' } : bound;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

function combining(op: string): (one: bigint, other: bigint) => bigint {
  if (op === '*') return (one, other) => one * other;
  if (op === '+' || op === '-') return (one, other) => one + other;
  return (one, other) => (one > other ? one : other);
}
