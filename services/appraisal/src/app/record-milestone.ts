import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Matches } from 'class-validator';
import type { MilestoneKind, Verdict } from '../domain/quarter-inputs';
import { keepMilestone } from '../storage/milestones';
import { freezing } from './freeze-quarter';

export class RecordMilestone {
  @IsUUID() milestoneId!: string;
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsIn(['ON_SITE', 'CLOSURE']) kind!: MilestoneKind;
  @IsIn(['MET', 'BREACHED', 'OPEN']) verdict!: Verdict;
  @IsISO8601() decidedAt!: string;
  /** The event that brings the verdict: the frozen inputs name it. */
  @IsUUID() eventId!: string;
}

/** Keeps a milestone's last verdict; a quarter that is complete with it is frozen. Clause 1.3.1, D3. */
export const recordMilestone = useCase(RecordMilestone, async (tx, milestone) => {
  const complete = await keepMilestone(tx, milestone);
  await tx.schedule(freezing(complete, tx.now));
  return { milestoneId: milestone.milestoneId };
});
