import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { Channel } from '../domain/facts';
import { standingOf, type Origin, type Outage, type OutageFact } from '../domain/outage';
import type { PromisedService } from '../domain/promise';

type Row = Omit<Outage, 'facts'>;
/** As JSON holds it: instants are text. */
type FactRow = { readonly kind: OutageFact['kind']; readonly detail: Readonly<Record<string, unknown>> };

const COLUMNS = `id, contract_id AS "contractId", vendor_id AS "vendorId", service, affects, source,
  external_id AS "externalId"`;

/** The outage that its source named so, locked, whether it is there already or not. */
export async function loadToldOutage(
  tx: Tx,
  { contractId, service, source, externalId }: PromisedService & Origin,
): Promise<Outage | undefined> {
  const key = [contractId, service, source, externalId];
  tx.write('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [JSON.stringify(key)]);
  const [row] = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM outages
     WHERE contract_id = $1 AND service = $2 AND source = $3 AND external_id = $4 FOR UPDATE`,
    key,
  );
  return row && withFacts(tx, row);
}

/** Loads and locks. Throws NotFound, for another vendor's as well. */
export async function loadOutage(tx: Tx, id: string): Promise<Outage> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${COLUMNS} FROM outages WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  if (!row) throw new NotFound('outage', id);
  return withFacts(tx, row);
}

/** Loads and locks those that go on and whose name at the source begins so. */
export async function loadOpenOutages(
  tx: Tx,
  { contractId, service, source }: PromisedService & Pick<Origin, 'source'>,
  prefix: string,
): Promise<readonly Outage[]> {
  const rows = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM outages
     WHERE contract_id = $1 AND service = $2 AND source = $3 AND starts_with(external_id, $4)
       AND ended_at IS NULL AND NOT is_withdrawn
     ORDER BY id FOR UPDATE`,
    [contractId, service, source, prefix],
  );
  return Promise.all(rows.map((row) => withFacts(tx, row)));
}

/** Stores an outage with what was told anew of it. */
export function saveOutage(
  tx: Tx,
  before: Outage | undefined,
  outage: Outage,
  channel: Extract<Channel, 'PLATFORM_API' | 'ALERTMANAGER'>,
): void {
  const { startedAt, endedAt, share, isWithdrawn } = standingOf(outage);
  tx.write(
    `INSERT INTO outages (id, contract_id, vendor_id, service, affects, source, external_id, started_at,
       ended_at, affected, total, is_withdrawn)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
       affected = excluded.affected, total = excluded.total, is_withdrawn = excluded.is_withdrawn`,
    [
      ...[outage.id, outage.contractId, outage.vendorId, outage.service, outage.affects],
      ...[outage.source, outage.externalId, startedAt, endedAt],
      ...[share?.affected ?? null, share?.total ?? null, isWithdrawn],
    ],
  );
  const told = before?.facts.length ?? 0;
  const facts = outage.facts.slice(told);
  if (facts.length === 0) return;
  tx.write(
    `INSERT INTO outage_facts (outage_id, position, kind, detail, recorded_at, recorded_by, channel)
     SELECT $1, position, kind, detail::jsonb, $5, $6, $7
     FROM unnest($2::int[], $3::text[], $4::text[]) AS f (position, kind, detail)`,
    [
      outage.id,
      facts.map((_, n) => told + n),
      facts.map(({ kind }) => kind),
      facts.map(({ kind: _, ...detail }) => JSON.stringify(detail)),
      ...[tx.now, tx.by, channel],
    ],
  );
}

async function withFacts(tx: ReadTx, row: Row): Promise<Outage> {
  const facts = await tx.manager.query<FactRow[]>(
    'SELECT kind, detail FROM outage_facts WHERE outage_id = $1 ORDER BY position',
    [row.id],
  );
  return { ...row, facts: facts.map(factOf) as unknown as Outage['facts'] };
}

/** The table's CHECKs know no fact without its fields. */
function factOf({ kind, detail }: FactRow): OutageFact {
  const instants = Object.entries(detail).map(([field, value]) => [
    field,
    field.endsWith('At') && value !== null ? new Date(value as string) : value,
  ]);
  return { kind, ...Object.fromEntries(instants) } as OutageFact;
}
