import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, Min } from 'class-validator';
import { withdraw } from '../domain/amendment';
import { loadAmendment, saveAmendment } from '../storage/amendments';

export class WithdrawAmendment {
  @IsUUID() contractId!: string;
  @Type(() => Number) @IsInt() @Min(2) contractVersion!: number;
}

export const withdrawAmendment = useCase(WithdrawAmendment, async (tx, { contractId, contractVersion }) => {
  const { amendment } = await loadAmendment(tx, contractId, contractVersion);
  const { state, events } = withdraw(amendment, tx.now);
  saveAmendment(tx, state);
  tx.publish(events);
  return { contractId, contractVersion, status: state.status };
});
