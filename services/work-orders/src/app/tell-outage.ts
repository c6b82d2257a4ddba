import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateIf } from 'class-validator';
import { AFFECTS, standingOf, tell, type Affects, type Outage, type Stretch } from '../domain/outage';
import { promised } from '../domain/promise';
import { loadToldOutage, saveOutage } from '../storage/outages';
import { promisesOf } from '../storage/promises';
import { reckoningsSince } from './reckon-month';

/** Of the part that is affected both numbers are told, or none. */
const IfShared = () =>
  ValidateIf(({ affected, total }: StretchInput) => affected !== undefined || total !== undefined);

export class StretchInput {
  @IsInstant() startedAt!: string;
  /** How many of `total` are affected, as users or sites; without them, all. D2. */
  @IfShared() @IsInt() @Min(0) @Max(2_000_000_000) affected?: number;
  @IfShared() @IsInt() @Min(1) @Max(2_000_000_000) total?: number;
}

export class TellOutage extends StretchInput {
  @IsUUID() contractId!: string;
  /** The code of a service that the contract promises. */
  @IsString() @Length(1, 64) service!: string;
  /** MONITORING: nobody knows whether the service was there. A9. */
  @IsIn(AFFECTS) affects: Affects = 'SERVICE';
  /** Who tells, as the name of a monitoring system. */
  @IsString() @Length(1, 64) source!: string;
  /** The outage's own name there: told again, it is the same one. */
  @IsString() @Length(1, 200) externalId!: string;
  /** Without it, the outage goes on. */
  @IsOptional() @IsInstant() endedAt?: string;
}

/** A source tells of an outage, once or again. Clause 2.2.1c. */
export const tellOutage = useCase(
  TellOutage,
  async (tx, { contractId, service, affects, source, externalId, ...told }) => {
    const about = promised(await promisesOf(tx, contractId), service);
    const origin = { affects, source, externalId };
    const known = await loadToldOutage(tx, { ...about, ...origin });
    const outage = tell(known, { id: tx.newId(), ...about, ...origin, ...stretchOf(told) }, tx.now);
    saveOutage(tx, known, outage, 'PLATFORM_API');
    await tx.schedule(await reckoningsSince(tx, outage, standingOf(outage).startedAt));
    return { ...shown(outage), isNew: known === undefined };
  },
);

type ToldStretch = StretchInput & { readonly endedAt?: string | null };
export const stretchOf = ({ startedAt, endedAt, affected, total }: ToldStretch): Stretch => ({
  startedAt: new Date(startedAt),
  endedAt: endedAt ? new Date(endedAt) : null,
  share: affected === undefined || total === undefined ? null : { affected, total },
});

/** An outage as the answers tell it. */
export function shown(outage: Outage) {
  const { startedAt, endedAt, isWithdrawn } = standingOf(outage);
  return {
    outageId: outage.id,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    isWithdrawn,
  };
}
