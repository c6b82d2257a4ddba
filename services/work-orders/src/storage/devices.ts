import { ensure, NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { Device } from '../domain/offline-fact';

export async function loadDevice(tx: ReadTx, id: string): Promise<Device> {
  const [found] = await tx.manager.query<Device[]>(
    `SELECT id, vendor_id AS "vendorId", registered_at AS "registeredAt", revoked_at AS "revokedAt"
     FROM devices WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound('device', id);
  return found;
}

/** Stores a device. Breaks `device.key-known`. */
export async function insertDevice(tx: Tx, device: Device, publicKey: string): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO devices (id, vendor_id, public_key, registered_at, registered_by)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (public_key) DO NOTHING RETURNING id`,
    [device.id, device.vendorId, publicKey, device.registeredAt, tx.by],
  );
  ensure(inserted.length > 0, 'device.key-known', 'This key belongs to a device already.', '/publicKey');
}

/** From now on the device tells nothing more; the first revocation counts. */
export function saveRevocation(tx: Tx, { id }: Device): void {
  tx.write('UPDATE devices SET revoked_at = $2, revoked_by = $3 WHERE id = $1 AND revoked_at IS NULL', [
    id,
    tx.now,
    tx.by,
  ]);
}
