import { AckPolicy, DeliverPolicy, millis, nanos } from 'nats';
import type { JetStreamManager, NatsConnection, StreamInfo } from 'nats';
import { unlessMissing } from './broker-answers';
import { EventIds } from './event-ids';
import type { Mark } from './stream-epochs';

/** As the broker names an event that was published with its id. */
const MSG_ID = 'Nats-Msg-Id';
const BATCH = 5000;

/** What the broker says of a stream. */
export type Standing = {
  readonly created: string;
  readonly first: number;
  readonly last: number;
  readonly holes: number;
  readonly maxAgeMs: number;
};

/** Null where there is no such stream. */
export async function standingOf(manager: JetStreamManager, stream: string): Promise<Standing | null> {
  const info = await unlessMissing(manager.streams.info(stream));
  return info && standing(info);
}

function standing({ created, state, config }: StreamInfo): Standing {
  const { first_seq: first, last_seq: last, messages } = state;
  const holes = messages === 0 ? 0 : last - first + 1 - messages;
  return { created: String(created), first, last, holes, maxAgeMs: millis(config.max_age) };
}

/** Whose message lies at a sequence; null where none does. */
export async function eventAt(manager: JetStreamManager, stream: string, seq: number) {
  const message = await unlessMissing(manager.streams.getMessage(stream, { seq }));
  return message && message.header.get(MSG_ID);
}

/**
 * The ids of all events that a stream holds by now, and the last of them. Only headers are read. Throws
 * where it cannot be read to its end, or `isOver` first.
 */
export async function contentsOf(connection: NatsConnection, stream: string, isOver: () => boolean) {
  const manager = await connection.jetstreamManager({ checkAPI: false });
  const { state } = await manager.streams.info(stream);
  const { name } = await manager.consumers.add(stream, {
    ...{ ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.All, headers_only: true },
    ...{ mem_storage: true, inactive_threshold: nanos(60_000) },
  });
  const consumer = await connection.jetstream().consumers.get(stream, name);
  const ids = new EventIds();
  let end: Mark | null = null;
  let delivered = 0;
  let hasMore = state.messages > 0;
  try {
    while (hasMore) {
      const before = delivered;
      for await (const { headers, seq, info } of await consumer.fetch({
        max_messages: BATCH,
        expires: 5000,
      })) {
        if (info.deliverySequence !== delivered + 1)
          throw new Error(`Messages of ${stream} were passed over.`);
        delivered += 1;
        const eventId = headers?.get(MSG_ID);
        if (eventId) {
          ids.add(eventId);
          end = { sequence: seq, eventId };
        }
        hasMore = seq < state.last_seq && info.pending > 0;
        if (!hasMore) break;
      }
      if (delivered === before || isOver()) throw new Error(`${stream} could not be read to its end.`);
    }
  } finally {
    await consumer.delete().catch(() => undefined); // else it goes by itself
  }
  return { ids, end };
}
