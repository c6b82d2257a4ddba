import { SEVERITIES, type Severity } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { MILESTONE_KINDS, type MilestoneKind } from '@steward/terms';
import { IsIn, IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { changeBy, place, type Verdict } from '../domain/agenda';
import { announced } from '../domain/meeting';
import { saveItems, strikeItems } from '../storage/agenda-items';
import { contractsBy } from '../storage/contracts';
import { insertMeetings } from '../storage/meetings';
import { monthEnds } from './miss-meeting';

export class RecordMilestone {
  @IsUUID() milestoneId!: string;
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(MILESTONE_KINDS) kind!: MilestoneKind;
  @IsIn(SEVERITIES) severity!: Severity;
  @IsIn(['MET', 'BREACHED', 'OPEN']) verdict!: Verdict;
  @IsISO8601() decidedAt!: string;
  /** Counts the milestone's verdicts from 1. */
  @IsInt() @Min(1) version!: number;
}

/** A breach fills the agenda of its month; a first verdict that is none costs no statement. Clause 2.3.2c. */
export const recordMilestone = useCase(RecordMilestone, async (tx, { decidedAt, ...milestone }) => {
  const { entered, struck } = changeBy({ ...milestone, decidedAt: new Date(decidedAt) });
  strikeItems(tx, struck);
  const contracts = await contractsBy(
    tx,
    entered.map(({ contractId }) => contractId),
  );
  const agenda = place(entered, contracts, tx.now);
  saveItems(tx, agenda.items);
  const created = await insertMeetings(tx, agenda.meetings);
  tx.publish(announced(created));
  await tx.schedule(monthEnds(created, tx.now));
  return { milestoneId: milestone.milestoneId };
});
