import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { NatsConnection } from 'nats';
import type { Client } from 'pg';
import { Bus } from './bus';
import type { Outgoing } from './cloud-event';
import { electedLoop } from './elected';
import type { Loop } from './loop';
import { outboxOldestSeconds, relayed } from './metrics';
import { MESSAGING, type MessagingOptions } from './options';
import { publishAll } from './publish';
import { markPublished } from './stream-epochs';

const RELAY_LOCK = { kind: 1, name: 'relay' };
const BATCH = 1000;
/** As many batches are read one after the other before the relay looks again for what committed late. */
const PASS = 20;
const LAST = '9223372036854775807';
/** Milliseconds. A commit in this process wakes the relay; another replica's is found by this poll. */
const POLL = 200;
/** Milliseconds between reads: waking per commit makes tiny batches, and these cost every reader, too. */
const SPACING = { least: 4, most: 20 };

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
    while (!isOver()) await this.pass(client, isOver);
  }

  /**
   * Publishes what stands in the outbox, from its beginning up to the last position in sight. While a batch
   * waits for its acknowledgements the next is read. What commits late is the next pass's: read up to later
   * positions, an event could go before an earlier one of its aggregate whose place was passed already.
   */
  private async pass(client: Client, isOver: () => boolean): Promise<void> {
    let rows = await unpublished(client);
    const first = rows[0];
    outboxOldestSeconds.set(first ? (Date.now() - first.recordedAt.getTime()) / 1000 : 0);
    if (!first) return this.loop.pause(POLL);

    const connection = await this.bus.connection();
    let isTaken = true;
    let last = 0;
    let before = Promise.resolve(true);
    for (let batch = 1; isTaken && rows.length > 0; batch += 1) {
      const published = this.publish(client, connection, rows, before);
      published.catch(() => undefined); // it is awaited in the next turn
      last = rows.length;
      const isLast = last < BATCH || batch === PASS || isOver();
      const next = isLast ? [] : unpublished(client, rows.at(-1)!.position, first.horizon);
      [rows, isTaken] = await Promise.all([next, before]);
      before = published;
    }
    if (!(await before) || !isTaken) return this.loop.pause(1000, { isWakeable: false });
    if (last === BATCH) return; // more is there already
    // The more was told since the last look, the longer is waited: under load batches matter, not moments.
    const spacing = Math.min(SPACING.most, Math.max(SPACING.least, last));
    await this.loop.pause(spacing, { isWakeable: false });
  }

  /**
   * Publishes and, for what the broker acknowledged, says so in the outbox. False where it did not take all:
   * the rest is read again. Of one aggregate a later event may have been taken; readers keep it until then.
   */
  private async publish(
    client: Client,
    connection: NatsConnection,
    rows: readonly Unpublished[],
    before: Promise<boolean>,
  ): Promise<boolean> {
    const { acknowledged, refusal } = await publishAll(connection, this.bus.inboxPrefix, rows);
    const isTakenBefore = await before; // marked in the order in which they were sent
    await markPublished(client, acknowledged);
    relayed.inc(acknowledged.length);
    if (refusal === null) return isTakenBefore;
    this.logger.warn(`The broker did not take ${rows.length - acknowledged.length} events: ${refusal}`);
    return false;
  }
}

type Unpublished = Outgoing & { readonly position: string; readonly horizon: string };

/** The next batch between two positions, and the last position in sight. */
async function unpublished(client: Client, after = '0', upTo = LAST): Promise<readonly Unpublished[]> {
  const { rows } = await client.query<Unpublished>({
    name: 'unpublished',
    text: `SELECT id, position, type, stream, aggregate_id AS "aggregateId", aggregate_version AS version,
                  data::text AS data, occurred_at AS "occurredAt", recorded_at AS "recordedAt", trace,
                  coalesce(epoch, 1) AS epoch, republished_in AS "republishedIn",
                  (SELECT max(position) FROM outbox WHERE published_at IS NULL) AS horizon
           FROM outbox LEFT JOIN stream_epochs USING (stream)
           WHERE published_at IS NULL AND position > $1 AND position <= $2
           ORDER BY position LIMIT ${BATCH}`,
    values: [after, upTo],
  });
  return rows;
}
