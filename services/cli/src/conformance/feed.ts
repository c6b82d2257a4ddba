import { headersOf } from '@steward/messaging';
import { DiscardPolicy, NatsError, RetentionPolicy, StorageType, type NatsConnection } from 'nats';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure, misuse } from '../failure';
import type { Told } from './expected';

const STREAM = 'PUB_FINANCE';
/** By this the kit knows a stream of its own: into another it tells nothing. */
const MARK = 'Steward conformance kit';

/** Makes the stream that is told into. Throws where there is one that is not the kit's. */
export async function provideFeed(connection: NatsConnection): Promise<void> {
  const manager = await connection.jetstreamManager();
  const found = await manager.streams.info(STREAM).catch((error: unknown) => {
    if (error instanceof NatsError && error.code === '404') return null;
    throw error;
  });
  if (found && found.config.description !== MARK) {
    throw misuse(`The broker has a ${STREAM} of its own; give the kit a broker that nobody else uses.`);
  }
  if (found) return;
  await manager.streams.add({
    ...{ name: STREAM, subjects: ['pub.finance.>'], description: MARK, storage: StorageType.Memory },
    ...{ retention: RetentionPolicy.Limits, discard: DiscardPolicy.New },
  });
}

/** Tells events in this order, repeats as well: the broker is kept from knowing them by their ids. */
export async function tell(connection: NatsConnection, events: readonly Told[]): Promise<void> {
  const stream = connection.jetstream();
  for (const { id, type, subject, version, data, republishedIn } of events) {
    const text = JSON.stringify(data);
    const now = new Date();
    const headers = headersOf({
      ...{ id, type, stream: STREAM, aggregateId: subject, version: `${version}`, data: text, trace: null },
      ...{ occurredAt: now, recordedAt: now },
      ...{ epoch: republishedIn ?? 1, republishedIn: republishedIn ?? null },
    });
    headers.set('Nats-Msg-Id', randomUUID());
    await stream.publish(type, text, { headers });
  }
}

/**
 * Waits until there is a consumer and each has acknowledged all that was told. Throws where that does not
 * happen in time.
 */
export async function untilTaken(connection: NatsConnection, seconds: number): Promise<void> {
  const manager = await connection.jetstreamManager();
  const deadline = performance.now() + 1000 * seconds;
  for (;;) {
    const consumers = await manager.consumers.list(STREAM).next();
    const open = consumers.reduce((sum, each) => sum + each.num_pending + each.num_ack_pending, 0);
    if (consumers.length > 0 && open === 0) return;
    if (performance.now() > deadline) {
      throw new Failure(
        consumers.length === 0
          ? `Nobody reads ${STREAM}: no consumer was made within ${seconds} s.`
          : `${open} events were not acknowledged within ${seconds} s.`,
      );
    }
    await pause(50);
  }
}
