import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { JetStreamManager, NatsConnection } from 'nats';
import type { Client } from 'pg';
import { Bus } from './bus';
import { electedLoop } from './elected';
import type { Loop } from './loop';
import { republished, streamEpoch, streamIsMissing, streamRewinds } from './metrics';
import { MESSAGING, SWEEP_EVERY_SECONDS, type MessagingOptions } from './options';
import { contentsOf, eventAt, standingOf, type Standing } from './stream-contents';
import { isRepublishing, nextPublished, openPublished, publishAgain } from './stream-epochs';
import { remember, rememberedStreams, type Remembered } from './stream-epochs';

const SWEEP_LOCK = { kind: 3, name: 'sweep' };
/** Milliseconds between two looks while a stream waits to be provisioned. */
const WHILE_MISSING = 1000;
type Look = { readonly client: Client; readonly connection: NatsConnection; readonly isOver: () => boolean };

/**
 * The outbox is the record, the stream its cache. The sweep notices where the broker has lost what it had
 * acknowledged, be it the whole stream, and hands that to the relay once more; with it a new epoch begins.
 * One sweep a service is active. It asks little: only where something is wrong does it read the stream.
 */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweep.name);
  private readonly loop: Loop;
  private readonly missing = new Set<string>();

  constructor(
    @Inject(MESSAGING) private readonly options: Pick<MessagingOptions, 'databaseUrl' | 'sweepEverySeconds'>,
    private readonly bus: Bus,
  ) {
    this.loop = electedLoop(options.databaseUrl, SWEEP_LOCK, (client, isOver) => this.serve(client, isOver));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async serve(client: Client, isOver: () => boolean): Promise<void> {
    const { sweepEverySeconds = SWEEP_EVERY_SECONDS } = this.options;
    const stopListening = this.bus.onReconnect(() => this.loop.wake());
    try {
      while (!isOver()) {
        const look: Look = { client, connection: await this.bus.connection(), isOver };
        for (const remembered of await rememberedStreams(client)) await this.lookAt(look, remembered);
        await this.loop.pause(this.missing.size > 0 ? WHILE_MISSING : 1000 * sweepEverySeconds);
      }
    } finally {
      stopListening();
    }
  }

  private async lookAt(look: Look, remembered: Remembered): Promise<void> {
    const { stream, epoch, holes } = remembered;
    const manager = await look.connection.jetstreamManager({ checkAPI: false });
    const standing = await standingOf(manager, stream);
    this.noteWhether(stream, standing === null);
    if (!standing) return;
    streamEpoch.set({ stream }, epoch);
    streamRewinds.inc({ stream }, 0);
    const fault = await faultOf(manager, remembered, standing);
    const isDue = isDoubtful(remembered, standing) && !(await isRepublishing(look.client, stream));
    if (fault || isDue) await this.compare(look, remembered, standing, fault);
    else if (standing.holes < holes) {
      await remember(look.client, remembered, { ...remembered, holes: standing.holes });
    }
  }

  private noteWhether(stream: string, isMissing: boolean): void {
    streamIsMissing.set({ stream }, isMissing ? 1 : 0);
    if (!isMissing) this.missing.delete(stream);
    else if (!this.missing.has(stream)) {
      this.missing.add(stream);
      this.logger.error(`The stream ${stream} is gone. Its events wait until it is provisioned again.`);
    }
  }

  /**
   * Reads the whole stream and has published again what is not on it, all in one transaction: the relay
   * begins with the oldest.
   */
  private async compare(
    { client, connection, isOver }: Look,
    remembered: Remembered,
    { created, holes, maxAgeMs }: Standing,
    fault: string | null,
  ): Promise<void> {
    const { stream } = remembered;
    await client.query('BEGIN'); // ends with the client where something fails
    await openPublished(client, stream, maxAgeMs);
    // Read only now: what the cursor gives had been acknowledged before.
    const { ids, end } = await contentsOf(connection, stream, isOver);

    let lost = 0;
    for (let page = await nextPublished(client); page.length > 0; page = await nextPublished(client)) {
      const gone = page.filter((id) => !ids.has(id));
      if (gone.length > 0) await publishAgain(client, gone, remembered.epoch + 1);
      lost += gone.length;
    }
    const isRewound = fault !== null || lost > 0;
    const now: Remembered = {
      stream,
      epoch: remembered.epoch + (isRewound ? 1 : 0),
      created,
      holes,
      last: fault || !remembered.last ? end : remembered.last,
      suspectedAt: lost > 0 ? new Date() : null, // whether it has come is to be seen
    };
    await remember(client, remembered, now);
    await client.query('COMMIT');
    if (isRewound) this.alarm(now, lost, fault ?? 'it does not hold all that was acknowledged');
    else this.logger.log(`${stream} holds all that was published to it.`);
  }

  private alarm({ stream, epoch }: Remembered, lost: number, fault: string): void {
    streamEpoch.set({ stream }, epoch);
    streamRewinds.inc({ stream });
    republished.inc({ stream }, lost);
    this.logger.error(
      `The broker lost a part of ${stream}: ${fault}. Epoch ${epoch} begins; ${lost} events are published again.`,
    );
  }
}

/** How the stream shows that it is not the one that was published to; null where it does not. */
async function faultOf(manager: JetStreamManager, { stream, created, last }: Remembered, now: Standing) {
  if (created !== null && created !== now.created) return `it was made anew at ${now.created}`;
  if (!last || last.sequence < now.first) return null; // it grew too old
  const found = await eventAt(manager, stream, last.sequence);
  if (found === last.eventId) return null;
  if (found !== null) return `its message ${last.sequence} is another`;
  const since = await standingOf(manager, stream); // it may have grown too old just now
  return since && last.sequence < since.first ? null : `its message ${last.sequence} is gone`;
}

/** Something may be lost: nobody has ever looked, a sequence was given out twice, or there are new holes. */
function isDoubtful({ created, suspectedAt, holes }: Remembered, now: Standing): boolean {
  return created === null || suspectedAt !== null || now.holes > holes;
}
