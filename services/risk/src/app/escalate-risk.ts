import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { escalate } from '../domain/watch';
import { numberInForce } from '../storage/norms';
import { loadRisk, saveRisks } from '../storage/risks';

export class EscalateRisk {
  @IsUUID() riskId!: string;
}

/** Runs so many hours after a risk has become EXTREME; one that is so no more is left alone. D8. */
export const escalateRisk = useCase(EscalateRisk, async (tx, { riskId }) => {
  const risk = await loadRisk(tx, riskId);
  const decision = escalate(risk, await numberInForce(tx, 'escalation-hours'), tx.now);
  await saveRisks(tx, decision ? [decision.state] : []);
  tx.publish(decision?.events ?? []);
  return { riskId, isEscalated: decision !== null };
});
