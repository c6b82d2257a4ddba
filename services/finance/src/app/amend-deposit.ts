import { importedId } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire, toWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsUUID, Min, ValidateNested } from 'class-validator';
import { amend } from '../domain/deposit';
import { loadDeposit, saveDeposit } from '../storage/deposits';
import { appendJournals } from '../storage/journals';

export class AmendDeposit {
  @IsUUID() contractId!: string;
  @IsInt() @Min(2) contractVersion!: number;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) depositRequired!: MoneyInput;
}

/** Runs at the instant from which an amendment counts. Clause 3.3.1a, D6.8. */
export const amendDeposit = useCase(
  AmendDeposit,
  async (tx, { contractId, contractVersion, depositRequired }) => {
    const amended = { contractVersion, required: fromWire(depositRequired) };
    const amendmentId = importedId('deposit-amendment', `${contractId}:${contractVersion}`);
    const deposit = await loadDeposit(tx, contractId);
    const { state, events, journals } = amend(deposit, amended, amendmentId, tx.newId(), tx.now);
    await saveDeposit(tx, state);
    appendJournals(tx, journals);
    tx.publish(events);
    return { depositId: state.id, balance: toWire(state.balance), suspense: toWire(state.suspense) };
  },
);
