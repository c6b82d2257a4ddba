import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { ensureOpen } from '../domain/dispute';
import { sideOf } from '../domain/sides';
import { insertStatement, loadDispute } from '../storage/disputes';

export class MakeStatement {
  @IsUUID() disputeId!: string;
  @IsString() @Length(1, 20_000) text!: string;
  /** SHA-256 of a file that goes with it, hexadecimal. */
  @IfGiven() @Matches(/^[0-9a-f]{64}$/) fileHash?: string;
}

/** Whoever asks states for its own side. Clause 3.3.2a. */
export const makeStatement = useCase(MakeStatement, async (tx, { disputeId, text, fileHash }) => {
  const dispute = await loadDispute(tx, disputeId);
  ensureOpen(dispute);
  const statementId = tx.newId();
  const side = sideOf(tx.actor);
  insertStatement(tx, dispute, { id: statementId, side, text, fileHash: fileHash ?? null });
  return { disputeId, statementId, side };
});
