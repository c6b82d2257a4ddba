import { policyInForce, useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { contest } from '../domain/visit';
import { loadVisit, saveVisit } from '../storage/visits';

export class ContestVisit {
  @IsUUID() visitId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** A side does not accept a check-in, or that nobody signs it. Clause 2.3.1b. */
export const contestVisit = useCase(ContestVisit, async (tx, { visitId, reason }) => {
  const windowHours = Number(await policyInForce(tx, 'visit-contest-hours'));
  const doubted = await loadVisit(tx, visitId);
  const { visit, events } = contest(doubted, { by: tx.by, actor: tx.actor, reason }, windowHours, tx.now);
  saveVisit(tx, visit);
  tx.publish(events);
  return { visitId, status: visit.status };
});
