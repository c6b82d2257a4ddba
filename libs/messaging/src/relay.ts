import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { JetStreamClient } from 'nats';
import type { Client } from 'pg';
import { Bus } from './bus';
import { headersOf, type Outgoing } from './cloud-event';
import { electedLoop } from './elected';
import type { Loop } from './loop';
import { outboxOldestSeconds, relayed } from './metrics';
import { MESSAGING, type MessagingOptions } from './options';

const RELAY_LOCK = { kind: 1, name: 'relay' };
const BATCH = 1000;
/** Milliseconds. A commit in this process wakes the relay; another replica's is found by this poll. */
const POLL = 200;
/** Milliseconds between reads: waking per commit makes tiny batches. */
const SPACING = 4;

/**
 * Publishes the outbox. One relay a service is active, elected by an advisory lock on a connection of its
 * own; the lock dies with the connection, and the relay with it. It reads what is not yet published, never
 * "beyond the last position": a transaction that commits late would be lost.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly loop: Loop;

  constructor(
    @Inject(MESSAGING) options: Pick<MessagingOptions, 'databaseUrl'>,
    private readonly bus: Bus,
  ) {
    this.loop = electedLoop(options.databaseUrl, RELAY_LOCK, (client, isOver) => this.serve(client, isOver));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  /** Says that a transaction with events has committed. */
  wake(): void {
    this.loop.wake();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async serve(client: Client, isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.publishBatch(client);
  }

  private async publishBatch(client: Client): Promise<void> {
    const { rows } = await client.query<Outgoing>({
      name: 'unpublished',
      text: `SELECT id, type, stream, aggregate_id AS "aggregateId", aggregate_version AS version,
                    data::text AS data, occurred_at AS "occurredAt", recorded_at AS "recordedAt", trace
             FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT ${BATCH}`,
    });
    const oldest = rows[0];
    outboxOldestSeconds.set(oldest ? (Date.now() - oldest.recordedAt.getTime()) / 1000 : 0);
    if (!oldest) return this.loop.pause(POLL);

    const jetStream = (await this.bus.connection()).jetstream();
    const outcomes = await Promise.allSettled(rows.map((row) => publish(jetStream, row)));
    const acknowledged = rows.filter((_, n) => outcomes[n]!.status === 'fulfilled').map(({ id }) => id);
    await client.query({
      name: 'mark-published',
      text: 'UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1)',
      values: [acknowledged],
    });
    relayed.inc(acknowledged.length);

    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) {
      this.logger.warn(
        `The broker did not take ${rows.length - acknowledged.length} events: ${failed.reason}`,
      );
      return this.loop.pause(1000, { isWakeable: false });
    }
    if (rows.length < BATCH) await this.loop.pause(SPACING, { isWakeable: false });
  }
}

/** Published again after a lost acknowledgement, an event is known by its id and stored once. */
function publish(jetStream: JetStreamClient, event: Outgoing) {
  return jetStream.publish(event.type, Buffer.from(event.data), {
    msgID: event.id,
    headers: headersOf(event),
    expect: { streamName: event.stream },
    timeout: 5000,
  });
}
