import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { decide } from '../domain/availability-month';
import { insertDecision, loadReckonedMonth } from '../storage/availability-months';
import { promisesOf } from '../storage/promises';
import { reckonAnew } from './reckon-month';

export class DecideUnknownTime {
  @IsUUID() availabilityId!: string;
  /** That was looked at; another one since then is to be looked at first. */
  @IsInt() @Min(1) revision!: number;
  @IsIn(['UP', 'DOWN']) countsAs!: 'UP' | 'DOWN';
  @IsString() @Length(3, 500) reason!: string;
}

/** The enterprise decides what the time counts as of which nobody knows. A9. */
export const decideUnknownTime = useCase(
  DecideUnknownTime,
  async (tx, { availabilityId, revision, countsAs, reason }) => {
    const reckoned = await loadReckonedMonth(tx, availabilityId);
    const decision = decide(reckoned, revision, { countsAs, reason, decidedBy: tx.by });
    insertDecision(tx, reckoned, decision);
    const { contractId, vendorId, service, month } = reckoned;
    const key = { contractId, vendorId, service, month };
    return { availabilityId, revision: await reckonAnew(tx, await promisesOf(tx, contractId), key) };
  },
);
