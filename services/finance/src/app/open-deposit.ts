import { importedId } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsISO8601, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { open } from '../domain/deposit';
import { findDeposit, saveDeposit } from '../storage/deposits';
import { savePlannedEnd } from '../storage/guarantees';

export class OpenDeposit {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) depositRequired!: MoneyInput;
  /** The planned last day, by which a bank's guarantee has to run. */
  @IsOptional() @IsISO8601() endOn?: string;
}

/** Asks the vendor of a signed contract for its deposit. A fact is recorded, never refused. Clause 3.3.1a. */
export const openDeposit = useCase(
  OpenDeposit,
  async (tx, { contractId, vendorId, depositRequired, endOn }) => {
    const existing = await findDeposit(tx, contractId);
    const id = importedId('deposit', contractId);
    const { state, events } = open(
      existing,
      { id, contractId, vendorId, required: fromWire(depositRequired) },
      tx.now,
    );
    await saveDeposit(tx, state);
    if (endOn) savePlannedEnd(tx, state, endOn);
    tx.publish(events);
    return { depositId: state.id };
  },
);
