import { connect, type JetStreamManager, type NatsConnection } from 'nats';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Bus, provisionStreams, Relay, SystemClock, UseCases } from '.';
import { approveContract, startJournal, type Journal } from './journal.fixture';

export const STREAM = 'CONTRACTS';
export const contracts = Array.from({ length: 10 }, () => uuidv7());
/** Milliseconds: a request under way when the broker goes takes five seconds to fail. */
const PATIENCE = 30_000;
/** Contracts' versions 1 to `last`, each once and in order. */
export const each = (last: number) => contracts.map(() => Array.from({ length: last }, (_, n) => n + 1));

type Versioned = { readonly contract: string; readonly version: number };
export type Kept = Versioned & { readonly id: string; readonly epoch: string; readonly again: string };
/** The versions of each contract, in the order in which they are listed. */
export const versionsBy = (list: readonly Versioned[]) =>
  contracts.map((id) => list.filter(({ contract }) => contract === id).map(({ version }) => version));

type Stoppable = { stop(): Promise<void> };
type Database = Stoppable & { readonly owner: DataSource; readonly app: DataSource; readonly appUrl: string };
type Broker = Stoppable & {
  readonly url: string;
  restart(change?: (jetStreamDir: string) => void): Promise<void>;
};
/** What a test file brings along: only tests may use the library for tests. */
export type Props = {
  readonly producing: Database;
  readonly reading: Database;
  readonly broker: Broker;
  readonly eventually: (check: () => Promise<void>, options?: { withinMs: number }) => Promise<void>;
};

/** A service that publishes, another that reads, each with its database, and a broker that forgets. */
export class Stage {
  private stops: (() => Promise<void>)[] = [];
  private connection!: NatsConnection;
  manager!: JetStreamManager;

  private constructor(private readonly props: Props) {}

  static async set(props: Props): Promise<Stage> {
    const stage = new Stage(props);
    await stage.ask();
    await provisionStreams(stage.manager, 1);
    return stage;
  }

  async clear(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
    await this.connection.close();
    await Promise.all([this.props.producing, this.props.reading, this.props.broker].map((one) => one.stop()));
  }

  async restartBroker(change?: (jetStreamDir: string) => void): Promise<void> {
    await this.connection.close();
    await this.props.broker.restart(change);
    await this.ask();
  }

  /** The service that owns the stream, with its relay and its sweep. */
  startProducer(): Promise<Journal> {
    return this.start(this.props.producing, { controllers: [] });
  }

  /** The service that keeps the journal of what it has read. */
  startReader(onApproval = () => undefined): Promise<Journal> {
    return this.start(this.props.reading, { onApproval });
  }

  /** The first one's relay alone, which publishes before any sweep looks. */
  startRelay(): Pick<Journal, 'useCases'> {
    const bus = new Bus({ service: 'journal', natsUrl: this.props.broker.url });
    const relay = new Relay({ databaseUrl: this.props.producing.appUrl }, bus);
    relay.onApplicationBootstrap();
    this.stops.push(async () => {
      await relay.stop();
      await bus.onApplicationShutdown();
    });
    return { useCases: new UseCases(this.props.producing.app, new SystemClock(), relay) };
  }

  /** The next `count` events, in turn of the contracts. Returns once the broker has acknowledged them. */
  async publish({ useCases }: Pick<Journal, 'useCases'>, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const asked = { actor: 'enterprise', by: 'li-na', key: uuidv7() } as const;
      await useCases.run(approveContract, { contractId: contracts[n % 10]!, discipline: 'LEGAL' }, asked);
    }
    await this.allPublished();
  }

  allPublished(): Promise<void> {
    return this.props.eventually(async () => {
      const sql = 'SELECT FROM outbox WHERE published_at IS NULL';
      expect(await this.props.producing.owner.query<object[]>(sql)).toHaveLength(0);
    });
  }

  /** Waits until the reader has applied the versions 1 to `last` of each contract, each once. */
  reads(last: number): Promise<void> {
    return this.props.eventually(async () => expect(await this.applied()).toEqual(each(last)), {
      withinMs: PATIENCE,
    });
  }

  async applied(): Promise<number[][]> {
    const sql = 'SELECT aggregate_id AS contract, version::int FROM journal ORDER BY position';
    return versionsBy(await this.props.reading.owner.query<Versioned[]>(sql));
  }

  /** Waits until the sweep has compared the whole stream in this epoch and found nothing missing. */
  settledIn(epoch: number): Promise<void> {
    const sql = `SELECT epoch, stream_created IS NOT NULL AND suspected_at IS NULL AS "isSettled" FROM stream_epochs`;
    const settled = [{ epoch, isSettled: true }];
    return this.props.eventually(
      async () => expect(await this.props.producing.owner.query(sql)).toEqual(settled),
      {
        withinMs: PATIENCE,
      },
    );
  }

  /** What the stream holds, in its order. */
  async onStream(): Promise<readonly Kept[]> {
    const { state } = await this.manager.streams.info(STREAM);
    const kept: Kept[] = [];
    for (let seq = state.first_seq; state.messages > 0 && seq <= state.last_seq; seq += 1) {
      const message = await this.manager.streams.getMessage(STREAM, { seq }).catch(() => null);
      if (!message) continue;
      kept.push({
        id: message.header.get('ce-id'),
        contract: message.header.get('ce-subject'),
        version: Number(message.header.get('ce-aggregateversion')),
        epoch: message.header.get('ce-epoch'),
        again: message.header.get('steward-republished'),
      });
    }
    return kept;
  }

  /** The publisher's database, by its owner. */
  get outbox() {
    return this.props.producing.owner;
  }

  get jetStream() {
    return this.connection.jetstream();
  }

  private async ask(): Promise<void> {
    this.connection = await connect({ servers: this.props.broker.url });
    this.manager = await this.connection.jetstreamManager();
  }

  private async start(database: Database, options: Partial<Parameters<typeof startJournal>[0]>) {
    const urls = { databaseUrl: database.appUrl, natsUrl: this.props.broker.url };
    const journal = await startJournal({ ...urls, sweepEverySeconds: 0.1, ...options });
    const stop = () => {
      this.stops = this.stops.filter((one) => one !== stop);
      return journal.stop();
    };
    this.stops.push(stop);
    return { ...journal, stop };
  }
}
