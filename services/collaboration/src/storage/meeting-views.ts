import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { MilestoneKind } from '@steward/terms';
import type { Meeting } from '../domain/meeting';

/** How many breaches of a kind and severity stand on the agenda. */
export type AgendaLine = { readonly kind: MilestoneKind; readonly severity: number; readonly items: number };
export type AgendaMilestone = {
  readonly milestoneId: string;
  readonly workOrderId: string;
  readonly kind: MilestoneKind;
  readonly severity: number;
  readonly decidedAt: Date;
};
export type MeetingSummary = {
  readonly meetingId: string;
  readonly contractId: string;
  readonly contractCode: string;
  readonly vendorId: string;
  readonly month: string;
  readonly status: Meeting['status'];
  readonly heldOn: string | null;
  readonly agenda: readonly AgendaLine[];
};
export type MeetingDetail = MeetingSummary & {
  readonly timezone: string;
  readonly endsAt: Date;
  readonly summary: string | null;
  readonly attendees: number | null;
  /** What stood on the agenda when the minutes came. */
  readonly agendaItemsWhenHeld: number | null;
  /** The first hundred by the instant of the breach. */
  readonly milestones: readonly AgendaMilestone[];
};

const SUMMARY = `m.id AS "meetingId", m.contract_id AS "contractId", c.code AS "contractCode",
  m.vendor_id AS "vendorId", month, status, to_char(held_on, 'YYYY-MM-DD') AS "heldOn",
  (SELECT coalesce(json_agg(line ORDER BY kind DESC, severity), '[]') FROM (
     SELECT kind, severity, count(*)::int AS items FROM agenda_items i WHERE i.meeting_id = m.id
     GROUP BY kind, severity) AS line) AS agenda`;

export class MeetingsPage extends Page {
  /** `2026-10`; all months where it is left out. */
  @IsOptional() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month?: string;
}

/** Meetings, the latest month first. `next` is the `after` of the next page. */
export const meetingsPage = view(MeetingsPage, async ({ manager }, { month, after, limit }) => {
  const items = await manager.query<MeetingSummary[]>(
    `SELECT ${SUMMARY} FROM meetings m JOIN known_contracts c ON c.id = m.contract_id
     WHERE ($1::text IS NULL OR month = $1)
       AND ($2::uuid IS NULL OR (month, m.id) < (SELECT month, id FROM meetings WHERE id = $2))
     ORDER BY month DESC, m.id DESC LIMIT $3`,
    [month ?? null, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.meetingId : null };
});

export class OneMeeting {
  @IsUUID() meetingId!: string;
}

/** One meeting with its agenda and minutes. Throws NotFound, for another vendor's as for a missing one. */
export const oneMeeting = view(OneMeeting, async ({ manager }, { meetingId }) => {
  const [meeting] = await manager.query<Omit<MeetingDetail, 'milestones'>[]>(
    `SELECT ${SUMMARY}, m.timezone, ends_at AS "endsAt", summary, attendees, agenda_items AS "agendaItemsWhenHeld"
     FROM meetings m JOIN known_contracts c ON c.id = m.contract_id WHERE m.id = $1`,
    [meetingId],
  );
  if (!meeting) throw new NotFound('meeting', meetingId);
  const milestones = await manager.query<AgendaMilestone[]>(
    `SELECT milestone_id AS "milestoneId", work_order_id AS "workOrderId", kind, severity,
            decided_at AS "decidedAt"
     FROM agenda_items WHERE meeting_id = $1 ORDER BY decided_at, milestone_id LIMIT 100`,
    [meetingId],
  );
  const detail: MeetingDetail = { ...meeting, milestones };
  return detail;
});
