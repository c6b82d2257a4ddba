import type { TestDatabase } from '@steward/testing';
import { alone, median, type Benchmark } from './figure';
import { startBroker } from './store';
import { startWorkOrders, startWorkOrdersDatabase } from './work-orders';

const WORK_ORDERS = 100_000;
const CONTRACTS = 20;
const pair = (onSite: number, closure: number) => ({
  onSite: { durationSeconds: onSite * 3600, clock: '24x7' },
  closure: { durationSeconds: closure * 3600, clock: 'working' },
});
const targets = (hours: number) => ({
  ...{ 1: pair(hours, 16), 2: pair(2 * hours, 24), 3: pair(4 * hours, 32), 4: pair(8 * hours, 40) },
});
/** Other clocks for every work order, so that each is read under both sides' terms. */
const asked = { terms: { slaTargets: targets(1) }, fromOn: '2025-01-01', toOn: '2025-12-31' };
type Answer = { readonly workOrders: number };

/** A year's work orders, each paused, reopened and raised once, under other terms. Clause 2.2.1. */
export const whatIf: Benchmark = async () => {
  const broker = await startBroker();
  const database = await startWorkOrdersDatabase();
  await playYear(database);
  const service = await startWorkOrders(database.appUrl, broker.url);
  try {
    const rounds = await alone(async () => {
      const begunAt = performance.now();
      const { workOrders } = await service.ask<Answer>('/v1/contracts/what-if', asked, 'legal');
      if (workOrders !== WORK_ORDERS) throw new Error(`${workOrders} work orders were told.`);
      return performance.now() - begunAt;
    });
    const peak = service.peakMb();
    const what = `what-if over ${WORK_ORDERS.toLocaleString('en')} work orders of ${CONTRACTS} contracts`;
    return [
      {
        ...{ what, against: '-', value: median(rounds), unit: 'ms', demanded: { atMost: 30_000 } },
        ...{ rounds, reached: rounds.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(', ') },
      },
      {
        ...{ what: `${what}, most of the process`, against: '-', value: peak, unit: 'MB' },
        ...{ demanded: { atMost: 300 }, rounds: [peak], reached: 'after six of them' },
      },
    ];
  } finally {
    await service.stop();
    await database.stop();
    await broker.stop();
  }
};

/** Ten facts and two verdicts each, spread over the year's minutes. */
async function playYear({ owner }: TestDatabase): Promise<void> {
  const workingTime = { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] };
  await owner.query(
    `INSERT INTO contract_versions (contract_id, contract_version, vendor_id, effective_at, start_on, end_on,
       categories, working_time, sla_targets, scope, code, availability, yearly_amount_minor, currency,
       performance_share_bps, curve)
     SELECT md5('contract' || n)::uuid, 1, md5('vendor' || n)::uuid, '2024-12-31T16:00:00Z', '2025-01-01',
       '2025-12-31', '{HARDWARE}', $2, $3, '[]', 'HT-' || n, '[]', 120000000, 'CNY', 2000, 'LINEAR_60_90'
     FROM generate_series(0, $1::int - 1) AS n`,
    [CONTRACTS, JSON.stringify(workingTime), JSON.stringify(targets(2))],
  );
  await owner.query(
    `INSERT INTO work_orders (id, log, number, category, evidence_grade, status, severity, reported_at,
       vendor_id, contract_id, contract_version)
     SELECT md5('order' || n)::uuid, '', 'W-' || n, 'HARDWARE', 'A', 'closed', 2,
       '2024-12-31T16:00:00Z'::timestamptz + n * interval '5 minutes',
       md5('vendor' || n % $2)::uuid, md5('contract' || n % $2)::uuid, 1
     FROM generate_series(0, $1::int - 1) AS n`,
    [WORK_ORDERS, CONTRACTS],
  );
  await owner.query(
    `INSERT INTO facts (work_order_id, position, kind, occurred_at, recorded_at, recorded_by, detail,
       channel, evidence_grade)
     SELECT id, position, kind, reported_at + minutes * interval '1 minute', now(), 'bench', detail::jsonb,
       'PLATFORM_API', 'A'
     FROM work_orders, (VALUES
       (0, 'REPORTED', 0, '{"severity": 3}'), (1, 'DISPATCHED', 5, '{}'), (2, 'ACCEPTED', 10, '{}'),
       (3, 'SEVERITY_CHANGED', 60, '{"severity": 2, "cause": "CUSTOMER"}'), (4, 'ARRIVED', 250, '{}'),
       (5, 'PAUSED', 300, '{"reason": "WAITING_CUSTOMER"}'), (6, 'RESUMED', 900, '{}'),
       (7, 'RESOLVED', 1500, '{}'), (8, 'REOPENED', 2000, '{"reason": null}'), (9, 'RESOLVED', 2600, '{}'),
       (10, 'CLOSED', 2900, '{"isSilent": false}')) AS f (position, kind, minutes, detail)`,
  );
  await owner.query(
    `INSERT INTO milestones (id, work_order_id, kind, vendor_id, contract_id, contract_version, severity,
       verdict, decided_at, quarter, elapsed_seconds, target_seconds, is_provisional)
     SELECT md5(id::text || kind)::uuid, id, kind, vendor_id, contract_id, 1, 2, 'MET', reported_at, '2025Q1',
       0, 1, false
     FROM work_orders, (VALUES ('ON_SITE'), ('CLOSURE')) AS k (kind)`,
  );
  await owner.query('VACUUM ANALYZE work_orders, facts, milestones');
}
