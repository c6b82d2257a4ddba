import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { approveAmendment as approve } from '../domain/amendment';
import { DISCIPLINES, type Discipline } from '../domain/approvals';
import { loadAmendment, saveAmendment } from '../storage/amendments';

export class ApproveAmendment {
  @IsUUID() contractId!: string;
  @Type(() => Number) @IsInt() @Min(2) contractVersion!: number;
  @IsIn(DISCIPLINES) discipline!: Discipline;
}

/** Clause 3.1.1. */
export const approveAmendment = useCase(
  ApproveAmendment,
  async (tx, { contractId, contractVersion, discipline }) => {
    const considered = await loadAmendment(tx, contractId, contractVersion);
    const { state, events } = approve(considered, discipline, tx.by, tx.now);
    saveAmendment(tx, state);
    tx.publish(events);
    return { contractId, contractVersion, approvals: Object.keys(state.approvals).sort() };
  },
);
