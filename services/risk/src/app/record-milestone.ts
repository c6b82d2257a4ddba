import { SEVERITIES, type Severity } from '@steward/domain';
import { useCase, type Tx } from '@steward/messaging';
import { IsIn, IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import { callsForTeam, onVerdict } from '../domain/major-incident';
import { ofMilestone, type DecidedMilestone } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { findIncident, incidentIdOf, readiestTeam, saveIncident } from '../storage/incidents';
import { numberInForce } from '../storage/norms';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordMilestone {
  @IsUUID() milestoneId!: string;
  @IsUUID() workOrderId!: string;
  @IsUUID() vendorId!: string;
  @IsUUID() contractId!: string;
  @IsIn(SEVERITIES) severity!: Severity;
  @IsIn(['MET', 'BREACHED', 'OPEN']) verdict!: 'MET' | 'BREACHED' | 'OPEN';
  @IsISO8601() decidedAt!: string;
  /** Counts the milestone's verdicts from 1. */
  @IsInt() @Min(1) version!: number;
}

/** The last verdict of a milestone counts; a grave breach calls a backup team. Clauses 4.1.1 and 2.3.3a. */
export const recordMilestone = useCase(RecordMilestone, async (tx, { decidedAt, ...told }) => {
  const milestone = { ...told, decidedAt: new Date(decidedAt) };
  const occurrence = ofMilestone(milestone);
  const cases = await fileOccurrence(tx, occurrence);
  const decision = weigh(cases, tx);
  await keepRisks(tx, decision);
  if (cases.length > 0) await answerBreach(tx, milestone, !occurrence.stands);
  return { riskIds: decision.state.map(({ id }) => id) };
});

async function answerBreach(
  tx: Tx,
  milestone: DecidedMilestone & { readonly workOrderId: string },
  isTakenBack: boolean,
): Promise<void> {
  const hours = await numberInForce(tx, 'incident-breach-hours');
  if (!isTakenBack && !callsForTeam(milestone, hours, tx.now)) return;
  const { workOrderId, vendorId, contractId } = milestone;
  const id = incidentIdOf(workOrderId);
  const known = { milestone, isTakenBack, incident: await findIncident(tx, id) };
  const opened = { id, vendorId, contractId, cause: 'L1_BREACH', workOrderId, what: '一级故障违约' } as const;
  const moved = onVerdict(known, opened, await readiestTeam(tx, vendorId), tx);
  if (!moved) return;
  saveIncident(tx, moved.state, moved.entries);
  tx.publish(moved.events);
}
