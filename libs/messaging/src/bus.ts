import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { streams } from '@steward/events';
import {
  connect,
  DiscardPolicy,
  Events,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type NatsConnection,
  type StreamConfig,
} from 'nats';
import { holds, unlessMissing } from './broker-answers';
import { MESSAGING, type MessagingOptions } from './options';

/** The one connection to the broker. It is made where it is first used: a service serves without a broker. */
@Injectable()
export class Bus implements OnApplicationShutdown {
  private connecting: Promise<NatsConnection> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(@Inject(MESSAGING) private readonly options: Pick<MessagingOptions, 'service' | 'natsUrl'>) {}

  /** Throws where no broker answers; the loops that use it begin again. Once made, it reconnects for ever. */
  connection(): Promise<NatsConnection> {
    this.connecting ??= this.connect();
    return this.connecting;
  }

  /** Answers may come only to subjects under the service's own name. */
  get inboxPrefix(): string {
    return `_INBOX.${this.options.service}`;
  }

  /** Calls `listener` whenever the broker is there again. Returns how to listen no more. */
  onReconnect(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** After the hooks of the loops, which still use it while they stop. */
  async onApplicationShutdown(): Promise<void> {
    const connection = await this.connecting?.catch(() => null);
    await connection?.close();
  }

  private async connect(): Promise<NatsConnection> {
    const { service, natsUrl } = this.options;
    try {
      const connection = await connect({
        servers: natsUrl,
        name: service,
        inboxPrefix: this.inboxPrefix,
        timeout: 5000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        noAsyncTraces: true, // a stack trace for every publish costs more than the publish
      });
      // Refused credentials end it for good; the next use makes another.
      void connection.closed().then(() => (this.connecting = null));
      void this.tellReconnects(connection);
      return connection;
    } catch (error) {
      this.connecting = null;
      throw error;
    }
  }

  private async tellReconnects(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === Events.Reconnect) for (const listener of this.listeners) listener();
    }
  }
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes or updates every stream; running it again changes nothing, and writes nothing. The stream is a cache
 * of the outbox, so that a full one refuses (and the outbox keeps) rather than forgets.
 */
export async function provisionStreams(manager: JetStreamManager, replicas: number): Promise<string[]> {
  const made: string[] = [];
  for (const { name, subject } of streams) {
    const config = {
      name,
      subjects: [subject],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New,
      num_replicas: replicas,
      duplicate_window: nanos(10 * 60 * 1000),
      max_age: nanos((name === 'PUB_FINANCE' ? 400 : 90) * DAY),
      deny_delete: true,
      deny_purge: true,
    } satisfies Partial<StreamConfig>;
    const stream = await unlessMissing(manager.streams.info(name));
    if (!stream) made.push((await manager.streams.add(config)).config.name);
    else if (!holds(stream.config, config)) await manager.streams.update(name, config);
  }
  return made;
}
