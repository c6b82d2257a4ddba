import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { propose } from '../domain/escrow-break';
import { loadBreak, saveResolution } from '../storage/escrow-breaks';

export class ProposeBreakResolution {
  @IsUUID() breakId!: string;
  @IsString() @Length(1, 2000) reason!: string;
}

/** The first of two persons explains where the custodian's statement differs. Clause 3.3.1c. */
export const proposeBreakResolution = useCase(ProposeBreakResolution, async (tx, { breakId, reason }) => {
  saveResolution(tx, propose(await loadBreak(tx, breakId), reason, tx.by, tx.now));
  return { breakId };
});
