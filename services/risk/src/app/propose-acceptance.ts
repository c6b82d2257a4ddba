import { useCase } from '@steward/messaging';
import { IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { proposeAcceptance as propose } from '../domain/acceptance';
import { numberInForce } from '../storage/norms';
import { loadRisk, saveRisks } from '../storage/risks';

export class ProposeAcceptance {
  @IsUUID() riskId!: string;
  @IsString() @Length(2, 500) reason!: string;
  /** The first instant at which it no longer counts. */
  @IsISO8601({ strict: true }) until!: string;
}

/** The owner's half; the office head has the other. D8. */
export const proposeAcceptance = useCase(ProposeAcceptance, async (tx, { riskId, reason, until }) => {
  const risk = await loadRisk(tx, riskId);
  const maxDays = await numberInForce(tx, 'acceptance-days');
  const state = propose(risk, { reason, until: new Date(until) }, maxDays, tx);
  await saveRisks(tx, [state]);
  return { riskId, status: state.status, until: new Date(until).toISOString() };
});
