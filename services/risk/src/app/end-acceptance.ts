import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { expireAcceptance } from '../domain/acceptance';
import { loadRisk } from '../storage/risks';
import { keepRisks } from './mark-review-overdue';

export class EndAcceptance {
  @IsUUID() riskId!: string;
}

/** Runs when an acceptance has run out: the risk is open again. D8. */
export const endAcceptance = useCase(EndAcceptance, async (tx, { riskId }) => {
  const decision = expireAcceptance(await loadRisk(tx, riskId), tx.now);
  await keepRisks(tx, { state: decision ? [decision.state] : [], events: decision?.events ?? [] });
  return { riskId, isReopened: decision !== null };
});
