import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsUUID, ValidateNested } from 'class-validator';
import { reckonConsequences, saveDeposit } from '../storage/standings';

export class RecordDeposit {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  /** All that escrow holds now. */
  @ValidateNested() @Type(() => MoneyInput) balance!: MoneyInput;
}

/** What covers a contract's risks. Clause 3.3.1c, D8. */
export const recordDeposit = useCase(RecordDeposit, async (tx, { balance, ...contract }) => {
  saveDeposit(tx, contract, fromWire(balance));
  tx.gather(reckonConsequences, contract);
  return { contractId: contract.contractId };
});
