import { placeOf } from '@steward/events';
import { connect } from 'nats';
import { Client } from 'pg';

/** Of which aggregates each service reads the events, as the subscribers name them. */
const READ: Readonly<Record<string, readonly string[]>> = {
  vendors: [
    ...['CONTRACTS contract', 'CONTRACTS data-item', 'FINANCE deposit', 'FINANCE settlement'],
    'APPRAISAL procedure',
  ],
  contracts: ['VENDORS vendor', 'FINANCE deposit', 'COLLABORATION liaison', 'WORK_ORDERS scope-review'],
  'work-orders': ['VENDORS vendor', 'CONTRACTS contract', 'CONTRACTS change-order'],
  appraisal: [
    ...['VENDORS vendor', 'CONTRACTS contract', 'WORK_ORDERS milestone', 'WORK_ORDERS period'],
    ...['WORK_ORDERS report', 'COLLABORATION meeting', 'RISK confidentiality-breach'],
  ],
  finance: [
    ...['CONTRACTS contract', 'CONTRACTS change-order', 'CONTRACTS dispute', 'APPRAISAL appraisal'],
    ...['WORK_ORDERS milestone', 'WORK_ORDERS availability', 'CONTRACTS data-item'],
    ...['RISK confidentiality-breach', 'VENDORS exit'],
  ],
  risk: [
    ...['VENDORS vendor', 'CONTRACTS contract', 'WORK_ORDERS milestone', 'APPRAISAL appraisal'],
    'FINANCE deposit',
  ],
  collaboration: [
    ...['VENDORS vendor', 'CONTRACTS contract', 'WORK_ORDERS milestone', 'WORK_ORDERS clock'],
    'RISK risk',
  ],
  console: [
    ...['VENDORS vendor', 'WORK_ORDERS import', 'WORK_ORDERS period', 'APPRAISAL appraisal'],
    ...['FINANCE settlement', 'FINANCE deposit'],
  ],
};
export const SERVICES = Object.keys(READ);

type Told = { readonly id: string; readonly type: string; readonly aggregateId: string };
/** Aggregates as `stream kind id`, with the version of their last event. */
type Versions = Map<string, string>;

/** A service's database by a superuser. */
export async function inDatabase<T>(
  postgresUrl: string,
  service: string,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  const pathname = `steward_${service.replaceAll('-', '_')}`;
  const client = new Client({ connectionString: Object.assign(new URL(postgresUrl), { pathname }).href });
  client.on('error', () => {}); // it may be killed under us; the query says so
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/**
 * What a house at rest has lost, doubled or left undone, one sentence each: between outboxes and streams,
 * between producers and readers, and in the ledger.
 */
export async function disagreements(postgresUrl: string, natsUrl: string): Promise<string[]> {
  const found: string[] = [];
  const told = new Map<string, Told[]>();
  const versions: Versions = new Map();
  for (const service of SERVICES) {
    await inDatabase(postgresUrl, service, async (client) => {
      found.push(...(await unfinishedIn(client)).map((what) => `${service}: ${what}`));
      await readOutbox(client, told, versions);
    });
  }
  for (const service of SERVICES) {
    const cursors = await inDatabase(postgresUrl, service, readCursors);
    found.push(...misread(service, cursors, versions));
  }
  const stored = await readStreams(natsUrl);
  for (const stream of new Set([...told.keys(), ...stored.keys()])) {
    const [announced, kept] = [told.get(stream) ?? [], stored.get(stream) ?? []];
    found.push(...misstored(stream, announced, kept));
  }
  const [sum] = await inDatabase(postgresUrl, 'finance', async (client) => {
    const { rows } = await client.query<{ lines: string; sum: string }>(
      'SELECT count(*) AS lines, sum(debit_minor - credit_minor) FROM postings',
    );
    return rows;
  });
  if (!sum || sum.lines === '0' || sum.sum !== '0') found.push(`The ledger is ${JSON.stringify(sum)}.`);
  return found;
}

async function unfinishedIn(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ what: string; count: string }>(
    `SELECT 'events not published' AS what, count(*) FROM outbox WHERE published_at IS NULL
     UNION ALL SELECT 'events that wait', count(*) FROM waiting_events
     UNION ALL SELECT 'events that are parked', count(*) FROM parked_events
     UNION ALL SELECT 'timers that failed', count(*) FROM timers WHERE attempts > 0`,
  );
  return rows.filter(({ count }) => count !== '0').map(({ what, count }) => `${count} ${what}`);
}

async function readOutbox(client: Client, told: Map<string, Told[]>, versions: Versions): Promise<void> {
  const { rows } = await client.query<Told & { stream: string; version: string }>(
    `SELECT o.id, o.type, o.stream, o.aggregate_id AS "aggregateId", v.version
     FROM outbox o JOIN aggregate_versions v USING (stream, aggregate_id)`,
  );
  for (const { stream, version, ...event } of rows) {
    const events = told.get(stream) ?? [];
    events.push(event);
    told.set(stream, events);
    versions.set(`${stream} ${placeOf(event.type).aggregate} ${event.aggregateId}`, version);
  }
}

async function readCursors(client: Client): Promise<Versions> {
  const { rows } = await client.query<{ producer: string; aggregateId: string; version: string }>(
    'SELECT producer, aggregate_id AS "aggregateId", version FROM cursors',
  );
  return new Map(rows.map(({ producer, aggregateId, version }) => [`${producer} ${aggregateId}`, version]));
}

function misread(service: string, cursors: Versions, versions: Versions): string[] {
  const found: string[] = [];
  const expected = new Set<string>();
  for (const [place, version] of versions) {
    const [stream, kind, id] = place.split(' ');
    if (!READ[service]!.includes(`${stream} ${kind}`)) continue;
    const cursor = `${stream} ${id}`;
    expected.add(cursor);
    if (cursors.get(cursor) !== version)
      found.push(`${service} has read ${place} to ${cursors.get(cursor)} of ${version}.`);
  }
  const others = [...cursors.keys()].filter((cursor) => !expected.has(cursor));
  return [...found, ...others.map((cursor) => `${service} has read ${cursor}, which nobody told.`)];
}

/** The Nats-Msg-Ids of every stream. */
async function readStreams(natsUrl: string): Promise<Map<string, string[]>> {
  const connection = await connect({ servers: natsUrl });
  try {
    const manager = await connection.jetstreamManager();
    const stored = new Map<string, string[]>();
    for await (const { config, state } of manager.streams.list()) {
      const ids: string[] = [];
      stored.set(config.name, ids);
      if (state.messages === 0) continue;
      const consumer = await connection.jetstream().consumers.get(config.name, { headers_only: true });
      for await (const message of await consumer.consume({ max_messages: 5000 })) {
        ids.push(message.headers!.get('Nats-Msg-Id'));
        if (message.seq === state.last_seq) break;
      }
    }
    return stored;
  } finally {
    await connection.close();
  }
}

function misstored(stream: string, told: readonly Told[], ids: readonly string[]): string[] {
  const stored = new Set(ids);
  const known = new Set(told.map(({ id }) => id));
  return [
    ...told.filter(({ id }) => !stored.has(id)).map(({ id, type }) => `${stream} lacks ${type} ${id}.`),
    ...[...stored].filter((id) => !known.has(id)).map((id) => `${stream} has ${id}, which nobody told.`),
    ...(stored.size < ids.length ? [`${stream} has ${ids.length - stored.size} events twice.`] : []),
  ];
}
