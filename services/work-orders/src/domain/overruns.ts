import { milestoneOverran, type MilestoneOverran } from '@steward/events';
import { readClock } from '@steward/terms';
import { severityOf, type Fact } from './facts';
import { clockOf, milestoneIdOf } from './milestones';
import type { ContractVersion } from './terms';

type Read = { readonly id: string; readonly facts: readonly Fact[]; readonly terms: ContractVersion };
type Overrun = { readonly breachedAt: number; readonly lateSeconds: number; readonly stoppedAt: number };

/**
 * How late a change of the history shows somebody to have come on site, where it did not show just that
 * before. Clause 2.2.1a, D5.
 */
export function overrunsTold(before: Read | null, after: Read, now: Date): readonly MilestoneOverran[] {
  const { id: workOrderId, facts, terms } = after;
  const overrun = overrunOf(after, now);
  const known = before && overrunOf(before, now);
  const isKnown =
    known?.lateSeconds === overrun?.lateSeconds &&
    known?.breachedAt === overrun?.breachedAt &&
    known?.stoppedAt === overrun?.stoppedAt;
  if (!overrun || isKnown) return [];
  const { vendorId, contractId, contractVersion } = terms;
  const { breachedAt, lateSeconds, stoppedAt } = overrun;
  return [
    milestoneOverran({
      ...{ milestoneId: milestoneIdOf(workOrderId, 'ON_SITE'), workOrderId, vendorId, contractId },
      ...{ contractVersion, severity: severityOf(facts), kind: 'ON_SITE', lateSeconds },
      ...{ breachedAt: new Date(breachedAt), stoppedAt: new Date(stoppedAt) },
    }),
  ];
}

/** Null while nobody has come or where the target was met. A stop a little ahead of our clock counts, too. */
function overrunOf({ facts, terms }: Read, now: Date): Overrun | null {
  if (facts.some(({ kind }) => kind === 'CANCELLED')) return null;
  const history = clockOf('ON_SITE', facts, terms.slaTargets);
  const stop = history.stops.at(-1);
  if (!stop) return null;
  const read = readClock(history, terms.calendar, Math.max(now.getTime(), stop.stoppedAt));
  if (read.verdict !== 'BREACHED') return null;
  const lateSeconds = Math.max(read.elapsedSeconds - read.targetSeconds, 0);
  return { breachedAt: read.decidedAt, lateSeconds, stoppedAt: stop.stoppedAt };
}
