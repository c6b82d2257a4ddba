import type { Tx } from '@steward/messaging';
import type { Exit } from '../domain/exit';
import type { ContractFacts } from '../domain/exit-blockers';
import type { HandoverItem } from '../domain/handover-item';
import { factsOf } from './contract-facts';
import { exitOf, seenExit } from './exits';
import { itemsOf } from './handover-items';

/** An exit with all that is decided by. */
export type ExitCase = {
  readonly exit: Exit;
  readonly items: readonly HandoverItem[];
  readonly facts: ContractFacts;
};

/**
 * Loads and locks: until the transaction ends nobody else decides on this exit. Throws NotFound, for another
 * vendor's exit as for a missing one.
 */
export async function loadCase(tx: Tx, exitId: string): Promise<ExitCase> {
  const { contractId } = await seenExit(tx, exitId);
  const facts = await factsOf(tx, contractId);
  return { exit: (await exitOf(tx, contractId))!, items: await itemsOf(tx, exitId), facts };
}

/** The same by the contract, whose facts were just told and are locked; null where no exit has begun. */
export async function caseOf(tx: Tx, facts: ContractFacts): Promise<ExitCase | null> {
  const exit = await exitOf(tx, facts.contractId);
  return exit && { exit, items: await itemsOf(tx, exit.id), facts };
}
