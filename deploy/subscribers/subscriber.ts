import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  AckPolicy,
  connect,
  credsAuthenticator,
  DeliverPolicy,
  NatsError,
  type Consumer,
  type JsMsg,
  type NatsConnection,
} from 'nats';

/*
 * A reader of Steward's public feed, to begin your own from: the plain `nats` client and Node, nothing of
 * Steward. It books every event once into a ledger that is a file, one JSON line a posting. What it keeps to
 * stands in docs/subscribers.md.
 *
 *   NATS_URL      the broker
 *   NATS_CREDS    the file with the credentials, where the broker asks for some
 *   LEDGER        the ledger's file, default ledger.jsonl
 *   DURABLE       the consumer's name, default erp
 *   START_AT      read from there on, as 2026-01-01T00:00:00Z; only where the consumer is not there yet
 *   CONFORMANCE   1: answers the conformance kit
 */

const STREAM = 'PUB_FINANCE';
const BATCH = 100;
/** The one version of each event that this reader knows; what another means it cannot know. */
const KNOWN_VERSION = 1;

/** One event as the ledger keeps it. An amount of null was set aside: its version is not known here. */
type Posting = {
  readonly eventId: string;
  readonly type: string;
  /** What it is about, and which event about it, counted from 1. */
  readonly subject: string;
  readonly version: number;
  readonly contractId: string | null;
  /** What it is booked to: what it corrects, else what it is about. */
  readonly document: string;
  readonly isCorrection: boolean;
  readonly amountMinor: string | null;
  readonly currency: string | null;
  readonly occurredAt: string;
};

class Ledger {
  private readonly postings = new Map<string, Posting>();
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a+');
    const text = readFileSync(this.file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // A line without its end was never acknowledged, and comes again.
    ftruncateSync(this.file, Buffer.byteLength(whole));
    for (const line of whole.split('\n').filter(Boolean)) {
      const posting = JSON.parse(line) as Posting;
      this.postings.set(posting.eventId, posting);
    }
  }

  /** Books those that are not booked yet; they are on the disk when it returns. */
  post(postings: readonly Posting[]): void {
    const added = new Map<string, Posting>();
    for (const posting of postings) {
      if (this.postings.has(posting.eventId)) continue;
      added.set(posting.eventId, posting);
    }
    if (added.size === 0) return;
    writeSync(this.file, [...added.values()].map((posting) => `${JSON.stringify(posting)}\n`).join(''));
    fsyncSync(this.file);
    for (const [id, posting] of added) this.postings.set(id, posting);
  }

  /** What the conformance kit asks for: the balances of some contracts, and what is not whole. */
  answer(contractIds: readonly string[]): object {
    const all = [...this.postings.values()].filter(({ contractId }) =>
      contractIds.includes(contractId ?? ''),
    );
    const booked = all.filter(({ amountMinor }) => amountMinor !== null);
    return {
      balances: balancesOf(booked),
      waiting: waitingIn(booked),
      gaps: gapsIn(all),
      setAside: all.filter(({ amountMinor }) => amountMinor === null).map(({ eventId }) => eventId),
    };
  }

  close(): void {
    closeSync(this.file);
  }
}

function balancesOf(postings: readonly Posting[]): object[] {
  const sums = new Map<string, bigint>();
  for (const { contractId, document, type, currency, amountMinor } of postings) {
    const key = JSON.stringify([contractId, document, kindOf(type), currency]);
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(amountMinor!));
  }
  return [...sums].map(([key, sum]) => {
    const [contractId, document, kind, currency] = JSON.parse(key) as string[];
    return { contractId, document, kind, currency, amountMinor: sum.toString() };
  });
}

/** Documents of which only corrections have come so far. */
function waitingIn(postings: readonly Posting[]): string[] {
  const originals = new Set(
    postings.filter(({ isCorrection }) => !isCorrection).map(({ subject }) => subject),
  );
  return [...new Set(postings.map(({ document }) => document))].filter(
    (document) => !originals.has(document),
  );
}

/** Versions that are missing below the highest that has come, by subject. */
function gapsIn(postings: readonly Posting[]): Record<string, number[]> {
  const versions = new Map<string, Set<number>>();
  for (const { subject, version } of postings) {
    versions.set(subject, (versions.get(subject) ?? new Set()).add(version));
  }
  const missing = [...versions].map(([subject, seen]): [string, number[]] => {
    const upTo = Array.from({ length: Math.max(...seen) }, (_, index) => index + 1);
    return [subject, upTo.filter((version) => !seen.has(version))];
  });
  return Object.fromEntries(missing.filter(([, none]) => none.length > 0));
}

/** `pub.finance.settlement.posted.v1` is of the kind `settlement.posted`. */
const kindOf = (type: string): string => type.split('.').slice(2, -1).join('.');

/** The envelope is in the headers, the fact in the body. Fields that are not known here are passed over. */
function postingOf(message: JsMsg): Posting {
  const header = (name: string): string => {
    const value = message.headers?.get(name);
    if (!value) throw new Error(`Message ${message.seq} has no ${name}.`);
    return value;
  };
  const type = header('ce-type');
  const subject = header('ce-subject');
  const data = message.json<Record<string, string | null>>();
  const isKnown = type.endsWith(`.v${KNOWN_VERSION}`);
  return {
    eventId: header('ce-id'),
    type,
    subject,
    version: Number(header('ce-aggregateversion')),
    contractId: data['contractId'] ?? null,
    document: data['correctionOf'] ?? subject,
    isCorrection: Boolean(data['correctionOf']),
    amountMinor: isKnown ? BigInt(data['amountMinor']!).toString() : null,
    currency: isKnown ? data['currency']! : null,
    occurredAt: header('ce-time'),
  };
}

/** The durable consumer: made by the broker's administrator, or here where these credentials may. */
async function consumerOf(connection: NatsConnection, durable: string): Promise<Consumer> {
  const manager = await connection.jetstreamManager();
  try {
    await manager.consumers.info(STREAM, durable);
  } catch (error) {
    if (!(error instanceof NatsError) || error.code !== '404') throw error;
    const startAt = process.env['START_AT'];
    await manager.consumers.add(STREAM, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: 30 * 1_000_000_000,
      ...(startAt
        ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(startAt).toISOString() }
        : { deliver_policy: DeliverPolicy.All }),
    });
  }
  return connection.jetstream().consumers.get(STREAM, durable);
}

async function main(): Promise<void> {
  const { NATS_URL: servers = 'nats://127.0.0.1:4222', NATS_CREDS, DURABLE = 'erp' } = process.env;
  const credentials = NATS_CREDS && { authenticator: credsAuthenticator(await readFile(NATS_CREDS)) };
  const connection = await connect({ servers, name: DURABLE, maxReconnectAttempts: -1, ...credentials });
  const ledger = new Ledger(process.env['LEDGER'] ?? 'ledger.jsonl');
  if (process.env['CONFORMANCE'] === '1') {
    connection.subscribe('conformance.answer', {
      callback: (_, question) => {
        const { contractIds } = question.json<{ contractIds: string[] }>();
        question.respond(JSON.stringify(ledger.answer(contractIds)));
      },
    });
  }
  const consumer = await consumerOf(connection, DURABLE);
  const messages = await consumer.consume({ max_messages: BATCH });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => messages.stop());
  let batch: JsMsg[] = [];
  for await (const message of messages) {
    batch.push(message);
    if (batch.length < BATCH && message.info.pending > 0) continue;
    ledger.post(batch.map(postingOf));
    // Only what is on the disk is acknowledged. Where the broker does not hear it, all comes again.
    await Promise.allSettled(batch.map((posted) => posted.ackAck()));
    batch = [];
  }
  ledger.close();
  await connection.drain();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
