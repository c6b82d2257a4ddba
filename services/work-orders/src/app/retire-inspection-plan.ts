import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { loadPlan, saveRetirement } from '../storage/inspection-plans';
import { announceInspection } from './announce-inspection';

export class RetireInspectionPlan {
  @IsUUID() planId!: string;
}

/** No more rounds of it; one that is due already stays so. Clause 3.2.1a. */
export const retireInspectionPlan = useCase(RetireInspectionPlan, async (tx, { planId }) => {
  saveRetirement(tx, await loadPlan(tx, planId));
  await tx.cancel(announceInspection, [planId]);
  return { planId };
});
