import { workOrderReported } from '@steward/events';
import { createHash, randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { startBroker } from './store';
import { startWorkOrders, startWorkOrdersDatabase, type WorkOrders } from './work-orders';

const REPORTS = 2_000;
const CALLERS = 32;
const CONNECTIONS = 16;

export const commands: Benchmark = async () => {
  const broker = await startBroker();
  const [database, plain] = [await startWorkOrdersDatabase(), await startWorkOrdersDatabase()];
  const service = await startWorkOrders(database.appUrl, broker.url);
  const pool = new Pool({ connectionString: plain.appUrl, max: CONNECTIONS });
  try {
    const found = await sideBySide(
      () => postReports(service),
      () => insertReports(pool),
    );
    return [
      {
        what:
          'POST /v1/work-orders over HTTP with bearer check, validation, row + outbox, ' +
          `${CALLERS} connections`,
        against: `the same statements by sequential raw pg, ${CONNECTIONS} connections`,
        demanded: { atLeast: 0.4 },
        ...found,
      },
    ];
  } finally {
    await service.stop();
    await pool.end();
    await Promise.all([database.stop(), plain.stop()]);
    await broker.stop();
  }
};

async function postReports(service: WorkOrders): Promise<number> {
  const caller = await service.caller(CALLERS);
  const rate = await perSecond(REPORTS, () =>
    inParallel(CALLERS, REPORTS, () => caller.report(randomUUID())),
  );
  caller.close();
  return rate;
}

async function insertReports(pool: Pool): Promise<number> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
  const rate = await perSecond(REPORTS, () =>
    inParallel(CONNECTIONS, REPORTS, (_, lane) => insertReport(clients[lane]!)),
  );
  clients.forEach((client) => client.release());
  return rate;
}

/** What one report makes the service say to its database, statement by statement. */
async function insertReport(client: PoolClient): Promise<void> {
  const [id, number, key, now] = [randomUUID(), randomUUID(), randomUUID(), new Date()];
  const request = ['report-work-order', 'enterprise', key];
  const hash = createHash('sha256').update(number).digest('hex');
  const trace = `00-${hash.slice(0, 32)}-${hash.slice(0, 16)}-01`;
  const answer = JSON.stringify({ workOrderId: id, status: 'reported', reportedAt: now });
  const data = JSON.stringify({
    ...{ workOrderId: id, number, severity: 2, category: 'NETWORK', reportedAt: now, evidenceGrade: 'A' },
  });
  await client.query('START TRANSACTION');
  await client.query(`SELECT set_config('app.actor', $1, true)`, ['enterprise']);
  await client.query(CLAIM, [...request, hash]);
  await client.query(INSERT_WORK_ORDER, [id, number, 'NETWORK', 'A', 2, now]);
  await client.query(APPEND_FACTS, [[id], [0], ['REPORTED'], [now], ['{"severity":2}'], 'zhao-liu']);
  const event = [[randomUUID()], [workOrderReported.type], ['WORK_ORDERS'], [id], [data], [now], [trace]];
  await client.query(APPEND_EVENTS, event);
  await client.query(ANSWER, [...request, answer, 'zhao-liu', hash, hash, now, trace]);
  await client.query('COMMIT');
}

const CLAIM = `
  INSERT INTO requests (use_case, actor, key, input_hash) VALUES ($1, $2, $3, $4)
  ON CONFLICT (use_case, actor, key) DO UPDATE SET key = excluded.key RETURNING input_hash, answer`;
const INSERT_WORK_ORDER = `
  INSERT INTO work_orders (id, log, number, category, evidence_grade, status, severity, reported_at)
  VALUES ($1, '', $2, $3, $4, 'reported', $5, $6) ON CONFLICT (log, number) DO NOTHING RETURNING id`;
const APPEND_FACTS = `
  INSERT INTO facts (work_order_id, position, kind, occurred_at, recorded_by, detail)
  SELECT work_order_id, position, kind, occurred_at, $6, detail::jsonb
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::text[])
    AS f (work_order_id, position, kind, occurred_at, detail)`;
const APPEND_EVENTS = `
  WITH announced AS (
    SELECT *, count(*) OVER (PARTITION BY stream, aggregate_id) AS total,
           row_number() OVER (PARTITION BY stream, aggregate_id ORDER BY ordinal) AS nth
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[])
         WITH ORDINALITY AS e (id, type, stream, aggregate_id, data, occurred_at, trace, ordinal)),
  counted AS (
    INSERT INTO aggregate_versions AS a (stream, aggregate_id, version)
    SELECT stream, aggregate_id, total FROM announced WHERE nth = 1 ORDER BY stream, aggregate_id
    ON CONFLICT (stream, aggregate_id) DO UPDATE SET version = a.version + excluded.version
    RETURNING stream, aggregate_id, version)
  INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at, trace)
  SELECT id, type, stream, aggregate_id, version - total + nth, data::json, occurred_at, trace
  FROM announced JOIN counted USING (stream, aggregate_id) ORDER BY ordinal`;
const ANSWER = `
  WITH answered AS (UPDATE requests SET answer = $4 WHERE use_case = $1 AND actor = $2 AND key = $3)
  INSERT INTO audit (use_case, actor, request_key, by, input_hash, answer_hash, occurred_at, trace)
  VALUES ($1, $2, $3, $5, $6, $7, $8, $9)`;
