/** A term as JSON holds it: sums in minor units as text. */
export type Leaf = string | number | boolean | null;
export type Tree = Leaf | readonly Tree[] | { readonly [field: string]: Tree };

/** Terms as plain JSON, so that those of a contract and of a template are alike to compare. */
export function treeOf(value: unknown): Tree {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
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
