import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { MilestoneKind } from '@steward/terms';
import type { Meeting } from '../domain/meeting';
import type { MeetingMinutes } from '../domain/minutes';
import type { Side } from '../domain/sides';
import { topicsNow } from './meeting-topic-sql';

/** How many breaches of a kind and severity stand on the agenda. */
export type AgendaLine = { readonly kind: MilestoneKind; readonly severity: number; readonly items: number };
export type AgendaMilestone = {
  readonly milestoneId: string;
  readonly workOrderId: string;
  readonly kind: MilestoneKind;
  readonly severity: number;
  readonly decidedAt: Date;
};
/** An open risk with its band, or an overdue action with the side that owes it. */
export type AgendaTopic = {
  readonly kind: 'RISK' | 'ACTION';
  readonly subjectId: string;
  readonly title: string;
  readonly label: string;
  readonly since: Date;
};
/** A revision of the minutes; who confirmed it is null until then. */
export type MinutesRevision = {
  readonly revision: number;
  readonly status: MeetingMinutes['status'];
  readonly summary: string;
  readonly attendees: number;
  readonly heldOn: string;
  readonly writtenAt: Date;
  readonly enterpriseAt: Date | null;
  readonly vendorAt: Date | null;
  readonly returnedSide: Side | null;
  readonly reason: string | null;
};
export type MeetingSummary = {
  readonly meetingId: string;
  readonly contractId: string;
  readonly contractCode: string;
  readonly vendorId: string;
  readonly month: string;
  readonly status: Meeting['status'];
  readonly heldOn: string | null;
  /** Of the last revision; null until the meeting is held. */
  readonly minutesStatus: MeetingMinutes['status'] | null;
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
  /** As of now while it is scheduled, then as of its minutes; the first hundred. */
  readonly topics: readonly AgendaTopic[];
  /** The last hundred, the latest first. */
  readonly minutes: readonly MinutesRevision[];
};

const SUMMARY = `m.id AS "meetingId", m.contract_id AS "contractId", c.code AS "contractCode",
  m.vendor_id AS "vendorId", month, m.status, to_char(held_on, 'YYYY-MM-DD') AS "heldOn",
  (SELECT n.status FROM meeting_minutes n WHERE n.meeting_id = m.id
   ORDER BY n.revision DESC LIMIT 1) AS "minutesStatus",
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
  const [meeting] = await manager.query<Omit<MeetingDetail, 'milestones' | 'topics' | 'minutes'>[]>(
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
  const topics = await manager.query<AgendaTopic[]>(topicsOf(meeting.status), [meetingId]);
  const minutes = await manager.query<MinutesRevision[]>(
    `SELECT revision, status, summary, attendees, to_char(held_on, 'YYYY-MM-DD') AS "heldOn",
            written_at AS "writtenAt", enterprise_at AS "enterpriseAt", vendor_at AS "vendorAt",
            returned_side AS "returnedSide", reason
     FROM meeting_minutes WHERE meeting_id = $1 ORDER BY revision DESC LIMIT 100`,
    [meetingId],
  );
  const detail: MeetingDetail = { ...meeting, milestones, topics, minutes };
  return detail;
});

const TOPIC = `t.kind, t.subject_id AS "subjectId", t.title, t.label, t.since`;
/** What is open stands on every agenda to come; a meeting that is over shows what was kept of it. */
const topicsOf = (status: Meeting['status']): string =>
  status === 'scheduled'
    ? `SELECT ${TOPIC} FROM meetings m, LATERAL (${topicsNow('m')}) t WHERE m.id = $1
       ORDER BY t.kind DESC, t.since, t.subject_id LIMIT 100`
    : `SELECT ${TOPIC} FROM meeting_topics t WHERE t.meeting_id = $1
       ORDER BY t.kind DESC, t.since, t.subject_id LIMIT 100`;
