import { dayNumber, dayText } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { inspectionDue, inspectionOverdue, inspectionSubmitted } from '@steward/events';
import type { InspectionDue, InspectionOverdue, InspectionSubmitted } from '@steward/events';
import type { Source } from './facts';
import { startOf, type ChecklistItem, type InspectionPlan } from './inspection-plan';
import { confirm, ensureTells, isFresh, type Confirmed, type Device } from './offline-fact';
import { SKEW, type Report } from './work-order';

export const ITEM_OUTCOMES = ['OK', 'DEFECT', 'NOT_CHECKED'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];
/** What somebody found; a note says more of what is not OK. */
export type ItemResult = {
  readonly itemCode: string;
  readonly outcome: ItemOutcome;
  readonly note?: string | null;
};
export const INSPECTION_STATUSES = ['due', 'awaits-confirmation', 'submitted'] as const;
export type InspectionStatus = (typeof INSPECTION_STATUSES)[number];

/** What was recorded of a round, and where it came from. Clause 3.2.1b. */
export type RoundRecord = Source &
  Confirmed & {
    readonly occurredAt: Date;
    readonly toldAt: Date;
    readonly toldBy: string;
    readonly results: readonly ItemResult[];
  };
type Round = {
  readonly id: string;
  readonly planId: string;
  readonly assetId: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly dueOn: string;
  /** The first instant of its day: nothing done before counts for it. */
  readonly dueFrom: Date;
  /** From here on it is overdue. */
  readonly overdueFrom: Date;
  /** When that was announced. */
  readonly overdueAt: Date | null;
};
/** One round of a plan. */
export type Inspection =
  | (Round & { readonly status: 'due'; readonly record: null })
  | (Round & { readonly status: 'awaits-confirmation' | 'submitted'; readonly record: RoundRecord });
/** Which device signed, how, and how long after it that counts by itself. */
type Signature = { readonly device: Device; readonly signature: string; readonly freshHours: number };
/** What a person or a device tells of a round. */
export type ToldRound = {
  readonly occurredAt: Date;
  readonly results: readonly ItemResult[];
  readonly by: string;
};

/**
 * Announces a round on its day; none of a retired plan, none after the contract's end. It is overdue at the
 * end of that day and of the policy's grace, but before the next round is due. Clause 3.2.1a.
 */
export function announce(
  plan: InspectionPlan,
  dueOn: string,
  id: string,
  graceDays: number,
): Decision<Inspection | null, InspectionDue> {
  if (plan.isRetired || dueOn > plan.endOn) return { state: null, events: [] };
  const { id: planId, assetId, vendorId, contractId, cadenceDays, timezone } = plan;
  const lastDay = dayNumber(dueOn) + Math.min(graceDays, cadenceDays - 1);
  const state: Inspection = {
    ...{ id, planId, assetId, vendorId, contractId, dueOn, status: 'due', record: null },
    ...{ dueFrom: startOf(dueOn, timezone), overdueFrom: startOf(dayText(lastDay + 1), timezone) },
    overdueAt: null,
  };
  return { state, events: [inspectionDue({ ...about(state), dueFrom: state.dueFrom })] };
}

/** Announces once that a round was not recorded in time; one that was is left alone. Clause 3.2.1a. */
export function markOverdue(inspection: Inspection, now: Date): Decision<Inspection, InspectionOverdue> {
  if (inspection.status === 'submitted' || inspection.overdueAt) return { state: inspection, events: [] };
  const events = [inspectionOverdue({ ...about(inspection), overdueFrom: inspection.overdueFrom })];
  return { state: { ...inspection, overdueAt: now }, events };
}

/**
 * Records a round that a person of the vendor tells: evidence of grade A where it came by the platform
 * within `liveMinutes`, else of grade C. Breaks `inspection.in-future` and what `record` breaks. Clause
 * 3.2.1a.
 */
export function submit(
  inspection: Inspection,
  { items }: InspectionPlan,
  told: ToldRound,
  { channel, liveMinutes }: Pick<Source, 'channel'> & { readonly liveMinutes: number },
  now: Date,
): Decision<Inspection, InspectionSubmitted> {
  ensure(
    told.occurredAt.getTime() <= now.getTime() + SKEW,
    'inspection.in-future',
    `${told.occurredAt.toISOString()} has not come yet.`,
    '/occurredAt',
  );
  const isLive = channel === 'PLATFORM_API' && isFresh(told.occurredAt, liveMinutes / 60, now);
  return record(inspection, items, told, { channel, grade: isLive ? 'A' : 'C', signed: null }, now);
}

/**
 * Records a round that a device signed where there was no network: as any fact of a device it counts at once
 * within `freshHours`, as grade B, and later once two persons have confirmed it, as grade C. Breaks what
 * `ensureTells` and `record` break. Clause 3.2.1a, S12.
 */
export function submitSigned(
  inspection: Inspection,
  { items }: InspectionPlan,
  told: ToldRound,
  { device, signature, freshHours }: Signature,
  now: Date,
): Decision<Inspection, InspectionSubmitted> {
  ensureTells(device, inspection.vendorId, told.occurredAt, now);
  const grade = isFresh(told.occurredAt, freshHours, now) ? 'B' : 'C';
  const signed = { deviceId: device.id, signature };
  return record(inspection, items, told, { channel: 'MOBILE_APP', grade, signed }, now);
}

/**
 * A person of the enterprise confirms a round that was told too late; with another one it counts. Breaks
 * `inspection.not-waiting` and what `confirm` breaks. S12.
 */
export function confirmRound(
  inspection: Inspection,
  by: string,
  now: Date,
): Decision<Inspection, InspectionSubmitted> {
  ensure(
    inspection.status === 'awaits-confirmation',
    'inspection.not-waiting',
    'The round waits for nobody to confirm it.',
  );
  const confirmed = confirm(inspection.record, by);
  const isCounted = confirmed.secondedBy !== null;
  const state: Inspection = {
    ...inspection,
    record: confirmed,
    status: isCounted ? 'submitted' : 'awaits-confirmation',
  };
  return { state, events: isCounted ? [submitted(inspection, confirmed, now)] : [] };
}

/**
 * The faults to be reported for the defects of a round, but for the items that were `raised` before. They
 * are reported when the round came to count, not when it was done: then the enterprise knew. Clause 3.2.1a.
 */
export function defectsOf(
  { dueOn, assetId, status, record: made }: Inspection,
  { code, items }: InspectionPlan,
  raised: readonly string[],
  newId: () => string,
  reportedAt: Date,
): readonly { readonly itemCode: string; readonly report: Report }[] {
  if (status !== 'submitted') return [];
  const found = items.filter(
    (item) =>
      !raised.includes(item.code) &&
      made.results.some(({ itemCode, outcome }) => itemCode === item.code && outcome === 'DEFECT'),
  );
  return found.map(({ code: itemCode, category, severity }) => ({
    itemCode,
    report: {
      ...{ id: newId(), number: `${code}/${dueOn}/${itemCode}`, category, severity, assetId, asked: {} },
      reportedAt,
    },
  }));
}

/**
 * What a device signs of a round, as UTF-8: the round's id, `INSPECTED`, the instant in UTC to the
 * millisecond, and the results as JSON without spaces, `[["code","OK",null],…]`, parted by line feeds.
 */
export const signedRound = (id: string, occurredAt: Date, results: readonly ItemResult[]): string => {
  const found = results.map(({ itemCode, outcome, note }) => [itemCode, outcome, note ?? null]);
  return [id, 'INSPECTED', occurredAt.toISOString(), JSON.stringify(found)].join('\n');
};

/**
 * Breaks `inspection.submitted-before`, `inspection.before-due`, `inspection.item-unknown`,
 * `inspection.item-twice`, `inspection.item-missing` and `inspection.note-missing`.
 */
function record(
  inspection: Inspection,
  items: readonly ChecklistItem[],
  { occurredAt, results, by }: ToldRound,
  source: Source,
  now: Date,
): Decision<Inspection, InspectionSubmitted> {
  ensure(inspection.status === 'due', 'inspection.submitted-before', 'The round has been recorded already.');
  ensure(
    occurredAt >= inspection.dueFrom,
    'inspection.before-due',
    `The round is due only from ${inspection.dueFrom.toISOString()}.`,
    '/occurredAt',
  );
  ensureComplete(items, results);
  const told = { ...source, occurredAt, results, toldAt: now, toldBy: by };
  const made: RoundRecord = { ...told, confirmedBy: null, secondedBy: null };
  const waits = source.signed !== null && source.grade === 'C';
  return {
    state: { ...inspection, status: waits ? 'awaits-confirmation' : 'submitted', record: made },
    events: waits ? [] : [submitted(inspection, made, now)],
  };
}

function ensureComplete(items: readonly ChecklistItem[], results: readonly ItemResult[]): void {
  for (const [n, { itemCode, outcome, note }] of results.entries()) {
    const isKnown = items.some(({ code }) => code === itemCode);
    const place = `/results/${n}/itemCode` as const;
    ensure(isKnown, 'inspection.item-unknown', `The checklist has no ${itemCode}.`, place);
    const isFirst = results.findIndex((result) => result.itemCode === itemCode) === n;
    ensure(isFirst, 'inspection.item-twice', `${itemCode} is there twice.`, place);
    const isSaid = outcome === 'OK' || (note ?? '').trim().length >= 3;
    ensure(isSaid, 'inspection.note-missing', `Say what is with ${itemCode}.`, `/results/${n}/note`);
  }
  const missing = items.filter(({ code }) => !results.some(({ itemCode }) => itemCode === code));
  const codes = missing.map(({ code }) => code).join(', ');
  ensure(missing.length === 0, 'inspection.item-missing', `Nothing is said of ${codes}.`, '/results');
}

function submitted(
  round: Round,
  { occurredAt, channel, grade, results }: RoundRecord,
  now: Date,
): InspectionSubmitted {
  const count = (outcome: ItemOutcome) => results.filter((result) => result.outcome === outcome).length;
  return inspectionSubmitted({
    ...{ ...about(round), occurredAt, submittedAt: now, channel, evidenceGrade: grade },
    ...{ isLate: occurredAt >= round.overdueFrom, ok: count('OK'), defects: count('DEFECT') },
    notChecked: count('NOT_CHECKED'),
  });
}

const about = ({ id: inspectionId, planId, assetId, vendorId, contractId, dueOn }: Round) => ({
  ...{ inspectionId, planId, assetId, vendorId, contractId, dueOn },
});
