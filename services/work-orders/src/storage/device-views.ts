import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { IsUUID } from 'class-validator';

export class OneDevice {
  @IsUUID() deviceId!: string;
}

/** A device's public key, base64. Throws NotFound, for another vendor's as well. */
export const oneDevice = view(OneDevice, async ({ manager }, { deviceId }) => {
  const [found] = await manager.query<{ deviceId: string; vendorId: string; publicKey: string }[]>(
    `SELECT id AS "deviceId", vendor_id AS "vendorId", public_key AS "publicKey" FROM devices WHERE id = $1`,
    [deviceId],
  );
  if (!found) throw new NotFound('device', deviceId);
  return found;
});
