import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { verify } from '../domain/evidence';
import { reconsider } from '../domain/restriction';
import { todayOf, watchNorms } from '../storage/dossiers';
import { evidenceOf, loadEvidence, saveEvidence } from '../storage/evidence';
import { loadVendor, saveVendor } from '../storage/vendors';
import { firstLooks } from './watch-qualification';

export class VerifyEvidence {
  @IsUUID() vendorId!: string;
  /** A qualification or a reference project. */
  @IsUUID() itemId!: string;
}

/** Lets evidence count; a renewed paper ends the restriction that the old one's end brought. Clause 2.1.1. */
export const verifyEvidence = useCase(VerifyEvidence, async (tx, { vendorId, itemId }) => {
  const vendor = await loadVendor(tx, vendorId);
  const { state, events } = verify(await loadEvidence(tx, vendor.id, itemId), tx.by, tx.now);
  await saveEvidence(tx, state);
  const [norms, today] = [await watchNorms(tx), await todayOf(tx)];
  const standing = reconsider(vendor, await evidenceOf(tx, vendor.id), norms, today, tx.now);
  await saveVendor(tx, standing.state);
  tx.publish([...events, ...standing.events]);
  await tx.schedule(firstLooks(state, norms, today, tx.now));
  return { itemId: state.id, status: state.status };
});
