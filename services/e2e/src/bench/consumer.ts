import { contractApproved } from '@steward/events';
import { Bus, JetStreamServer, Relay, SystemClock, UseCases, type EventContext } from '@steward/messaging';
import { headers as newHeaders } from 'nats';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { counted, recordEffect, startBroker, startStore, untilCounted, type Broker } from './store';

const EVENTS = 8_000;
/** Events of one aggregate. */
const VERSIONS = 4;
const BATCH = 100;
const CONSUMED = 'steward_events_consumed_total';

type Approval = { readonly id: string; readonly aggregateId: string; readonly version: number };

export const consumer: Benchmark = async () => {
  const [store, plain, broker] = await Promise.all([
    startStore('journal'),
    startStore('plain'),
    startBroker(),
  ]);
  const clock = new SystemClock();
  const options = { service: 'journal', databaseUrl: store.appUrl, natsUrl: broker.url };
  const bus = new Bus(options);
  const relay = new Relay(options, bus);
  const server = new JetStreamServer({ ...options, timed: [], schedule: [] }, store.app, clock, bus, relay);
  const useCases = new UseCases(store.app, clock, relay);
  let opened = Promise.resolve();
  server.addHandler(contractApproved.type, async (_: unknown, { event, unit }: EventContext) => {
    await opened;
    const effect = { id: event.eventId, aggregateId: event.aggregateId, version: event.version };
    const asked = { actor: 'service', by: 'service:contracts', key: event.eventId, unit } as const;
    return useCases.run(recordEffect, effect, asked);
  });
  server.listen(() => undefined);
  const consume = async () => {
    let open: () => void = () => undefined;
    opened = new Promise((resolve) => (open = resolve));
    const before = await counted(CONSUMED);
    await publish(broker, approvals());
    return perSecond(EVENTS, async () => {
      open();
      await untilCounted(CONSUMED, EVENTS, before);
    });
  };
  const client = new Client({ connectionString: plain.appUrl });
  await client.connect();
  try {
    const found = await sideBySide(consume, () => changeRows(client, approvals()));
    return [
      {
        ...{ what: 'consumer, events applied with cursor', ...found },
        against: `raw pg doing the same row changes one by one, ${BATCH} to a transaction`,
        demanded: { atLeast: 0.75 },
      },
    ];
  } finally {
    await server.close();
    await bus.onApplicationShutdown();
    await client.end();
    await Promise.all([store.stop(), plain.stop(), broker.stop()]);
  }
};

/** Events of many aggregates in turns, as a busy stream has them. */
function approvals(): readonly Approval[] {
  const aggregates = Array.from({ length: EVENTS / VERSIONS }, () => randomUUID());
  return Array.from({ length: EVENTS }, (_, n) => ({
    id: randomUUID(),
    aggregateId: aggregates[n % aggregates.length]!,
    version: 1 + Math.floor(n / aggregates.length),
  }));
}

async function publish({ connection }: Broker, events: readonly Approval[]): Promise<void> {
  const jetStream = connection.jetstream();
  // One at a time into one connection keeps the order; the acknowledgements may take theirs.
  await inParallel(256, events.length, (n) => {
    const { id, aggregateId, version } = events[n]!;
    const headers = newHeaders();
    headers.set('ce-id', id);
    headers.set('ce-type', contractApproved.type);
    headers.set('ce-subject', aggregateId);
    headers.set('ce-aggregateversion', String(version));
    const approval = { contractId: aggregateId, discipline: 'LEGAL', approvedAt: '2026-03-02T01:00:00.000Z' };
    return jetStream.publish(contractApproved.type, JSON.stringify(approval), { headers, msgID: id });
  });
}

function changeRows(client: Client, events: readonly Approval[]): Promise<number> {
  return perSecond(events.length, async () => {
    for (let from = 0; from < events.length; from += BATCH) {
      await client.query('BEGIN');
      for (const { id, aggregateId, version } of events.slice(from, from + BATCH)) {
        await client.query('INSERT INTO effects VALUES ($1, $2, $3)', [id, aggregateId, version]);
        await client.query(
          `INSERT INTO cursors (aggregate_id, producer, version, event_id) VALUES ($1, 'CONTRACTS', $2, $3)
           ON CONFLICT (aggregate_id, producer) DO UPDATE SET version = $2, event_id = $3`,
          [aggregateId, version, id],
        );
      }
      await client.query('COMMIT');
    }
  });
}
