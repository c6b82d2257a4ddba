import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsUUID, ValidateNested } from 'class-validator';
import { secure } from '../domain/contract';
import { loadContract, saveContract } from '../storage/contracts';
import { beginToBind } from './sign-contract';

export class RecordDeposit {
  @IsUUID() contractId!: string;
  /** All that is in escrow for the contract, not what was added last. */
  @IsObject() @ValidateNested() @Type(() => MoneyInput) balance!: MoneyInput;
}

/** A fact is recorded, never refused: if it comes early or falls short, the contract keeps it and waits. */
export const recordDeposit = useCase(RecordDeposit, async (tx, { contractId, balance }) => {
  const { contract, effectiveAt } = await loadContract(tx, contractId);
  const { state, events } = secure(contract, fromWire(balance), effectiveAt, tx.now);
  await saveContract(tx, state);
  tx.publish(events);
  await beginToBind(tx, contract, state);
  return { contractId: state.id, status: state.status };
});
