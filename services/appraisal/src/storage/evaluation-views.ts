import { ensure } from '@steward/domain';
import { hashOf, view } from '@steward/messaging';
import { FORMULA_INPUTS, PAY_CURVES } from '@steward/terms';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { Dimension } from '../domain/kpi-set';

type Pack = {
  readonly kpiSet: number;
  readonly effectiveOn: string;
  readonly dimensions: readonly Dimension[];
  /** Lines, caps and windows by name, as they are in force. */
  readonly policies: Readonly<Record<string, string>>;
};

export class KpiPack {}

/** The KPI set last published and all numbers beside it, for others to score by. Clause 3.4.2d. */
export const kpiPack = view(KpiPack, async ({ manager }) => {
  const [pack] = await manager.query<Pack[]>(
    `SELECT version AS "kpiSet", to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", dimensions,
       (SELECT jsonb_object_agg(name, value) FROM (
          SELECT DISTINCT ON (name) name, value FROM policies ORDER BY name, effective_on DESC) p) AS policies
     FROM kpi_sets WHERE status = 'published' ORDER BY version DESC LIMIT 1`,
  );
  const content = {
    format: 'steward-kpi-pack/1',
    ...pack!,
    formulaInputs: FORMULA_INPUTS,
    payCurves: PAY_CURVES,
  };
  return { ...content, contentHash: hashOf(content) };
});

export class Benchmark {
  @Matches(/^20\d{2}Q[1-4]$/) quarter!: string;
  @IsOptional() @IsIn(['STRATEGIC', 'REGULAR', 'TEMPORARY']) tier?: string;
}
export type BenchmarkShown = {
  readonly vendors: number;
  /** Two decimals. */
  readonly lowest: string;
  readonly median: string;
  readonly highest: string;
};

/** Fewer vendors could be told from one another. Clause 3.4.2d. */
const FEWEST_VENDORS = 5;

/**
 * What the published scores of a quarter come to, each vendor by the lowest of its contracts, with nobody
 * named. The ends are the second of each side, since the very first would be one vendor's own. Breaks
 * `benchmark.too-few-vendors`. Clause 3.4.2d.
 */
export const benchmark = view(Benchmark, async ({ manager }, { quarter, tier }) => {
  const rows = await manager.query<{ score: string }[]>(
    `SELECT min(score) AS score FROM (
       SELECT DISTINCT ON (id) vendor_id, score FROM appraisals
       WHERE quarter = $1 AND status = 'published' AND ($2::text IS NULL OR tier = $2)
       ORDER BY id, revision DESC) last
     WHERE score IS NOT NULL GROUP BY vendor_id ORDER BY 1`,
    [quarter, tier ?? null],
  );
  const says = `A benchmark takes ${FEWEST_VENDORS} vendors at least.`;
  ensure(rows.length >= FEWEST_VENDORS, 'benchmark.too-few-vendors', says);
  const at = (index: number) => rows[index]!.score;
  const shown: BenchmarkShown = {
    vendors: rows.length,
    lowest: at(1),
    median: at(Math.floor((rows.length - 1) / 2)),
    highest: at(rows.length - 2),
  };
  return { quarter, tier: tier ?? null, ...shown };
});
