import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsBoolean, IsString, IsUUID, Length } from 'class-validator';
import { verifiedOf, verifyEvidence as verify } from '../domain/obligation';
import { loadObligation, saveObligation } from '../storage/obligations';

export class VerifyEvidence {
  @IsUUID() obligationId!: string;
  @IsUUID() evidenceId!: string;
  @IsBoolean() isAccepted!: boolean;
  /** Why it is not accepted; asked for then, and only then. */
  @IfGiven() @IsString() @Length(3, 500) reason?: string;
}

/** Somebody else than who recorded it decides on a piece of evidence. Clause 1.3.4. */
export const verifyEvidence = useCase(
  VerifyEvidence,
  async (tx, { obligationId, evidenceId, isAccepted, reason }) => {
    const obligation = await loadObligation(tx, obligationId);
    const verdict = { isAccepted, reason: reason ?? null, by: tx.by };
    const { state, events } = verify(obligation, evidenceId, verdict, tx.now);
    saveObligation(tx, obligation, state);
    tx.publish(events);
    const { quantity, status } = state;
    return { obligationId, evidenceId, status, quantity, verifiedQuantity: verifiedOf(state) };
  },
);
