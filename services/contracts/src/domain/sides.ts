/** Who the parties are. */
export const SIDES = ['ENTERPRISE', 'VENDOR'] as const;
export type Side = (typeof SIDES)[number];
/** The signatories' names as on the paper. */
export type Signatures = Readonly<Partial<Record<Side, string>>>;

/** Who acts, and for which side. */
export type Acting = { readonly side: Side; readonly by: string };

/** The side that an actor stands for, by its name in the runner: `vendor:0195540a-…` or `enterprise`. */
export const sideOf = (actor: string): Side => (actor.startsWith('vendor:') ? 'VENDOR' : 'ENTERPRISE');
