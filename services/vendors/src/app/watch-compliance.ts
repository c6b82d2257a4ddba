import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { lookAtCheck, nextLookAtCheck, type ComplianceNorms } from '../domain/compliance-watch';
import { lastCheckOf } from '../storage/compliance-checks';
import { complianceNorms, todayOf } from '../storage/dossiers';
import { loadVendor } from '../storage/vendors';

export class WatchCompliance {
  @IsUUID() vendorId!: string;
}

/** Runs when a vendor's last compliance check is due, and when it is overdue. Clause 2.1.3. */
export const watchCompliance = useCase(WatchCompliance, async (tx, { vendorId }) => {
  await loadVendor(tx, vendorId); // the lock
  const [norms, today] = [await complianceNorms(tx), await todayOf(tx)];
  const last = await lastCheckOf(tx, vendorId);
  const watched = last ? [last] : [];
  tx.publish(watched.flatMap((check) => lookAtCheck(check, norms, today, tx.now)));
  await tx.schedule(watched.flatMap((check) => nextCheckLook(check, norms, today)));
  return { vendorId };
});

/** A vendor has one timer, for the check that counts. */
export function nextCheckLook(
  check: { readonly vendorId: string; readonly checkedOn: string },
  norms: ComplianceNorms,
  today: string,
): readonly Timer[] {
  const { vendorId } = check;
  const dueAt = nextLookAtCheck(check, norms, today);
  return dueAt ? [{ useCase: watchCompliance, key: vendorId, dueAt, input: { vendorId } }] : [];
}
