import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { close } from '../domain/risk';
import { coverOccurrences } from '../storage/occurrences';
import { loadRisk } from '../storage/risks';
import { keepRisk } from './mark-review-overdue';

export class CloseRisk {
  @IsUUID() riskId!: string;
  @IsString() @Length(2, 500) reason!: string;
}

export const closeRisk = useCase(CloseRisk, async (tx, { riskId, reason }) => {
  const decision = close(await loadRisk(tx, riskId), reason, tx);
  await keepRisk(tx, decision);
  coverOccurrences(tx, riskId);
  const { status, closedAt } = decision.state;
  return { riskId, status, closedAt: closedAt.toISOString() };
});
