import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { refuse } from '../domain/deposit-release';
import { loadRelease, saveRelease } from '../storage/deposit-releases';

export class RefuseDepositRelease {
  @IsUUID() releaseId!: string;
  @IsString() @Length(1, 2000) reason!: string;
}

/** The second person does not let it go. Clause 3.3.1c, D6.9. */
export const refuseDepositRelease = useCase(RefuseDepositRelease, async (tx, { releaseId, reason }) => {
  saveRelease(tx, refuse(await loadRelease(tx, releaseId), reason, tx.by, tx.now));
  return { releaseId };
});
