import { dayNumber, localDateOf } from '@steward/calendar';
import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { IsDate, IsUUID } from 'class-validator';
import { blockersOf, type Blocker } from '../domain/deposit-release';
import { loadExit } from './deposit-releases';
import { deposits, fromRow } from './deposits';
import { openBreaksOf } from './escrow-breaks';

export class ReleaseBlockersOf {
  @IsUUID() contractId!: string;
  /** By the service's clock. */
  @IsDate() now!: Date;
}
export type ShownBlocker = {
  readonly code: Blocker['kind'] | 'ESCROW_BREAK';
  /** How many there are; of TRANSITION the days that it still runs. */
  readonly count: number;
  /** The last day of it; null where it is over when somebody does something. */
  readonly until: string | null;
};

/**
 * What keeps a deposit from being released; nothing where the list is empty. Throws NotFound, for another
 * vendor's as for none. Clause 3.3.1c, D6.9, E1.
 */
export const releaseBlockers = view(ReleaseBlockersOf, async ({ manager }, { contractId, now }) => {
  const row = await manager.findOne(deposits, { where: { contractId } });
  if (!row) throw new NotFound('deposit', contractId);
  const exit = await loadExit({ manager, now }, contractId);
  const [holds] = await manager.query<{ open: number }[]>(
    'SELECT count(*)::int AS open FROM holds WHERE contract_id = $1 AND resolved_at IS NULL',
    [contractId],
  );
  const breaks = await openBreaksOf({ manager }, contractId);
  const today = dayNumber(localDateOf(exit, now.getTime()));
  const shown = blockersOf(fromRow(row), exit, now).map((blocker): ShownBlocker => {
    const code = blocker.kind;
    switch (code) {
      case 'TRANSITION':
        return { code, count: dayNumber(blocker.until) - today, until: blocker.until };
      case 'DATA_DELETION':
        return { code, count: blocker.missing, until: null };
      case 'OPEN_HOLD':
        return { code, count: holds!.open, until: null };
      case 'HANDOVER':
      case 'NOT_ENDED':
        return { code, count: 1, until: null };
    }
  });
  const broken: readonly ShownBlocker[] = [{ code: 'ESCROW_BREAK', count: breaks, until: null }];
  return { contractId, blockers: [...shown, ...broken.filter(({ count }) => count > 0)] };
});
