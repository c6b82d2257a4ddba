import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Resource, ResourceEntry } from '../domain/resources';

/** The columns of every kind, as text: null where a kind has them not. */
type Amounts = {
  labourMinutes?: number;
  partCode?: string;
  quantity?: string;
  unit?: string;
  energyKwh?: string;
};
type Row = Omit<ResourceEntry, 'resource'> & { readonly kind: Resource['kind'] } & Amounts;

/** Stores entries. Breaks `resource.reversed-before` where one was taken back already. */
export async function insertEntries(tx: Tx, entries: readonly ResourceEntry[]): Promise<void> {
  const rows = entries.map(({ resource, ...entry }): Row => ({ ...entry, ...resource }));
  const column = <K extends keyof Row>(name: K) => rows.map((row) => row[name] ?? null);
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO resource_entries (id, work_order_id, vendor_id, contract_id, month, kind, labour_minutes,
       part_code, quantity, unit, energy_kwh, occurred_at, reversal_of, reason, recorded_at, recorded_by)
     SELECT e.*, $15, $16 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[],
       $7::int[], $8::text[], $9::numeric[], $10::text[], $11::numeric[], $12::timestamptz[], $13::uuid[],
       $14::text[]) AS e
     ON CONFLICT (reversal_of) DO NOTHING RETURNING id`,
    [
      ...[column('id'), column('workOrderId'), column('vendorId'), column('contractId'), column('month')],
      ...[column('kind'), column('labourMinutes'), column('partCode'), column('quantity'), column('unit')],
      ...[column('energyKwh'), column('occurredAt'), column('reversalOf'), column('reason')],
      ...[tx.now, tx.by],
    ],
  );
  ensure(inserted.length === rows.length, 'resource.reversed-before', 'The entry was taken back before.');
}

/** Throws NotFound. */
export async function loadEntry(tx: Tx, id: string): Promise<ResourceEntry> {
  const [found] = await tx.manager.query<ResourceEntry[]>(
    `SELECT id, work_order_id AS "workOrderId", vendor_id AS "vendorId", contract_id AS "contractId", month,
       occurred_at AS "occurredAt", reversal_of AS "reversalOf", reason,
       json_strip_nulls(json_build_object('kind', kind, 'labourMinutes', labour_minutes,
         'partCode', part_code, 'quantity', trim_scale(quantity)::text, 'unit', unit,
         'energyKwh', trim_scale(energy_kwh)::text)) AS resource
     FROM resource_entries WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound('resource', id);
  return found;
}
