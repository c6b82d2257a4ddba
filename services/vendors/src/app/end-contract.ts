import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Length } from 'class-validator';
import {
  advance,
  contractEndOf,
  endContract as end,
  EXIT_CAUSES,
  start,
  type ExitCause,
} from '../domain/exit';
import { tellFacts } from '../storage/contract-facts';
import { exitOf, saveExit } from '../storage/exits';
import { itemsOf } from '../storage/handover-items';
import { endTransition } from './end-transition';

export class EndContract {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(EXIT_CAUSES) cause!: ExitCause;
  /** The contract's last day, in its zone. */
  @IsISO8601({ strict: true }) @Length(10, 10) lastOn!: string;
  /** 24:00 of it. */
  @IsISO8601() endedAt!: string;
}

/** The contract has ended: its exit begins, if no notice began it, and so do the three months. 2.4.2b. */
export const endContract = useCase(EndContract, async (tx, { contractId, vendorId, cause, ...given }) => {
  const facts = await tellFacts(tx, { contractId, vendorId }, { isEnded: true });
  const months = Number(await policyInForce(tx, 'transition-months'));
  const begun = start(await exitOf(tx, contractId), { contractId, vendorId, cause }, null, tx.now);
  const told = contractEndOf(given.lastOn, new Date(given.endedAt), facts.timezone, months);
  const ended = end(begun.state, told);
  const { state, events } = advance(ended.state, await itemsOf(tx, begun.state.id), facts, tx.now);
  saveExit(tx, state);
  tx.publish([...begun.events, ...ended.events, ...events]);
  const { id: exitId, transitionEndedAt } = state;
  const dueAt = state.end!.transitionEndsAt; // `end` has set it
  const timer = { useCase: endTransition, key: exitId, dueAt, input: { exitId } };
  await tx.schedule(transitionEndedAt ? [] : [timer]);
  return { exitId };
});
