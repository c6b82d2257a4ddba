import { useCase } from '@steward/messaging';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { TOP_GRADE } from '../domain/matrix';
import { assess } from '../domain/risk';
import { normsInForce } from '../storage/norms';
import { coverOccurrences } from '../storage/occurrences';
import { loadRisk, saveRisks } from '../storage/risks';

export class AssessRisk {
  @IsUUID() riskId!: string;
  @IsInt() @Min(1) @Max(TOP_GRADE) probability!: number;
  @IsInt() @Min(1) @Max(TOP_GRADE) impact!: number;
  @IsString() @Length(2, 500) reason!: string;
}

export const assessRisk = useCase(AssessRisk, async (tx, { riskId, ...judgement }) => {
  const risk = await loadRisk(tx, riskId);
  const { state, events } = assess(risk, judgement, await normsInForce(tx), tx);
  await saveRisks(tx, [state]);
  coverOccurrences(tx, riskId);
  tx.publish(events);
  const nextReviewAt = state.nextReviewAt.toISOString();
  return { riskId: state.id, status: state.status, band: state.band, nextReviewAt };
});
