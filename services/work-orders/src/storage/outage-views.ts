import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Affects } from '../domain/outage';

const STATES = ['open', 'over', 'withdrawn'] as const;

export class OutagesPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsString() @Length(1, 64) service?: string;
  @IsOptional() @IsIn(STATES) state?: (typeof STATES)[number];
}
export type ShownOutage = {
  readonly outageId: string;
  readonly contractId: string;
  readonly service: string;
  readonly affects: Affects;
  readonly source: string;
  readonly externalId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Of `total`; null: all. */
  readonly affected: number | null;
  readonly total: number | null;
  readonly state: (typeof STATES)[number];
};
const STATE = `CASE WHEN is_withdrawn THEN 'withdrawn' WHEN ended_at IS NULL THEN 'open' ELSE 'over' END`;
const COLUMNS = `id AS "outageId", contract_id AS "contractId", service, affects, source,
  external_id AS "externalId", started_at AS "startedAt", ended_at AS "endedAt", affected, total,
  ${STATE} AS state`;

/** Outages in the order in which they were told; `next` is the `after` of the next page. */
export const outagesPage = view(
  OutagesPage,
  async ({ manager }, { after, limit, contractId, service, state }) => {
    const items = await manager.query<ShownOutage[]>(
      `SELECT ${COLUMNS} FROM outages
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
         AND ($4::text IS NULL OR service = $4) AND ($5::text IS NULL OR ${STATE} = $5)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, service ?? null, state ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.outageId : null };
  },
);

export class OneOutage {
  @IsUUID() outageId!: string;
}

/** One outage with all that was told of it. Throws NotFound, for another vendor's as well. */
export const oneOutage = view(OneOutage, async ({ manager }, { outageId }) => {
  const [found] = await manager.query<ShownOutage[]>(`SELECT ${COLUMNS} FROM outages WHERE id = $1`, [
    outageId,
  ]);
  if (!found) throw new NotFound('outage', outageId);
  const facts = await manager.query<object[]>(
    `SELECT kind, detail, recorded_at AS "recordedAt", recorded_by AS "recordedBy", channel
     FROM outage_facts WHERE outage_id = $1 ORDER BY position`,
    [outageId],
  );
  return { ...found, facts };
});
