import { quarterOfMonth } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { redLineConfirmed, redLineDropped, redLineRecorded } from '@steward/events';
import type { RedLineConfirmed, RedLineDropped, RedLineRecorded } from '@steward/events';
import type { Document } from './bonus';

export const RED_LINE_KINDS = ['DATA_LEAK', 'FATAL_SAFETY', 'FALSIFIED_RECORDS'] as const;
export type RedLineKind = (typeof RED_LINE_KINDS)[number];
type Recorded = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** That of the day. */
  readonly quarter: string;
  readonly kind: RedLineKind;
  readonly occurredOn: string;
  readonly statement: string;
  readonly documents: readonly Document[];
  readonly recordedBy: string;
  readonly recordedAt: Date;
};
type Decided = Recorded & { readonly decidedBy: string; readonly decidedAt: Date };
/** What no score outweighs, once a second person has confirmed it. D3. */
export type RedLine =
  | (Recorded & { readonly status: 'recorded' })
  | (Decided & { readonly status: 'confirmed' })
  | (Decided & { readonly status: 'dropped'; readonly reason: string });

export type CountedRedLine = { readonly redLineId: string; readonly kind: RedLineKind };

/** Records that a red line was crossed; it counts once it is confirmed. D3. */
export function recordRedLine(
  recorded: Omit<Recorded, 'quarter'>,
): Decision<Extract<RedLine, { status: 'recorded' }>, RedLineRecorded> {
  const { id: redLineId, contractId, vendorId, kind, occurredOn, recordedAt } = recorded;
  const quarter = quarterOfMonth(occurredOn.slice(0, 7));
  const announced = redLineRecorded({
    redLineId,
    contractId,
    vendorId,
    quarter,
    kind,
    occurredOn,
    recordedAt,
  });
  return { state: { ...recorded, quarter, status: 'recorded' }, events: [announced] };
}

/** Another person confirms or drops it. Breaks `red-line.decided` and `red-line.same-person`. D3. */
export function decideRedLine(
  redLine: RedLine,
  { by, reason }: { readonly by: string; readonly reason: string | null },
  now: Date,
): Decision<Exclude<RedLine, { status: 'recorded' }>, RedLineConfirmed | RedLineDropped> {
  const { id: redLineId, contractId, vendorId, quarter, kind, occurredOn, status, recordedBy } = redLine;
  ensure(status === 'recorded', 'red-line.decided', `The red line is ${status}.`);
  ensure(by !== recordedBy, 'red-line.same-person', `${by} recorded it.`);
  const of = { redLineId, contractId, vendorId, quarter, kind, occurredOn };
  const decided = { ...redLine, decidedBy: by, decidedAt: now };
  return reason === null
    ? { state: { ...decided, status: 'confirmed' }, events: [redLineConfirmed({ ...of, confirmedAt: now })] }
    : {
        state: { ...decided, status: 'dropped', reason },
        events: [redLineDropped({ ...of, droppedAt: now })],
      };
}

type Leak = Pick<Recorded, 'id' | 'contractId' | 'vendorId' | 'occurredOn' | 'statement'>;

/** A leak that legal and technical have confirmed in risk, which holds the evidence. 2.2.3c, D3. */
export function confirmedLeak(
  leak: Leak,
  now: Date,
): Decision<Exclude<RedLine, { status: 'recorded' }>, RedLineRecorded | RedLineConfirmed | RedLineDropped> {
  const [legal, technical] = ['legal', 'technical'].map((who) => `risk:${who}`) as [string, string];
  const recorded = recordRedLine({
    ...{ ...leak, kind: 'DATA_LEAK', documents: [], recordedBy: legal, recordedAt: now },
  });
  const { state, events } = decideRedLine(recorded.state, { by: technical, reason: null }, now);
  return { state, events: [...recorded.events, ...events] };
}
