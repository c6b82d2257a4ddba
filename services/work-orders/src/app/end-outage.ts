import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { end, standingOf } from '../domain/outage';
import { loadOutage, saveOutage } from '../storage/outages';
import { reckoningsSince } from './reckon-month';
import { shown } from './tell-outage';

export class EndOutage {
  @IsUUID() outageId!: string;
  @IsInstant() endedAt!: string;
}

/** An outage is over. */
export const endOutage = useCase(EndOutage, async (tx, { outageId, endedAt }) => {
  const outage = await loadOutage(tx, outageId);
  const ended = end(outage, new Date(endedAt), tx.now);
  saveOutage(tx, outage, ended, 'PLATFORM_API');
  await tx.schedule(await reckoningsSince(tx, outage, standingOf(outage).startedAt));
  return shown(ended);
});
