import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsUUID, Min, ValidateNested } from 'class-validator';
import { keepQuote } from '../domain/quote';
import { findQuote, saveQuote } from '../storage/quotes';

export class RecordQuote {
  @IsUUID() changeOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsInt() @Min(1) contractVersion!: number;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) quoted!: MoneyInput;
}

/** Keeps what an approved change order may cost, before it is charged. Clause 2.2.2b. */
export const recordQuote = useCase(RecordQuote, async (tx, { quoted, ...order }) => {
  const existing = await findQuote(tx, order.changeOrderId);
  const { state, events } = keepQuote(existing, { ...order, quoted: fromWire(quoted) });
  saveQuote(tx, state);
  tx.publish(events);
  return { changeOrderId: state.changeOrderId };
});
