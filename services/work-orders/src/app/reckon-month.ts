import { policyInForce, useCase, type Timer, type Tx } from '@steward/messaging';
import { IsString, IsUUID, Matches } from 'class-validator';
import { announce, reckon, type MonthKey } from '../domain/availability-month';
import {
  firstMonth,
  periodOf,
  promised,
  type PromisedService,
  type PromisingVersion,
} from '../domain/promise';
import { factsIn, insertMonth, loadMonth } from '../storage/availability-months';
import { promisesOf } from '../storage/promises';

export class ReckonMonth {
  @IsUUID() contractId!: string;
  @IsString() service!: string;
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month!: string;
}

/**
 * Runs some hours after a month's end, and again where what it rests on has changed since; then the next
 * month's turn comes. Clause 2.2.1c, D2.
 */
export const reckonMonth = useCase(ReckonMonth, async (tx, { contractId, service, month }) => {
  const versions = await promisesOf(tx, contractId);
  const revision = await reckonAnew(tx, versions, { ...promised(versions, service), month });
  await tx.schedule(await reckoningsFrom(tx, versions, service, periodOf(versions, month).to));
  return { contractId, service, month, revision };
});

/** Measures a month, stores and announces it where it changed; gives the new revision. */
export async function reckonAnew(
  tx: Tx,
  versions: readonly PromisingVersion[],
  key: MonthKey,
): Promise<number | null> {
  const before = await loadMonth(tx, key);
  const facts = await factsIn(tx, key, periodOf(versions, key.month));
  const reckoned = reckon(before, key, versions, facts);
  if (!reckoned) return null;
  insertMonth(tx, reckoned);
  tx.publish([announce(reckoned, tx.now)]);
  return reckoned.revision;
}

/**
 * The timer of the first month, not before that of `from`, in which the service is promised; the others
 * follow from it. Those whose turn has passed are measured anew.
 */
export async function reckoningsFrom(
  tx: Tx,
  versions: readonly PromisingVersion[],
  service: string,
  from: number,
): Promise<readonly Timer[]> {
  const month = firstMonth(versions, service, from);
  if (month === null) return [];
  const hours = Number(await policyInForce(tx, 'availability-reckoning-delay-hours'));
  const turn = periodOf(versions, month).to + hours * 3_600_000;
  const { contractId } = versions[0]!; // a month is one of a version
  return [
    {
      ...{ useCase: reckonMonth, key: `${contractId}:${service}:${month}` },
      dueAt: new Date(Math.max(turn, tx.now.getTime())),
      input: { contractId, service, month },
    },
  ];
}

/** The same where a fact since `from` changed, whether or not it is of a month that was measured. */
export const reckoningsSince = async (
  tx: Tx,
  { contractId, service }: PromisedService,
  from: Date,
): Promise<readonly Timer[]> => reckoningsFrom(tx, await promisesOf(tx, contractId), service, from.getTime());
