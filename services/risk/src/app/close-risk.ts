import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { close } from '../domain/risk';
import { coverOccurrences } from '../storage/occurrences';
import { loadRisk, saveRisks } from '../storage/risks';

export class CloseRisk {
  @IsUUID() riskId!: string;
  @IsString() @Length(2, 500) reason!: string;
}

export const closeRisk = useCase(CloseRisk, async (tx, { riskId, reason }) => {
  const { state, events } = close(await loadRisk(tx, riskId), reason, tx);
  await saveRisks(tx, [state]);
  coverOccurrences(tx, riskId);
  tx.publish(events);
  return { riskId: state.id, status: state.status, closedAt: state.closedAt.toISOString() };
});
