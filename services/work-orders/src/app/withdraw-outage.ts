import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { standingOf, withdraw } from '../domain/outage';
import { loadOutage, saveOutage } from '../storage/outages';
import { reckoningsSince } from './reckon-month';
import { shown } from './tell-outage';

export class WithdrawOutage {
  @IsUUID() outageId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** There was no outage, as where an alert was wrong; what was told stays on record. */
export const withdrawOutage = useCase(WithdrawOutage, async (tx, { outageId, reason }) => {
  const outage = await loadOutage(tx, outageId);
  const withdrawn = withdraw(outage, reason);
  saveOutage(tx, outage, withdrawn, 'PLATFORM_API');
  await tx.schedule(await reckoningsSince(tx, outage, standingOf(outage).startedAt));
  return shown(withdrawn);
});
