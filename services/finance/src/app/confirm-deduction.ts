import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { confirm } from '../domain/deduction';
import { claimMovement } from '../storage/custodian-movements';
import { loadDeduction, saveMovement } from '../storage/deductions';
import { appendJournals } from '../storage/journals';

export class ConfirmDeduction {
  @IsUUID() deductionId!: string;
  /** The custodian's own number of the movement. It counts once. */
  @IsString() @Length(1, 64) custodianReference!: string;
  /** The day on the custodian's statement. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) movedOn!: string;
}

/** Records that the custodian has moved a deduction to the enterprise. Clause 3.3.1c, D6.4. */
export const confirmDeduction = useCase(ConfirmDeduction, async (tx, { deductionId, ...movement }) => {
  const deduction = await loadDeduction(tx, deductionId);
  const ids = { journalId: tx.newId(), commandId: tx.newId() };
  const { state, journals, events } = confirm(deduction, movement, ids, tx.by, tx.now);
  const moved = { ...movement, kind: 'DEDUCTION' as const, amount: deduction.amount };
  await claimMovement(tx, deduction, { ...moved, instructionId: deductionId });
  saveMovement(tx, state);
  appendJournals(tx, journals);
  tx.publish(events);
  return { deductionId, custodianReference: movement.custodianReference };
});
