import { useCase } from '@steward/messaging';
import { IsInt, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { recordEvidence as record, verifiedOf } from '../domain/obligation';
import { loadObligation, saveObligation } from '../storage/obligations';

export class RecordEvidence {
  @IsUUID() obligationId!: string;
  /** Names the piece, as a certificate's number; once for each obligation. */
  @IsString() @Length(1, 100) reference!: string;
  /** How much of what is owed it proves. */
  @IsInt() @Min(1) @Max(1_000_000) quantity: number = 1;
  /** SHA-256 of the file, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) fileHash!: string;
}

/** The vendor hands in a piece of evidence; it counts once somebody else has verified it. Clause 1.3.4. */
export const recordEvidence = useCase(RecordEvidence, async (tx, { obligationId, ...piece }) => {
  const obligation = await loadObligation(tx, obligationId);
  const evidenceId = tx.newId();
  const recorded = { ...piece, id: evidenceId, recordedAt: tx.now, recordedBy: tx.by };
  const state = record(obligation, recorded);
  saveObligation(tx, obligation, state);
  const { quantity, status } = state;
  return { obligationId, evidenceId, status, quantity, verifiedQuantity: verifiedOf(state) };
});
