import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { loadDevice, saveRevocation } from '../storage/devices';

export class RevokeDevice {
  @IsUUID() deviceId!: string;
}

/** A lost device tells nothing that happens from now on. Clause 3.2.1a. */
export const revokeDevice = useCase(RevokeDevice, async (tx, { deviceId }) => {
  const device = await loadDevice(tx, deviceId);
  saveRevocation(tx, device);
  return { deviceId, revokedAt: (device.revokedAt ?? tx.now).toISOString() };
});
