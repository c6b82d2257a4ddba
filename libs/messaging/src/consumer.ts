import { Logger } from '@nestjs/common';
import { ConsumerEvents, type ConsumerMessages, type JsMsg, type NatsConnection } from 'nats';
import { v5 as uuidv5 } from 'uuid';
import type { Bus } from './bus';
import { plainHeaders, readEvent, type Incoming } from './cloud-event';
import { ACK_WAIT, ensureDurable, isSound, type Subscription } from './durable';
import { electedLoop } from './elected';
import type { Inbox } from './inbox';
import type { Loop } from './loop';
import { SWEEP_EVERY_SECONDS, type MessagingOptions } from './options';

const BATCH = 100;
/** Names messages without an envelope by where they stand, so that a repeat parks once. */
const UNREADABLE = 'b1d3a1f0-52a5-4c3f-9a43-6d1a1de0c0a7';

/**
 * Pulls one producer's stream for one service. Of all replicas one is active, elected by an advisory lock on
 * a connection of its own; should two ever be, the locked cursors let only one apply an event.
 */
export class StreamConsumer {
  private readonly logger: Logger;
  private readonly loop: Loop;

  constructor(
    private readonly subscription: Subscription,
    private readonly options: Pick<MessagingOptions, 'databaseUrl' | 'sweepEverySeconds'>,
    private readonly bus: Bus,
    private readonly inbox: Inbox,
  ) {
    const name = `consumer ${subscription.stream}`;
    this.logger = new Logger(name);
    this.loop = electedLoop(options.databaseUrl, { kind: 2, name }, async (_, isOver, lose) => {
      await this.pull(await bus.connection(), isOver, lose);
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** How many messages the broker has yet to hand out, or waits to hear of. Throws where it is away. */
  async countUndelivered(): Promise<number> {
    const { stream, service } = this.subscription;
    const manager = await (await this.bus.connection()).jetstreamManager({ checkAPI: false });
    const { num_pending: pending, num_ack_pending: unacknowledged } = await manager.consumers.info(
      stream,
      service,
    );
    return pending + unacknowledged;
  }

  private async pull(connection: NatsConnection, isOver: () => boolean, lose: () => void): Promise<void> {
    const { stream, service } = this.subscription;
    const why = await ensureDurable(connection, this.subscription);
    if (why) this.logger.warn(`The durable is made anew: ${why}.`);
    const queue: JsMsg[] = []; // at most max_ack_pending
    const consumer = await connection.jetstream().consumers.get(stream, service);
    const messages = await consumer.consume({
      max_messages: 5 * BATCH,
      expires: 10_000,
      callback: (message) => {
        queue.push(message);
        this.loop.wake();
      },
    });
    void this.watch(messages, lose);
    void connection.closed().then(lose);
    // A durable whose stream lost its end gets nothing and no error. What cannot be asked now is asked again.
    const check = () => {
      void isSound(connection, this.subscription).then(
        (isGood) => isGood || lose(),
        () => undefined,
      );
    };
    const stopListening = this.bus.onReconnect(check);
    const checking = setInterval(check, 1000 * (this.options.sweepEverySeconds ?? SWEEP_EVERY_SECONDS));
    // What has to queue for long must not be delivered again meanwhile.
    const beat = setInterval(() => {
      if (!connection.isClosed()) for (const message of queue) message.working();
    }, ACK_WAIT / 3);
    try {
      while (!isOver()) {
        const batch = queue.slice(0, BATCH);
        if (batch.length === 0) {
          await this.loop.pause(await this.inbox.look());
          continue;
        }
        await this.take(batch);
        queue.splice(0, batch.length);
        for (const message of batch) message.ack();
      }
    } finally {
      clearInterval(beat);
      clearInterval(checking);
      stopListening();
      messages.stop();
      if (!connection.isClosed()) for (const message of queue) message.nak(500);
    }
  }

  private async watch(messages: ConsumerMessages, lose: () => void): Promise<void> {
    const gone: readonly string[] = [
      ConsumerEvents.ConsumerDeleted,
      ConsumerEvents.ConsumerNotFound,
      ConsumerEvents.StreamNotFound,
    ];
    for await (const { type } of await messages.status()) if (gone.includes(type)) lose();
    lose();
  }

  private async take(batch: readonly JsMsg[]): Promise<void> {
    const events: Incoming[] = [];
    for (const message of batch) {
      if (!this.inbox.concerns(message.subject)) continue;
      const headers = plainHeaders(message.headers);
      const event = readEvent(this.subscription.stream, headers, message.data);
      const isOurs = event && event.type === message.subject;
      if (isOurs) events.push(event);
      else await this.parkUnreadable(message, headers);
    }
    if (events.length > 0) await this.inbox.take(events);
  }

  private parkUnreadable(message: JsMsg, headers: Readonly<Record<string, string>>): Promise<void> {
    const { stream } = this.subscription;
    const row = {
      eventId: uuidv5(`${stream}:${message.seq}:${message.info.timestampNanos}`, UNREADABLE),
      type: message.subject,
      headers,
      data: message.data,
      producer: stream,
      aggregateId: null,
      version: null,
    };
    return this.inbox.park(row, 'The envelope is not a CloudEvent of this subject.', 1);
  }
}
