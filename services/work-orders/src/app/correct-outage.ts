import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length, ValidateIf } from 'class-validator';
import { correct, standingOf } from '../domain/outage';
import { loadOutage, saveOutage } from '../storage/outages';
import { reckoningsSince } from './reckon-month';
import { shown, StretchInput, stretchOf } from './tell-outage';

/** The whole of it as it was: what is left out is not kept from before. */
export class CorrectOutage extends StretchInput {
  @IsUUID() outageId!: string;
  /** Null: it goes on. */
  @ValidateIf((_, value) => value !== null) @IsInstant() endedAt!: string | null;
  @IsString() @Length(3, 500) reason!: string;
}

/** The enterprise says with a reason what an outage was; what was told before stays on record. */
export const correctOutage = useCase(CorrectOutage, async (tx, { outageId, reason, ...told }) => {
  const outage = await loadOutage(tx, outageId);
  const corrected = correct(outage, stretchOf(told), reason, tx.now);
  saveOutage(tx, outage, corrected, 'PLATFORM_API');
  const begun = [outage, corrected].map((each) => standingOf(each).startedAt.getTime());
  await tx.schedule(await reckoningsSince(tx, outage, new Date(Math.min(...begun))));
  return shown(corrected);
});
