import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { missPlan as miss } from '../domain/watch';
import { loadRisk } from '../storage/risks';
import { plansOf } from '../storage/treatments';

export class MissPlan {
  @IsUUID() riskId!: string;
  /** Since when the risk was EXTREME as the timer was set; after that it is another spell. */
  @IsISO8601() spell!: string;
  @IsISO8601() planDueAt!: string;
}

/** Runs when an EXTREME risk should have a treatment plan. Clause 4.1.2. */
export const missPlan = useCase(MissPlan, async (tx, { riskId, ...timer }) => {
  const risk = await loadRisk(tx, riskId);
  const spell = new Date(timer.spell);
  const plans = await plansOf(tx, riskId, spell);
  const events = miss(risk, { spell, plans, planDueAt: new Date(timer.planDueAt) });
  tx.publish(events);
  return { riskId, isMissing: events.length > 0 };
});
