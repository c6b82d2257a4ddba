import { defaultsOf, filledIn, worded, type ClauseTemplate } from './clause-template';
import type { Clause, Terms } from './contract';
import type { TemplateContent } from './template';
import { isObject, leafAt, treeOf, type Tree } from './term-tree';

/** Where a contract leaves its template: from what to what; null is nothing at all. */
export type Deviation = { readonly path: string; readonly from: Tree; readonly to: Tree };
/** A clause words a number that the contract's own typed term does not have. */
export type Contradiction = {
  readonly path: string;
  readonly says: string;
  readonly term: string;
  readonly value: Tree;
};
type Fields = { readonly [field: string]: Tree };

/** By which of their fields the entries of a list are known; other lists are compared as a whole. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  scope: ['service', 'category', 'assetClass'],
  rateCard: ['code'],
  dataCustody: ['code'],
  clauses: ['clauseId'],
  obligations: ['code'],
};

/**
 * Each term and clause of a contract that deviates from its template, in the template's order. A term or a
 * legal term that the template leaves open deviates from nothing. Clause 3.4.2c.
 */
export function deviationsOf(template: TemplateContent, terms: Terms): readonly Deviation[] {
  const [fixed, agreed] = [treeOf(template.terms) as Fields, treeOf(terms) as Fields];
  const byTerm = Object.keys(fixed).flatMap((term) =>
    term === 'legal'
      ? Object.keys(fixed.legal as Fields).flatMap((field) =>
          compare(`legal/${field}`, (fixed.legal as Fields)[field], (agreed.legal as Fields)[field]),
        )
      : compare(term, fixed[term], agreed[term]),
  );
  return [...byTerm, ...clauseDeviations(template.clauses, terms.clauses)];
}

/**
 * What a version of a contract changes of the one agreed before it, in the order of the paths; of
 * obligations, those that it brings. Clause 1.3.3.
 */
export function changesOf(before: Terms, after: Terms): readonly Deviation[] {
  const [old, now] = [treeOf({ ...before, obligations: [] }) as Fields, treeOf(after) as Fields];
  const changes = Object.keys(now).flatMap((term) => compare(term, old[term], now[term]));
  return changes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Where the clauses of a contract say another number than its terms. Clause 3.4.2c. */
export function contradictionsOf(template: TemplateContent, terms: Terms): readonly Contradiction[] {
  return template.clauses.flatMap((clause) => {
    const values = filledIn(clause, textOf(terms.clauses, clause.clauseId) ?? '');
    if (!values) return [];
    return clause.parameters.flatMap(({ name, binding }) => {
      const says = values[name]!;
      const value = binding && (leafAt(terms, binding.term) ?? null);
      if (!binding || value === Number(says) * binding.factor) return [];
      return [{ path: `clauses/${clause.clauseId}/${name}`, says, term: binding.term, value: value ?? null }];
    });
  });
}

function compare(path: string, from: Tree | undefined, to: Tree | undefined): readonly Deviation[] {
  const keys = KEYS[path];
  if (keys) return compareFields(path, keyed(from, keys), keyed(to, keys));
  if (isObject(from) && isObject(to)) return compareFields(path, from, to);
  const isAlike = JSON.stringify(inOrder(from)) === JSON.stringify(inOrder(to));
  return isAlike ? [] : [{ path, from: from ?? null, to: to ?? null }];
}

/** Names in a list, as categories, are the same in any order; times of day are not. */
const inOrder = (tree: Tree | undefined): Tree | undefined =>
  Array.isArray(tree) && tree.every((entry) => typeof entry === 'string') ? tree.toSorted() : tree;

function compareFields(path: string, from: Fields, to: Fields): readonly Deviation[] {
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return fields.flatMap((field) => compare(`${path}/${field}`, from[field], to[field]));
}

/** A list by the keys of its entries, so that an entry that moved is no deviation. */
const keyed = (list: Tree | undefined, keys: readonly string[]): Fields =>
  Object.fromEntries(
    ((list ?? []) as readonly Fields[]).map((entry) => [keys.map((key) => entry[key]).join(' '), entry]),
  );

function clauseDeviations(
  templates: readonly ClauseTemplate[],
  clauses: readonly Clause[],
): readonly Deviation[] {
  const own = templates.flatMap((clause) => clauseDeviation(clause, textOf(clauses, clause.clauseId)));
  const known = new Set(templates.map(({ clauseId }) => clauseId));
  const added = [...new Set(clauses.map(({ clauseId }) => clauseId))].filter((id) => !known.has(id));
  return [
    ...own,
    ...added.map((id) => ({ path: `clauses/${id}`, from: null, to: textOf(clauses, id) ?? null })),
  ];
}

function clauseDeviation(clause: ClauseTemplate, text: string | undefined): readonly Deviation[] {
  const path = `clauses/${clause.clauseId}`;
  const values = text === undefined ? null : filledIn(clause, text);
  if (!values) return [{ path, from: worded(clause, defaultsOf(clause)), to: text ?? null }];
  return clause.parameters.flatMap(({ name, defaultValue }) =>
    values[name] === defaultValue ? [] : [{ path: `${path}/${name}`, from: defaultValue, to: values[name]! }],
  );
}

/** All that a contract says under a clause's id; undefined where it says nothing. */
function textOf(clauses: readonly Clause[], clauseId: string): string | undefined {
  const texts = clauses.filter((clause) => clause.clauseId === clauseId).map(({ text }) => text);
  return texts.length === 0 ? undefined : texts.join('\n');
}
