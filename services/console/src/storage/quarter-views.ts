import { NotFound } from '@steward/domain';
import { view, type ReadTx } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { missingOf, reportOf, tableOf, type ContractFacts, type LogFacts } from '../domain/quarter';

const QUARTER = /^\d{4}Q[1-4]$/;

export class OneQuarter {
  @Matches(QUARTER) quarter!: string;
  /** Default: of the logs that touch the quarter the one whose import ended last. */
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

/** The quarters that a log touches, in order, each with the log whose import ended last. */
export const quartersPage = view(QuartersPage, async ({ manager }, { log, after, limit }) => {
  const quarters = await manager.query<Key[]>(
    `SELECT DISTINCT ON (q.quarter) q.quarter, l.log, l.revision
     FROM log_quarters q JOIN logs l USING (log)
     WHERE ($1::text IS NULL OR l.log = $1) AND ($2::text IS NULL OR q.quarter > $2) AND ${IS_IN_SIGHT}
     ORDER BY q.quarter, l.ended_at DESC, l.log LIMIT $3`,
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

/** A vendor sees a log by its own contract in it, and no other log. */
const IS_IN_SIGHT = `EXISTS (SELECT FROM log_contracts c WHERE c.log = l.log AND c.revision = l.revision)`;

async function load(
  manager: Manager,
  { quarter, log }: OneQuarter,
): Promise<{ facts: LogFacts; contracts: readonly ContractFacts[] }> {
  const [facts] = await manager.query<LogFacts[]>(
    `SELECT l.log, l.revision, l.as_of AS "asOf", l.timezone, l.rows_read AS read, l.rows_applied AS applied,
            l.rows_refused AS refused, l.rows_warned AS warned
     FROM logs l JOIN log_quarters q USING (log)
     WHERE q.quarter = $1 AND ($2::text IS NULL OR l.log = $2) AND ${IS_IN_SIGHT}
     ORDER BY l.ended_at DESC, l.log LIMIT 1`,
    [quarter, log ?? null],
  );
  if (!facts) throw new NotFound('quarter', quarter);
  return {
    facts,
    contracts: await contractsOf(manager, [{ quarter, log: facts.log, revision: facts.revision }]),
  };
}

/** The facts of each contract of each log's revision in its quarter, in the order of the profile. */
function contractsOf(
  manager: Manager,
  keys: readonly Key[],
): Promise<readonly (ContractFacts & { readonly quarter: string })[]> {
  return manager.query(
    `SELECT k.quarter, c.vendor_code AS "vendorCode", v.name AS "vendorName",
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
       JOIN log_contracts c ON c.log = k.log AND c.revision = k.revision
       LEFT JOIN vendors v ON v.vendor_id = c.vendor_id
       LEFT JOIN periods p ON p.contract_id = c.contract_id AND p.quarter = k.quarter
       LEFT JOIN appraisals a ON a.contract_id = c.contract_id AND a.quarter = k.quarter
       LEFT JOIN settlements s ON s.contract_id = c.contract_id AND s.quarter = k.quarter
       LEFT JOIN deposits d ON d.contract_id = c.contract_id
     ORDER BY k.quarter, c.ordinal`,
    [keys.map(({ quarter }) => quarter), keys.map(({ log }) => log), keys.map(({ revision }) => revision)],
  );
}
