import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { admit } from '../domain/admission';
import { admissionNorms, dossierOf, todayOf } from '../storage/dossiers';
import { loadVendor, saveVendor } from '../storage/vendors';

export class AdmitVendor {
  @IsUUID() vendorId!: string;
}

export const admitVendor = useCase(AdmitVendor, async (tx, { vendorId }) => {
  const vendor = await loadVendor(tx, vendorId);
  const today = await todayOf(tx);
  const dossier = await dossierOf(tx, vendorId, today);
  const { state, events } = admit(vendor, dossier, await admissionNorms(tx), today, tx.by, tx.now);
  await saveVendor(tx, state);
  tx.publish(events);
  return { vendorId: state.id, status: state.status, admittedAt: state.admittedAt.toISOString() };
});
