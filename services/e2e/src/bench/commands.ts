import { workOrderReported } from '@steward/events';
import { createHash, randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { APPEND_EVENT, KEEP_ANSWER } from './statements';
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
  await client.query(`START TRANSACTION; SET LOCAL app.actor TO 'enterprise'`);
  await client.query(INSERT_WORK_ORDER, [id, number, 'NETWORK', 'A', 2, now]);
  const fact = [[id], [0], ['REPORTED'], [now], ['{"severity":2}']];
  await client.query(APPEND_FACTS, [...fact, now, 'zhao-liu', 'PLATFORM_API', 'A', null, null]);
  const event = [randomUUID(), workOrderReported.type, 'WORK_ORDERS', id, data, now, trace];
  await client.query(APPEND_EVENT, event);
  await client.query(KEEP_ANSWER, [...request, hash, answer, 'zhao-liu', hash, now, trace]);
  await client.query('COMMIT');
}

const INSERT_WORK_ORDER = `
  INSERT INTO work_orders (id, log, number, category, evidence_grade, status, severity, reported_at, asset_id)
  VALUES ($1, '', $2, $3, $4, 'reported', $5, $6, NULL)
  ON CONFLICT (log, number) WHERE status <> 'cancelled' DO NOTHING RETURNING id`;
const APPEND_FACTS = `
  INSERT INTO facts (work_order_id, position, kind, occurred_at, detail, recorded_at, recorded_by, channel,
    evidence_grade, device_id, signature)
  SELECT work_order_id, position, kind, occurred_at, detail::jsonb, $6, $7, $8, $9, $10, $11
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::text[])
    AS f (work_order_id, position, kind, occurred_at, detail)`;
