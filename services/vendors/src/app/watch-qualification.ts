import { useCase, type Timer } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import type { Verified } from '../domain/evidence';
import { firstLookAt, lookAt, nextLookAt, watchedIn, type WatchNorms } from '../domain/qualification-watch';
import { reconsider } from '../domain/restriction';
import { todayOf, watchNorms } from '../storage/dossiers';
import { evidenceOf } from '../storage/evidence';
import { loadVendor, saveVendor } from '../storage/vendors';

export class WatchQualification {
  @IsUUID() vendorId!: string;
  @IsUUID() itemId!: string;
}

/**
 * Runs on the days on which there is something to tell of a paper: that it will end, then that it has, which
 * restricts its vendor. One that was replaced is watched no longer. Clause 2.1.1.
 */
export const watchQualification = useCase(WatchQualification, async (tx, { vendorId, itemId }) => {
  const vendor = await loadVendor(tx, vendorId);
  const [evidence, norms] = [await evidenceOf(tx, vendorId), await watchNorms(tx)];
  const today = await todayOf(tx);
  const watched = watchedIn(evidence).filter(({ id }) => id === itemId);
  const notices = watched.flatMap((paper) => lookAt(paper, norms, today, tx.now));
  const { state, events } = reconsider(vendor, evidence, norms, today, tx.now);
  await saveVendor(tx, state);
  tx.publish([...notices, ...events]);
  await tx.schedule(watched.flatMap((paper) => lookTimer(paper, nextLookAt(paper, norms, today))));
  return { vendorId, itemId, status: state.status };
});

/** The timer of the first look at what was just verified; none where it does not end, or is no paper. */
export const firstLooks = (item: Verified, norms: WatchNorms, today: string, now: Date): readonly Timer[] =>
  watchedIn([item]).flatMap((paper) => {
    const first = firstLookAt(paper, norms, today);
    return lookTimer(paper, first < now ? now : first);
  });

/** A paper has one timer, for what it comes to next. */
function lookTimer({ id: itemId, vendorId }: Verified, dueAt: Date | null): readonly Timer[] {
  return dueAt ? [{ useCase: watchQualification, key: itemId, dueAt, input: { vendorId, itemId } }] : [];
}
