import { useCase, type Tx } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID, Matches } from 'class-validator';
import type { MilestoneKind, Verdict } from '../domain/quarter-inputs';
import { keepMilestones } from '../storage/milestones';
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
  tx.gather(keepAndFreeze, milestone);
  return { milestoneId: milestone.milestoneId };
});

/** An import brings tens of thousands: a batch of them is one statement. */
async function keepAndFreeze(tx: Tx, milestones: readonly RecordMilestone[]): Promise<void> {
  const complete = await keepMilestones(tx, milestones);
  await tx.schedule(freezing(complete, tx.now));
}
