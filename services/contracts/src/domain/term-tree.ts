import { fractionText, isRatio } from '@steward/money';

/** A term as JSON holds it: sums in minor units and exact fractions as text. */
export type Leaf = string | number | boolean | null;
export type Tree = Leaf | readonly Tree[] | { readonly [field: string]: Tree };

/** Terms as plain JSON, so that those of a contract and of a template are alike to compare. */
export function treeOf(value: unknown): Tree {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => {
      if (isRatio(part)) return fractionText(part);
      return typeof part === 'bigint' ? part.toString() : part;
    }),
  ) as Tree;
}

export const isObject = (tree: Tree | undefined): tree is { readonly [field: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/** The value at a path as `slaTargets/1/onSite/durationSeconds`; undefined where there is none. */
export function leafAt(terms: object, path: string): Tree | undefined {
  let tree: Tree | undefined = treeOf(terms);
  for (const field of path.split('/')) {
    if (!isObject(tree) || !Object.hasOwn(tree, field)) return undefined;
    tree = tree[field];
  }
  return tree;
}

/** All values with their paths, in their order; a list of plain values is one, parted by commas. */
export function leavesOf(terms: object): readonly (readonly [path: string, value: Leaf])[] {
  const walk = (tree: Tree, path: string): (readonly [string, Leaf])[] => {
    if (typeof tree !== 'object' || tree === null) return [[path, tree]];
    if (Array.isArray(tree) && tree.every((part) => typeof part !== 'object'))
      return [[path, tree.join(', ')]];
    return Object.entries(tree).flatMap(([field, part]) => walk(part as Tree, `${path}/${field}`));
  };
  return walk(treeOf(terms), '').map(([path, value]) => [path.slice(1), value]);
}
