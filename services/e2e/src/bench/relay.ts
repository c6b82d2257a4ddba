import { contractApproved } from '@steward/events';
import { Bus, Relay } from '@steward/messaging';
import { headers as newHeaders } from 'nats';
import { randomUUID } from 'node:crypto';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { counted, startBroker, startStore, untilCounted, type Broker } from './store';

const EVENTS = 20_000;
const IN_FLIGHT = 256;
const PUBLISHED = 'steward_outbox_published_total';
const STREAM = 'CONTRACTS';

export const relay: Benchmark = async () => {
  const [store, broker] = await Promise.all([startStore('contracts'), startBroker()]);
  const bus = new Bus({ service: 'contracts', natsUrl: broker.url });
  const ours = new Relay({ databaseUrl: store.appUrl }, bus);
  ours.onApplicationBootstrap();
  const drain = async () => {
    const before = await counted(PUBLISHED);
    await store.owner.query(
      `INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at)
       SELECT gen_random_uuid(), $2, $3, id, 1,
              json_build_object('contractId', id, 'discipline', 'LEGAL', 'approvedAt', '2026-03-02T01:00:00.000Z'),
              now()
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1::int)) AS contracts`,
      [EVENTS, contractApproved.type, STREAM],
    );
    return perSecond(EVENTS, async () => {
      ours.wake();
      await untilCounted(PUBLISHED, EVENTS, before);
    });
  };
  try {
    await drain(); // leaves the messages whose bytes the other side sends
    const found = await sideBySide(drain, () => publishRaw(broker));
    return [
      {
        ...{ what: 'relay, outbox to acknowledged in JetStream', ...found },
        against: `raw JetStream publish, ${IN_FLIGHT} in flight, same bytes`,
        demanded: { atLeast: 0.5 },
      },
    ];
  } finally {
    await ours.stop();
    await bus.onApplicationShutdown();
    await Promise.all([store.stop(), broker.stop()]);
  }
};

async function publishRaw({ connection, manager }: Broker): Promise<number> {
  const { header, data } = await manager.streams.getMessage(STREAM, { seq: 1 });
  const messages = Array.from({ length: EVENTS }, () => {
    const headers = newHeaders();
    for (const [name, values] of header) headers.set(name, values[0]!);
    return { headers, msgID: randomUUID() };
  });
  const jetStream = connection.jetstream();
  return perSecond(EVENTS, () =>
    inParallel(IN_FLIGHT, EVENTS, (n) => jetStream.publish(contractApproved.type, data, messages[n]!)),
  );
}
