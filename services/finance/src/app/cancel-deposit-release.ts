import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { cancel } from '../domain/deposit-release';
import { loadRelease, saveRelease } from '../storage/deposit-releases';

export class CancelDepositRelease {
  @IsUUID() releaseId!: string;
  @IsString() @Length(1, 2000) reason!: string;
}

/** Who asked for a release takes it back. Clause 3.3.1c, D6.9. */
export const cancelDepositRelease = useCase(CancelDepositRelease, async (tx, { releaseId, reason }) => {
  saveRelease(tx, cancel(await loadRelease(tx, releaseId), reason, tx.by, tx.now));
  return { releaseId };
});
