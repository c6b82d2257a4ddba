import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { planTreatment as plan, STRATEGIES, type Strategy } from '../domain/treatment';
import { endOf } from '../storage/norms';
import { loadRisk } from '../storage/risks';
import { saveTreatment } from '../storage/treatments';
import { missTreatment } from './miss-treatment';

export class PlanTreatment {
  @IsUUID() riskId!: string;
  @IsIn(STRATEGIES) strategy!: Strategy;
  @IsString() @Length(2, 500) what!: string;
  /** The login of who is to do it. */
  @IsString() @Length(1, 200) owner!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}

/** Clause 4.1.2. */
export const planTreatment = useCase(PlanTreatment, async (tx, { riskId, ...planned }) => {
  const risk = await loadRisk(tx, riskId);
  const about = { ...planned, id: tx.newId(), overdueFrom: await endOf(tx, planned.dueOn) };
  const { state, events } = plan(risk, about, tx);
  saveTreatment(tx, state);
  tx.publish(events);
  const { id: treatmentId, overdueFrom: dueAt, status } = state;
  await tx.schedule([{ useCase: missTreatment, key: treatmentId, dueAt, input: { treatmentId } }]);
  return { treatmentId, riskId, status };
});
