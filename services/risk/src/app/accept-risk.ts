import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { accept } from '../domain/acceptance';
import { loadRisk } from '../storage/risks';
import { endAcceptance } from './end-acceptance';
import { keepRisk } from './mark-review-overdue';

export class AcceptRisk {
  @IsUUID() riskId!: string;
}

/** The office head agrees to what the owner proposed. D8. */
export const acceptRisk = useCase(AcceptRisk, async (tx, { riskId }) => {
  const decision = accept(await loadRisk(tx, riskId), tx);
  await keepRisk(tx, decision);
  const { status, acceptance } = decision.state;
  const timer = { useCase: endAcceptance, key: riskId, dueAt: acceptance.until, input: { riskId } };
  await tx.schedule([timer]);
  return { riskId, status, until: acceptance.until.toISOString() };
});
