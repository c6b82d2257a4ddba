import { useCase } from '@steward/messaging';
import { IsUUID, Matches } from 'class-validator';
import { insertDevice } from '../storage/devices';

export class RegisterDevice {
  @IsUUID() vendorId!: string;
  /** The ed25519 key, 32 bytes in base64. */
  @Matches(/^[A-Za-z0-9+/]{43}=$/) publicKey!: string;
}

/** The enterprise lets a vendor's device tell facts that it signs. Clause 3.2.1a. */
export const registerDevice = useCase(RegisterDevice, async (tx, { vendorId, publicKey }) => {
  const device = { id: tx.newId(), vendorId, registeredAt: tx.now, revokedAt: null };
  await insertDevice(tx, device, publicKey);
  return { deviceId: device.id, vendorId };
});
