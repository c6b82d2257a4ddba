import { ensure, importedId, type Decision } from '@steward/domain';
import { liaisonAssigned, type LiaisonAssigned } from '@steward/events';
import type { KnownContract } from './contract';

/** Whom a vendor turns to, day by day. */
export type Person = { readonly name: string; readonly deputyName: string; readonly email: string | null };
/** One assignment of a contract's liaison; an earlier one is kept under its own revision. */
export type Liaison = Person & {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** Counts the contract's assignments from 1. */
  readonly revision: number;
  readonly assignedAt: Date;
  readonly assignedBy: string;
};

/**
 * Names a contract's liaison, or another one in place of the last. Who it is stays here: names are no part of
 * events. Breaks `liaison.deputy-same`. Clause 2.3.2a.
 */
export function assign(
  contract: KnownContract,
  revision: number,
  person: Person,
  { by, now }: { readonly by: string; readonly now: Date },
): Decision<Liaison, LiaisonAssigned> {
  ensure(
    person.name !== person.deputyName,
    'liaison.deputy-same',
    `The liaison of ${contract.code} needs a deputy other than the liaison.`,
  );
  const { id: contractId, vendorId } = contract;
  const id = importedId('liaison', contractId);
  return {
    state: { ...person, id, contractId, vendorId, revision, assignedAt: now, assignedBy: by },
    events: [liaisonAssigned({ liaisonId: id, contractId, assignedAt: now })],
  };
}
