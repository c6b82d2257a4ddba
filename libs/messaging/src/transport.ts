import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { placeOf, registry } from '@steward/events';
import { isObservable, lastValueFrom } from 'rxjs';
import { DataSource } from 'typeorm';
import { Bus } from './bus';
import { Clock } from './clock';
import { StreamConsumer } from './consumer';
import { Inbox, type Handle } from './inbox';
import { MESSAGING, type MessagingOptions } from './options';
import { Relay } from './relay';

/** Nest's transport on JetStream: handlers are plain `@EventPattern` methods, one durable a producer. */
@Injectable()
export class JetStreamServer extends Server implements CustomTransportStrategy, OnModuleDestroy {
  private readonly handlers = new Map<string, MessageHandler[]>();
  private consumers: StreamConsumer[] = [];
  private readonly inboxes = new Map<string, Inbox>();

  constructor(
    @Inject(MESSAGING) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly bus: Bus,
    private readonly relay: Relay,
  ) {
    super();
  }

  /** Several handlers of one event take turns: Nest would run them at once, in one transaction. */
  override addHandler(type: string, handler: MessageHandler): void {
    if (!registry.has(type)) throw new Error(`Nobody publishes ${type}.`);
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
  }

  listen(callback: () => void): void {
    const types = [...this.handlers.keys()];
    for (const stream of new Set(types.map((type) => placeOf(type).stream))) {
      const handled = types.filter((type) => placeOf(type).stream === stream);
      const inbox = new Inbox(
        stream,
        new Map(handled.map((type) => [type, this.handleOf(type)])),
        this.dataSource,
        this.clock,
        () => this.relay.wake(),
      );
      const subscription = { service: this.options.service, stream, filterSubject: filterOf(handled) };
      const consumer = new StreamConsumer(subscription, this.options, this.bus, inbox);
      this.inboxes.set(stream, inbox);
      this.consumers.push(consumer);
      consumer.start();
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    this.consumers = [];
  }

  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  /** How many events of all producers have not been applied yet. Throws where no broker answers. */
  async countUndelivered(): Promise<number> {
    const counts = await Promise.all(this.consumers.map((consumer) => consumer.countUndelivered()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** After a person decided on a parked event, what waited behind it goes on. */
  async drain(producer: string): Promise<void> {
    await this.inboxes.get(producer)?.drain();
  }

  on(): never {
    throw new Error('Nest listens to no events of this transport.');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }

  private handleOf(type: string): Handle {
    const handlers = this.handlers.get(type)!;
    return async (payload, context) => {
      for (const handler of handlers) {
        const result: unknown = await handler(payload, context);
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      }
    };
  }
}

/** One subject filters to a whole aggregate where all that is handled belongs to one. */
function filterOf(types: readonly string[]): string | undefined {
  const subjects = new Set(types.map((type) => `${type.split('.').slice(0, -2).join('.')}.>`));
  return subjects.size === 1 ? [...subjects][0] : undefined;
}
