import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Registered, Vendor } from '../domain/vendor';

type Row = {
  id: string;
  code: string;
  name: string;
  registrationNumber: string;
  status: Vendor['status'];
  registeredAt: Date;
  admittedAt: Date | null;
  admittedBy: string | null;
  restrictedAt: Date | null;
  expiredItems: string[] | null;
};

export const vendors = new EntitySchema<Row>({
  name: 'vendor',
  tableName: 'vendors',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    registrationNumber: { type: 'text', name: 'registration_number' },
    status: { type: 'text' },
    registeredAt: { type: 'timestamptz', precision: 3, name: 'registered_at' },
    admittedAt: { type: 'timestamptz', precision: 3, name: 'admitted_at', nullable: true },
    admittedBy: { type: 'text', name: 'admitted_by', nullable: true },
    restrictedAt: { type: 'timestamptz', precision: 3, name: 'restricted_at', nullable: true },
    expiredItems: { type: 'uuid', array: true, name: 'expired_items', nullable: true },
  },
  uniques: [{ name: 'vendors_code', columns: ['code'] }],
});

/**
 * Loads and locks: until the transaction ends nobody else decides on this vendor or adds to its dossier.
 * Throws NotFound, for another vendor's id as for a missing one.
 */
export async function loadVendor(tx: Tx, id: string): Promise<Vendor> {
  const row = await tx.manager.findOne(vendors, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('vendor', id);
  return fromRow(row);
}

/** Stores a new vendor. Breaks `vendor.code-taken`, also where a rival takes the code at this moment. */
export async function insertVendor(tx: Tx, vendor: Registered): Promise<void> {
  const inserted: { readonly raw: readonly unknown[] } = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(vendors)
    .values(toRow(vendor))
    .orIgnore()
    .returning('id')
    .execute();
  ensure(inserted.raw.length === 1, 'vendor.code-taken', `There is a vendor ${vendor.code} already.`);
}

/** Stores what may change of a vendor: its status and what belongs to that. */
export async function saveVendor(tx: Tx, vendor: Vendor): Promise<void> {
  const { id, status, admittedAt, admittedBy, restrictedAt, expiredItems } = toRow(vendor);
  await tx.manager.update(vendors, { id }, { status, admittedAt, admittedBy, restrictedAt, expiredItems });
}

export function toRow(vendor: Vendor): Row {
  const expiredItems = vendor.status === 'restricted' ? [...vendor.expiredItems] : null;
  return { admittedAt: null, admittedBy: null, restrictedAt: null, ...vendor, expiredItems };
}

export function fromRow(row: Row): Vendor {
  const { status, admittedAt, admittedBy, restrictedAt, expiredItems, ...company } = row;
  // The CHECKs vendors_admission and vendors_restriction stand behind each `!`.
  switch (status) {
    case 'registered':
      return { ...company, status };
    case 'admitted':
      return { ...company, status, admittedAt: admittedAt!, admittedBy: admittedBy! };
    case 'restricted': {
      const accepted = { ...company, admittedAt: admittedAt!, admittedBy: admittedBy! };
      return { ...accepted, status, restrictedAt: restrictedAt!, expiredItems: expiredItems! };
    }
  }
}
