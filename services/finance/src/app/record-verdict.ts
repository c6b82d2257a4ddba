import { useCase, type Tx } from '@steward/messaging';
import { MILESTONE_KINDS, type MilestoneKind } from '@steward/terms';
import { SEVERITIES, type Severity } from '@steward/domain';
import { IsIn, IsUUID, Matches } from 'class-validator';
import { keepVerdicts } from '../storage/breaches';
import { creditBreaches } from './record-overrun';

export class RecordVerdict {
  @IsUUID() milestoneId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(MILESTONE_KINDS) kind!: MilestoneKind;
  @IsIn(SEVERITIES) severity!: Severity;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsIn(['MET', 'BREACHED', 'OPEN']) verdict!: 'MET' | 'BREACHED' | 'OPEN';
  @IsUUID() eventId!: string;
}

/** Keeps the quarter of a breach; one that was taken back earns no credit any more. Clauses 1.1.4, S12. */
export const recordVerdict = useCase(RecordVerdict, async (tx, verdict) => {
  tx.gather(keepAndCredit, verdict);
  return { milestoneId: verdict.milestoneId };
});

/** An import brings tens of thousands: a batch of them is two statements. */
async function keepAndCredit(tx: Tx, told: readonly RecordVerdict[]): Promise<void> {
  const verdicts = told.map(({ kind, severity, verdict, ...milestone }) => ({
    ...{ ...milestone, promise: `${kind}:${severity}`, isBreached: verdict === 'BREACHED' },
  }));
  for (const contractId of await keepVerdicts(tx, verdicts)) await creditBreaches(tx, contractId);
}
