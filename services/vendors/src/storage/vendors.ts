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
  eliminatedAt: Date | null;
  eliminatedFor: string | null;
  readmissionOn: string | null;
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
    eliminatedAt: { type: 'timestamptz', precision: 3, name: 'eliminated_at', nullable: true },
    eliminatedFor: { type: 'uuid', name: 'eliminated_for', nullable: true },
    readmissionOn: { type: 'date', name: 'readmission_on', nullable: true },
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

/** The last day's end of the locks under which a registration number is known; null where there is none. */
export async function lockOf(tx: Tx, registrationNumber: string): Promise<string | null> {
  const [row] = await tx.manager.query<[{ lock: string | null }]>(
    `SELECT to_char(max(readmission_on), 'YYYY-MM-DD') AS lock FROM vendors
     WHERE registration_number = $1 AND status = 'eliminated'`,
    [registrationNumber],
  );
  return row.lock;
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
  const {
    id,
    code: _code,
    name: _name,
    registrationNumber: _number,
    registeredAt: _at,
    ...may
  } = toRow(vendor);
  await tx.manager.update(vendors, { id }, may);
}

export function toRow(vendor: Vendor): Row {
  const expiredItems = vendor.status === 'restricted' ? [...vendor.expiredItems] : null;
  const out = { eliminatedAt: null, eliminatedFor: null, readmissionOn: null };
  return { admittedAt: null, admittedBy: null, restrictedAt: null, ...out, ...vendor, expiredItems };
}

export function fromRow(row: Row): Vendor {
  const { status, admittedAt, admittedBy, restrictedAt, expiredItems, ...rest } = row;
  const { eliminatedAt, eliminatedFor, readmissionOn, ...company } = rest;
  // The CHECKs vendors_admission, vendors_restriction and vendors_elimination stand behind each `!`.
  switch (status) {
    case 'registered':
      return { ...company, status };
    case 'admitted':
      return { ...company, status, admittedAt: admittedAt!, admittedBy: admittedBy! };
    case 'restricted': {
      const accepted = { ...company, admittedAt: admittedAt!, admittedBy: admittedBy! };
      return { ...accepted, status, restrictedAt: restrictedAt!, expiredItems: expiredItems! };
    }
    case 'eliminated': {
      const lock = {
        eliminatedAt: eliminatedAt!,
        eliminatedFor: eliminatedFor!,
        readmissionOn: readmissionOn!,
      };
      return { ...company, status, admittedAt, admittedBy, ...lock };
    }
  }
}
