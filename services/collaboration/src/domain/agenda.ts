import type { Severity } from '@steward/domain';
import type { MilestoneKind } from '@steward/terms';
import type { KnownContract } from './contract';
import { monthOf, plan, type Scheduled } from './meeting';

/** A breach to be talked about, on the agenda of the month in which it came about. Clause 2.3.2c. */
export type Item = {
  readonly milestoneId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly workOrderId: string;
  readonly kind: MilestoneKind;
  readonly severity: Severity;
  readonly decidedAt: Date;
};
export type Verdict = 'MET' | 'BREACHED' | 'OPEN';
export type DecidedMilestone = Item & {
  readonly verdict: Verdict;
  /** Counts the milestone's verdicts from 1. */
  readonly version: number;
};
/** What a verdict does to agendas: items that enter, and milestones that go. */
export type Change = { readonly entered: readonly Item[]; readonly struck: readonly string[] };

/** The last verdict counts: a breach enters, or is put anew; any later verdict but a breach strikes it. */
export function changeBy({ verdict, version, ...item }: DecidedMilestone): Change {
  if (verdict === 'BREACHED') return { entered: [item], struck: [] };
  const isFirst = version === 1; // there is nothing to strike
  return { entered: [], struck: isFirst ? [] : [item.milestoneId] };
}

/** Null while the contract's zone is not known: then the month is not either, and the item waits for it. */
export type PlacedItem = Item & { readonly meetingId: string | null };
export type Agenda = { readonly items: readonly PlacedItem[]; readonly meetings: readonly Scheduled[] };

/** Puts items on the agendas of their months, and names the meetings that this takes. Clause 2.3.2c. */
export function place(items: readonly Item[], contracts: readonly KnownContract[], now: Date): Agenda {
  const meetings = new Map<string, Scheduled>();
  const placed = items.map((item): PlacedItem => {
    const contract = contracts.find(({ id }) => id === item.contractId);
    if (!contract?.timezone) return { ...item, meetingId: null };
    const { timezone } = contract;
    const meeting = plan(contract, timezone, monthOf(item.decidedAt, timezone), now);
    meetings.set(meeting.id, meeting);
    return { ...item, meetingId: meeting.id };
  });
  return { items: placed, meetings: [...meetings.values()] };
}
