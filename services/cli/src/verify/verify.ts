import type { Node } from './nodes';
import { PAY_RULES } from './pay-rules';
import { SCORE_RULES } from './score-rules';

/** A node that does not come to what follows from its inputs. */
export type Difference = { readonly node: string; readonly expected: unknown; readonly found: unknown };

const RULES = { ...PAY_RULES, ...SCORE_RULES };
/** Only what was not worked out stands without a formula. */
const FACTS = `CONTRACT_VERSION MILESTONE VERDICTS SURVEYS MONTHS DUTY RULING KPI MANIFEST RED_LINE
  BONUS_RULES BONUS_CLAIM SOURCE OWED POSTING SCORE`.split(/\s+/);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Works out every figure of a trace again from its inputs alone; none where all agree to the fen. D3, D4. */
export function verifyTrace(nodes: readonly Node[], roots: readonly string[]): readonly Difference[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const absent = roots
    .filter((root) => !byId.has(root))
    .map((node) => ({ node, expected: 'a node', found: null }));
  return [...absent, ...nodes.flatMap((node) => check(node, byId))];
}
function check(node: Node, byId: ReadonlyMap<string, Node>): readonly Difference[] {
  const { id, kind, formula, inputs, value: found } = node;
  if (byId.get(id) !== node) return [{ node: id, expected: 'one node', found }];
  if (formula === null && FACTS.includes(kind)) return [];
  try {
    const given = inputs.map((input) => byId.get(input) ?? fail(`there is no ${input}`));
    const rule = RULES[formula ?? ''] ?? fail(`there is no formula ${formula}`);
    const expected = rule(given, node).find((each) => sorted(each) !== sorted(found));
    return expected === undefined ? [] : [{ node: id, expected, found }];
  } catch (error) {
    return [{ node: id, expected: (error as Error).message, found }];
  }
}
const fail = (reason: string): never => {
  throw new Error(reason);
};
