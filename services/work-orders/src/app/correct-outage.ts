import { IsInstant, useCase } from '@steward/messaging';
import { IsInt, IsString, IsUUID, Length, Max, Min, ValidateIf } from 'class-validator';
import { correct, standingOf } from '../domain/outage';
import { loadOutage, saveOutage } from '../storage/outages';
import { reckoningsSince } from './reckon-month';
import { shown } from './tell-outage';

const IfShared = () =>
  ValidateIf(({ affected, total }: CorrectOutage) => affected !== undefined || total !== undefined);

/** The whole of it as it was: what is left out is not kept from before. */
export class CorrectOutage {
  @IsUUID() outageId!: string;
  @IsInstant() startedAt!: string;
  /** Null: it goes on. */
  @ValidateIf((_, value) => value !== null) @IsInstant() endedAt!: string | null;
  /** How many of `total` were affected; without them, all. */
  @IfShared() @IsInt() @Min(0) @Max(2_000_000_000) affected?: number;
  @IfShared() @IsInt() @Min(1) @Max(2_000_000_000) total?: number;
  @IsString() @Length(3, 500) reason!: string;
}

/** The enterprise says with a reason what an outage was; what was told before stays on record. */
export const correctOutage = useCase(
  CorrectOutage,
  async (tx, { outageId, startedAt, endedAt, affected, total, reason }) => {
    const outage = await loadOutage(tx, outageId);
    const share = affected === undefined || total === undefined ? null : { affected, total };
    const stretch = { startedAt: new Date(startedAt), endedAt: endedAt ? new Date(endedAt) : null, share };
    const corrected = correct(outage, stretch, reason, tx.now);
    await saveOutage(tx, outage, corrected, 'PLATFORM_API');
    const earlier = Math.min(standingOf(outage).startedAt.getTime(), stretch.startedAt.getTime());
    await tx.schedule(await reckoningsSince(tx, outage, new Date(earlier)));
    return shown(corrected);
  },
);
