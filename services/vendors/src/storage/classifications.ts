import type { CapabilityCategory, Tier } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { EntitySchema, LessThanOrEqual } from 'typeorm';
import type { Classification } from '../domain/classification';

type Row = {
  id: string;
  /** The order of recording: instants may be equal. */
  position?: string;
  vendorId: string;
  tier: string;
  categories: string[];
  effectiveOn: string;
  reason: string;
  classifiedAt: Date;
  classifiedBy: string;
};

export const classifications = new EntitySchema<Row>({
  name: 'classification',
  tableName: 'classifications',
  columns: {
    id: { type: 'uuid', primary: true },
    position: { type: 'bigint', generated: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    tier: { type: 'text' },
    categories: { type: 'text', array: true },
    effectiveOn: { type: 'date', name: 'effective_on' },
    reason: { type: 'text' },
    classifiedAt: { type: 'timestamptz', precision: 3, name: 'classified_at' },
    classifiedBy: { type: 'text', name: 'classified_by' },
  },
  foreignKeys: [
    {
      name: 'classifications_vendor',
      target: 'vendor',
      columnNames: ['vendorId'],
      referencedColumnNames: ['id'],
    },
  ],
  indices: [{ name: 'classifications_of_vendor', columns: ['vendorId', 'effectiveOn', 'position'] }],
});

/**
 * The classification in force on a day: the latest that had begun, and of two for one day the later
 * recorded.
 */
export async function classificationOn(
  tx: ReadTx,
  vendorId: string,
  on: string,
): Promise<Classification | null> {
  const row = await tx.manager.findOne(classifications, {
    where: { vendorId, effectiveOn: LessThanOrEqual(on) },
    order: { effectiveOn: 'DESC', position: 'DESC' },
  });
  return row && fromRow(row);
}

/** All that were ever recorded, in that order. */
export async function classificationsOf(tx: ReadTx, vendorId: string): Promise<readonly Classification[]> {
  const rows = await tx.manager.find(classifications, { where: { vendorId }, order: { position: 'ASC' } });
  return rows.map(fromRow);
}

export async function insertClassification(tx: Tx, classification: Classification): Promise<void> {
  await tx.manager.insert(classifications, toRow(classification));
}

export const toRow = (classification: Classification): Row => ({
  ...classification,
  categories: [...classification.categories],
});

export const fromRow = ({ position: _, tier, categories, ...row }: Row): Classification => ({
  ...row,
  tier: tier as Tier,
  categories: categories as CapabilityCategory[],
});
