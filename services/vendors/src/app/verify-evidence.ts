import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { verify } from '../domain/evidence';
import { loadEvidence, saveEvidence } from '../storage/evidence';
import { loadVendor } from '../storage/vendors';

export class VerifyEvidence {
  @IsUUID() vendorId!: string;
  /** A qualification or a reference project. */
  @IsUUID() itemId!: string;
}

export const verifyEvidence = useCase(VerifyEvidence, async (tx, { vendorId, itemId }) => {
  const vendor = await loadVendor(tx, vendorId);
  const { state, events } = verify(await loadEvidence(tx, vendor.id, itemId), tx.by, tx.now);
  await saveEvidence(tx, state);
  tx.publish(events);
  return { itemId: state.id, status: state.status };
});
