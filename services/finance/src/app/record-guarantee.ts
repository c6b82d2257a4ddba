import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { record } from '../domain/guarantee';
import { loadDeposit } from '../storage/deposits';
import { insertGuarantee, loadReplaced, spanOf } from '../storage/guarantees';

export class RecordGuarantee {
  @IsUUID() contractId!: string;
  /** The bank. */
  @IsString() @Length(1, 200) issuer!: string;
  @IsString() @Length(1, 64) number!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  /** Its last day. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) expiresOn!: string;
  /** SHA-256 of the paper, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) fileHash!: string;
  /** The guarantee that it extends, or stands in for. */
  @IsOptional() @IsUUID() replaces?: string;
}

/** The first of two persons records a bank's guarantee in place of cash. Clause 3.3.1a. */
export const recordGuarantee = useCase(
  RecordGuarantee,
  async (tx, { contractId, replaces, amount, ...told }) => {
    const deposit = await loadDeposit(tx, contractId);
    const replaced = await loadReplaced(tx, deposit, replaces);
    const asked = { ...told, id: tx.newId(), amount: fromWire(amount) };
    const guarantee = record(deposit, asked, replaced, await spanOf(tx, contractId), tx.by, tx.now);
    await insertGuarantee(tx, guarantee);
    return { guaranteeId: guarantee.id };
  },
);
