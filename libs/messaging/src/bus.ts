import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { streams } from '@steward/events';
import {
  connect,
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type NatsConnection,
  type StreamConfig,
} from 'nats';
import { MESSAGING, type MessagingOptions } from './options';

/** The one connection to the broker. It is awaited where it is used: a service serves without a broker. */
@Injectable()
export class Bus implements OnModuleDestroy {
  private connecting: Promise<NatsConnection> | null = null;
  private isClosed = false;

  constructor(@Inject(MESSAGING) private readonly options: Pick<MessagingOptions, 'service' | 'natsUrl'>) {}

  /** Waits until the broker can be reached; reconnects for ever. */
  connection(): Promise<NatsConnection> {
    const { service, natsUrl } = this.options;
    this.connecting ??= connect({
      servers: natsUrl,
      name: service,
      inboxPrefix: `_INBOX.${service}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      waitOnFirstConnect: true,
    });
    return this.connecting;
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    const connecting = this.connecting;
    if (!connecting) return;
    // An attempt that never succeeded has nothing to close; do not wait for it.
    const connection = await Promise.race([
      connecting,
      new Promise<null>((done) => setImmediate(done, null)),
    ]);
    if (connection) await connection.close();
    else connecting.then((late) => (this.isClosed ? late.close() : undefined)).catch(() => undefined);
  }
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes or updates every stream; running it again changes nothing. The stream is a cache of the outbox, so
 * that a full one refuses (and the outbox keeps) rather than forgets.
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
    const exists = await manager.streams.info(name).then(
      () => true,
      () => false,
    );
    if (exists) await manager.streams.update(name, config);
    else made.push((await manager.streams.add(config)).config.name);
  }
  return made;
}
