import { NotFound } from '@steward/domain';
import { view, type ReadTx } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { LIVE, missingOf, reportOf, tableOf, type ContractFacts, type LogFacts } from '../domain/quarter';

const QUARTER = /^\d{4}Q[1-4]$/;

export class OneQuarter {
  @Matches(QUARTER) quarter!: string;
  /** `live` for what was not imported. Default: of those that touch the quarter the one that ended last. */
  @IsOptional() @IsString() @Length(1, 64) log?: string;
}

/** The quarter as `steward report quarter` prints it. Throws NotFound. */
export const quarterReport = view(OneQuarter, async ({ manager }, asked) => {
  const { facts, contracts } = await load(manager, asked);
  return reportOf(asked.quarter, facts, contracts);
});

/** The quarter with names and deposits. Throws NotFound. */
export const quarterTable = view(OneQuarter, async ({ manager }, asked) => {
  const { facts, contracts } = await load(manager, asked);
  return tableOf(asked.quarter, facts, contracts);
});

/** Whether every contract's quarter is settled, and what it waits for where it is not. Throws NotFound. */
export const quarterStatus = view(OneQuarter, async ({ manager }, asked) => {
  const { facts, contracts } = await load(manager, asked);
  const missing = missingOf(contracts);
  return { isComplete: missing.length === 0, missing, log: facts.log, revision: facts.revision };
});

export class QuartersPage {
  @IsOptional() @IsString() @Length(1, 64) log?: string;
  /** The last quarter of the page before. */
  @IsOptional() @Matches(QUARTER) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** The quarters that a log touches, in order, each with the log that ended last. */
export const quartersPage = view(QuartersPage, async ({ manager }, { log, after, limit }) => {
  const quarters = await manager.query<Key[]>(
    `SELECT DISTINCT ON (quarter) quarter, log, revision FROM (${IN_SIGHT}) AS q
     WHERE ($1::text IS NULL OR log = $1) AND ($2::text IS NULL OR quarter > $2)
     ORDER BY quarter, "endedAt" DESC, log LIMIT $3`,
    [log ?? null, after ?? null, limit],
  );
  const contracts = await contractsOf(manager, quarters);
  const items = quarters.map((key) => {
    const missing = missingOf(contracts.filter(({ quarter }) => quarter === key.quarter));
    return { ...key, isComplete: missing.length === 0 };
  });
  return { items, next: items.length === limit ? items.at(-1)!.quarter : null };
});

type Manager = ReadTx['manager'];
type Key = { readonly quarter: string; readonly log: string; readonly revision: number };

/** What was closed of contracts that no log has. Row-level security keeps to the caller's own. */
const LIVE_PERIODS = `periods p WHERE NOT EXISTS (SELECT FROM log_contracts c WHERE c.contract_id = p.contract_id)`;
/** A vendor sees a log by its own contract in it, and no other log. Live work is in Beijing's time. */
const IN_SIGHT = `
  SELECT q.quarter, l.log, l.revision, l.as_of AS "asOf", l.timezone, l.ended_at AS "endedAt",
         jsonb_build_object('read', l.rows_read, 'applied', l.rows_applied, 'refused', l.rows_refused,
           'warned', l.rows_warned) AS rows
  FROM logs l JOIN log_quarters q USING (log)
  WHERE EXISTS (SELECT FROM log_contracts c WHERE c.log = l.log AND c.revision = l.revision)
  UNION ALL
  SELECT p.quarter, '${LIVE}', 1, max(p.closed_at), 'Asia/Shanghai', max(p.closed_at), NULL
  FROM ${LIVE_PERIODS} GROUP BY p.quarter`;

async function load(
  manager: Manager,
  { quarter, log }: OneQuarter,
): Promise<{ facts: LogFacts; contracts: readonly ContractFacts[] }> {
  const [facts] = await manager.query<LogFacts[]>(
    `SELECT log, revision, "asOf", timezone, rows FROM (${IN_SIGHT}) AS q
     WHERE quarter = $1 AND ($2::text IS NULL OR log = $2) ORDER BY "endedAt" DESC, log LIMIT 1`,
    [quarter, log ?? null],
  );
  if (!facts) throw new NotFound('quarter', quarter);
  return {
    facts,
    contracts: await contractsOf(manager, [{ quarter, log: facts.log, revision: facts.revision }]),
  };
}

/** The facts of each contract of each log in its quarter, in the order of the profile or of the codes. */
function contractsOf(
  manager: Manager,
  keys: readonly Key[],
): Promise<readonly (ContractFacts & { readonly quarter: string })[]> {
  return manager.query(
    `SELECT k.quarter, coalesce(c.vendor_code, v.code, c.vendor_id::text) AS "vendorCode", v.name AS "vendorName",
       CASE WHEN p.contract_id IS NOT NULL THEN jsonb_build_object(
         'onSite', p.on_site, 'closure', p.closure, 'workOrders', p.work_orders) END AS period,
       CASE WHEN a.contract_id IS NOT NULL THEN jsonb_build_object('revision', a.revision, 'score', a.score,
         'onSite', a.on_site, 'closure', a.closure, 'workOrders', a.work_orders) END AS appraisal,
       CASE WHEN s.contract_id IS NOT NULL THEN jsonb_build_object(
         'appraisalRevision', s.appraisal_revision, 'currency', s.currency, 'base', s.base_minor::text,
         'pool', s.pool_minor::text, 'performancePay', s.performance_pay_minor::text,
         'total', s.total_minor::text) END AS settlement,
       CASE WHEN d.contract_id IS NOT NULL THEN jsonb_build_object(
         'currency', d.currency, 'balance', d.balance_minor::text) END AS deposit
     FROM unnest($1::text[], $2::text[], $3::int[]) AS k (quarter, log, revision)
       JOIN LATERAL (
         SELECT l.contract_id, l.vendor_id, l.vendor_code, l.ordinal FROM log_contracts l
         WHERE l.log = k.log AND l.revision = k.revision
         UNION ALL
         SELECT p.contract_id, p.vendor_id, NULL, NULL FROM ${LIVE_PERIODS}
           AND k.log = '${LIVE}' AND p.quarter = k.quarter) AS c ON true
       LEFT JOIN vendors v ON v.vendor_id = c.vendor_id
       LEFT JOIN periods p ON p.contract_id = c.contract_id AND p.quarter = k.quarter
       LEFT JOIN appraisals a ON a.contract_id = c.contract_id AND a.quarter = k.quarter
       LEFT JOIN settlements s ON s.contract_id = c.contract_id AND s.quarter = k.quarter
       LEFT JOIN deposits d ON d.contract_id = c.contract_id
     ORDER BY k.quarter, c.ordinal, v.code`,
    [keys.map(({ quarter }) => quarter), keys.map(({ log }) => log), keys.map(({ revision }) => revision)],
  );
}
