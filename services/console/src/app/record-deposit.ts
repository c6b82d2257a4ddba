import { MoneyInput, useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { saveDeposit } from '../storage/facts';

export class RecordDeposit {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MoneyInput) required?: MoneyInput;
  /** All that is in escrow now. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MoneyInput) balance?: MoneyInput;
}

/** Keeps what a contract's deposit must be and what is there. Clause 3.3.1a. */
export const recordDeposit = useCase(
  RecordDeposit,
  async (tx, { required = null, balance = null, ...deposit }) => {
    await saveDeposit(tx, { ...deposit, required, balance });
    return { contractId: deposit.contractId };
  },
);
