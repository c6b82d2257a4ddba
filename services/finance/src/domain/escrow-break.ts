import { ensure, importedId, type Decision } from '@steward/domain';
import { reconciliationBroken, reconciliationResolved, type EscrowEvent } from '@steward/events';
import type { Money } from '@steward/money';

export const BREAK_KINDS = ['UNMATCHED_LINE', 'CONFLICTING_LINE', 'CLOSING_BALANCE'] as const;

/** Where the custodian's statement and the ledger differ, until two persons have explained it. 3.3.1c. */
export type Break = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: (typeof BREAK_KINDS)[number];
  readonly custodianReference: string;
  /** What the statement says: the line's sum, or its closing balance. */
  readonly stated: Money;
  /** What the ledger says in its place; null where it knows nothing of the line. */
  readonly booked: Money | null;
  readonly statedOn: string;
  readonly foundAt: Date;
  readonly resolution: Resolution | null;
};
type Resolution = {
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approval: { readonly by: string; readonly at: Date } | null;
};

/** Announces a break that was found. */
export const broken = ({ id: breakId, foundAt: brokenAt, resolution: _, ...found }: Break): EscrowEvent =>
  reconciliationBroken({ ...found, ...{ breakId, brokenAt, escrowId: escrowIdOf(found.contractId) } });

/** Nothing leaves a deposit whose statement is not explained. Breaks `escrow.frozen`. Clause 3.3.1c. */
export function ensureReconciled(open: number): void {
  ensure(open === 0, 'escrow.frozen', `${open} differences to the custodian's statement are open.`);
}

/** The first person explains it; again, where another reason is better. Breaks `escrow-break.resolved`. */
export function propose(found: Break, reason: string, by: string, now: Date): Break {
  ensureOpen(found);
  return { ...found, resolution: { reason, proposedBy: by, proposedAt: now, approval: null } };
}

/**
 * The second person agrees, and the deposit is free again. Breaks `escrow-break.resolved`,
 * `escrow-break.unexplained` and `escrow-break.same-person`. Clause 3.3.1c.
 */
export function resolve(found: Break, by: string, now: Date): Decision<Break, EscrowEvent> {
  ensureOpen(found);
  const { id: breakId, depositId, contractId, vendorId, resolution } = found;
  ensure(resolution !== null, 'escrow-break.unexplained', 'Nobody has explained it yet.');
  ensure(resolution.proposedBy !== by, 'escrow-break.same-person', 'Another person approves it.');
  const told = { escrowId: escrowIdOf(contractId), breakId, depositId, contractId, vendorId };
  return {
    state: { ...found, resolution: { ...resolution, approval: { by, at: now } } },
    events: [reconciliationResolved({ ...told, resolvedAt: now })],
  };
}

function ensureOpen({ resolution }: Break): void {
  ensure(!resolution?.approval, 'escrow-break.resolved', 'It is resolved already.');
}

/** What the custodian keeps for one contract. */
const escrowIdOf = (contractId: string) => importedId('escrow', contractId);
