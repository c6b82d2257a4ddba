import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { DISCIPLINES, type Discipline } from '../domain/approvals';
import { approve } from '../domain/contract';
import { loadContract, saveContract } from '../storage/contracts';

export class ApproveContract {
  @IsUUID() contractId!: string;
  @IsIn(DISCIPLINES) discipline!: Discipline;
}

export const approveContract = useCase(ApproveContract, async (tx, { contractId, discipline }) => {
  const { contract } = await loadContract(tx, contractId);
  const { state, events } = approve(contract, discipline, tx.by, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  return { contractId: state.id, approvals: Object.keys(state.approvals).sort() };
});
