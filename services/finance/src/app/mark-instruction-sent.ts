import { instructionSent } from '@steward/events';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { markSent } from '../storage/custodian-instructions';

export class MarkInstructionSent {
  @IsUUID() instructionId!: string;
}

/** The custodian has been told what to move; it is announced once. Clause 3.3.1c. */
export const markInstructionSent = useCase(MarkInstructionSent, async (tx, { instructionId }) => {
  const sent = await markSent(tx, instructionId);
  tx.publish(
    sent.map(({ depositId, contractId, vendorId, kind, amount }) =>
      instructionSent({ instructionId, depositId, contractId, vendorId, kind, amount, sentAt: tx.now }),
    ),
  );
  return { instructionId, isNew: sent.length > 0 };
});
