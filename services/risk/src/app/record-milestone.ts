import { SEVERITIES, type Severity } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { ofMilestone } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordMilestone {
  @IsUUID() milestoneId!: string;
  @IsUUID() vendorId!: string;
  @IsUUID() contractId!: string;
  @IsIn(SEVERITIES) severity!: Severity;
  @IsIn(['MET', 'BREACHED', 'OPEN']) verdict!: 'MET' | 'BREACHED' | 'OPEN';
  @IsISO8601() decidedAt!: string;
  /** Counts the milestone's verdicts from 1. */
  @IsInt() @Min(1) version!: number;
}

/** The last verdict of a milestone counts. Clause 4.1.1. */
export const recordMilestone = useCase(RecordMilestone, async (tx, { decidedAt, ...milestone }) => {
  const occurrence = ofMilestone({ ...milestone, decidedAt: new Date(decidedAt) });
  const decision = weigh(await fileOccurrence(tx, occurrence), tx);
  await keepRisks(tx, decision);
  return { riskIds: decision.state.map(({ id }) => id) };
});
