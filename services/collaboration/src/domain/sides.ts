/** The two that work together. */
export const SIDES = ['ENTERPRISE', 'VENDOR'] as const;
export type Side = (typeof SIDES)[number];

/** Who acts, for which side, and when. */
export type Acting = { readonly side: Side; readonly by: string; readonly now: Date };

/** The side that an actor stands for, by its name in the runner: `vendor:0195540a-…` or `enterprise`. */
export const sideOf = (actor: string): Side => (actor.startsWith('vendor:') ? 'VENDOR' : 'ENTERPRISE');

/** A command as a rule sees it: the person, the side that he stands for, and the instant. */
export const actingIn = ({
  actor,
  by,
  now,
}: {
  readonly actor: string;
  readonly by: string;
  readonly now: Date;
}): Acting => ({ side: sideOf(actor), by, now });

/** The vendor that an actor is of; null for the enterprise. */
export const vendorOf = (actor: string): string | null =>
  actor.startsWith('vendor:') ? actor.slice('vendor:'.length) : null;
