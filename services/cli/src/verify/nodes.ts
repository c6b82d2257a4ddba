type Told = { readonly formula: string | null; readonly inputs: readonly string[]; readonly value: unknown };
export type Node = Readonly<Record<'id' | 'kind', string>> & Told;
/** All that a node must be the same as, by its inputs. */
export type Rule = (inputs: readonly Node[], node: Node) => readonly unknown[];
export type Fields = Readonly<Record<string, unknown>>;

export const fields = ({ value }: Pick<Node, 'value'>): Fields => value as Fields;
export const text = (node: Node, name: string): string => String(fields(node)[name]);
export const all = (nodes: readonly Node[], kind: string) => nodes.filter((node) => node.kind === kind);
export function the(nodes: readonly Node[], kind: string): Node {
  const [node, ...more] = all(nodes, kind);
  if (!node || more.length > 0) throw new Error(`it needs one ${kind}`);
  return node;
}
/** The last part of an id, as the dimension of `appraisal/1/weight/response`. */
export const nameOf = ({ id }: Node): string => id.slice(id.lastIndexOf('/') + 1);

type Valued = Pick<Node, 'value'>;
const moneyOf = (node: Valued): Fields => (fields(node)['amount'] ?? node.value) as Fields;
export const minor = (node: Valued): bigint => BigInt(String(moneyOf(node)['amountMinor']));
export const total = (nodes: readonly Node[]): bigint => nodes.reduce((sum, node) => sum + minor(node), 0n);
export const money = (amount: bigint, like: Valued) => {
  return { amountMinor: String(amount), currency: moneyOf(like)['currency'] };
};
