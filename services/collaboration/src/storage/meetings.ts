import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Meeting, Scheduled } from '../domain/meeting';

/** As the driver delivers it: a date column is text. */
type Row = {
  id: string;
  contractId: string;
  vendorId: string;
  month: string;
  timezone: string;
  endsAt: Date;
  scheduledAt: Date;
  status: Meeting['status'];
  summary: string | null;
  attendees: number | null;
  heldOn: string | null;
  agendaItems: number | null;
  heldAt: Date | null;
  heldBy: string | null;
  missedAt: Date | null;
};

export const meetings = new EntitySchema<Row>({
  name: 'meeting',
  tableName: 'meetings',
  columns: {
    id: { type: 'uuid', primary: true },
    contractId: { type: 'uuid', name: 'contract_id' },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    month: { type: 'text' },
    timezone: { type: 'text' },
    endsAt: { type: 'timestamptz', precision: 3, name: 'ends_at' },
    scheduledAt: { type: 'timestamptz', precision: 3, name: 'scheduled_at' },
    status: { type: 'text' },
    summary: { type: 'text', nullable: true },
    attendees: { type: 'int', nullable: true },
    heldOn: { type: 'date', name: 'held_on', nullable: true },
    agendaItems: { type: 'int', name: 'agenda_items', nullable: true },
    heldAt: { type: 'timestamptz', precision: 3, name: 'held_at', nullable: true },
    heldBy: { type: 'text', name: 'held_by', nullable: true },
    missedAt: { type: 'timestamptz', precision: 3, name: 'missed_at', nullable: true },
  },
  uniques: [{ name: 'meetings_month', columns: ['month', 'contractId'] }],
});

/** Loads and locks: until the transaction ends nobody else decides on this meeting. Throws NotFound. */
export async function loadMeeting(tx: Tx, id: string): Promise<Meeting> {
  const row = await tx.manager.findOne(meetings, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('meeting', id);
  return fromRow(row);
}

/** Stores those that are not on the calendar yet, in one statement, and gives them back. */
export async function insertMeetings(tx: Tx, planned: readonly Scheduled[]): Promise<readonly Scheduled[]> {
  if (planned.length === 0) return [];
  const inserted = await tx.manager.query<{ id: string }[]>(
    `INSERT INTO meetings (id, contract_id, vendor_id, month, timezone, ends_at, scheduled_at, status)
     SELECT *, 'scheduled' FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
       $6::timestamptz[], $7::timestamptz[])
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      planned.map(({ id }) => id),
      planned.map(({ contractId }) => contractId),
      planned.map(({ vendorId }) => vendorId),
      planned.map(({ month }) => month),
      planned.map(({ timezone }) => timezone),
      planned.map(({ endsAt }) => endsAt),
      planned.map(({ scheduledAt }) => scheduledAt),
    ],
  );
  const isNew = new Set(inserted.map(({ id }) => id));
  return planned.filter(({ id }) => isNew.has(id));
}

/** Stores what may have changed; the table's CHECKs have the last word. */
export async function saveMeeting(tx: Tx, meeting: Meeting): Promise<void> {
  const { id, ...row } = toRow(meeting);
  await tx.manager.update(meetings, { id }, row);
}

export function toRow(meeting: Meeting): Row {
  const { id, contractId, vendorId, month, timezone, endsAt, scheduledAt, status } = meeting;
  const planned = { id, contractId, vendorId, month, timezone, endsAt, scheduledAt, status };
  const held = meeting.status === 'held' ? meeting : null;
  return {
    ...planned,
    summary: held?.summary ?? null,
    attendees: held?.attendees ?? null,
    heldOn: held?.heldOn ?? null,
    agendaItems: held?.agendaItems ?? null,
    heldAt: held?.heldAt ?? null,
    heldBy: held?.heldBy ?? null,
    missedAt: meeting.status === 'missed' ? meeting.missedAt : null,
  };
}

export function fromRow(row: Row): Meeting {
  const { id, contractId, vendorId, month, timezone, endsAt, scheduledAt, status } = row;
  const planned = { id, contractId, vendorId, month, timezone, endsAt, scheduledAt };
  // The CHECKs meetings_minutes and meetings_missed stand behind each `!`.
  switch (status) {
    case 'scheduled':
      return { ...planned, status };
    case 'held': {
      const minutes = { summary: row.summary!, attendees: row.attendees!, heldOn: row.heldOn! };
      return {
        ...{ ...planned, ...minutes, status },
        agendaItems: row.agendaItems!,
        heldAt: row.heldAt!,
        heldBy: row.heldBy!,
      };
    }
    case 'missed':
      return { ...planned, status, missedAt: row.missedAt! };
  }
}
