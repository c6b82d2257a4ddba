import { contractApproved } from '@steward/events';
import type { DataSource } from 'typeorm';
import type { Clock, EventContext } from '.';
import type { Incoming } from './cloud-event';
import { Inbox } from './inbox';
import { idOf } from './journal.fixture';

const AT = '2026-03-02T01:00:00.000Z';

/** An event of contracts as the consumer hands it on. */
export const incoming = (type: string, aggregateId: string, version: number, eventId: string): Incoming => ({
  eventId,
  type,
  producer: 'CONTRACTS',
  aggregateId,
  version,
  occurredAt: AT,
  trace: undefined,
  headers: {
    'ce-id': eventId,
    'ce-type': type,
    'ce-subject': aggregateId,
    'ce-aggregateversion': String(version),
  },
  data: Buffer.from('{}'),
});

export const approval = (
  contractId: string,
  version: number,
  eventId = idOf({ contractId, version }),
): Incoming => ({
  ...incoming(contractApproved.type, contractId, version, eventId),
  data: Buffer.from(JSON.stringify({ contractId, discipline: 'LEGAL', approvedAt: AT })),
});

/** An inbox that keeps the journal of approvals. What `faults` holds for an event is thrown after its row. */
export const journalInbox = (app: DataSource, clock: Clock, faults = new Map<string, unknown>()) => {
  const handled: string[] = [];
  const record = async (_: unknown, { event, unit }: EventContext) => {
    handled.push(event.eventId);
    await unit.manager.query(
      `INSERT INTO journal (replica, event_id, aggregate_id, version, discipline)
       VALUES ('one', $1, $2, $3, 'LEGAL')`,
      [event.eventId, event.aggregateId, event.version],
    );
    if (faults.has(event.eventId)) throw faults.get(event.eventId);
  };
  const inbox = new Inbox(
    'CONTRACTS',
    new Map([[contractApproved.type, record]]),
    app,
    clock,
    () => undefined,
  );
  return { inbox, handled, faults };
};

type Table = 'journal' | 'waiting_events' | 'parked_events';
/** The versions of one aggregate that a table holds: of the journal in the order of writing. */
export async function versionsIn(owner: DataSource, table: Table, aggregateId: string): Promise<number[]> {
  const order = table === 'journal' ? 'position' : 'version';
  const rows = await owner.query<{ version: number }[]>(
    `SELECT version::int FROM ${table} WHERE aggregate_id = $1 ORDER BY ${order}`,
    [aggregateId],
  );
  return rows.map(({ version }) => version);
}

/** How far an aggregate was applied, and by which event. */
export async function cursorOf(owner: DataSource, aggregateId: string) {
  const [row] = await owner.query<{ version: number; event_id: string | null }[]>(
    'SELECT version::int, event_id FROM cursors WHERE aggregate_id = $1',
    [aggregateId],
  );
  return row && [row.version, row.event_id];
}
