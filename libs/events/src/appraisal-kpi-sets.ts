import { Type } from '@sinclair/typebox';
import { event } from './event';
import { count, day, id, instant } from './fields';

/** A way of scoring counts from a quarter on; two persons agreed on it. Clauses 1.1.3a and 1.3.1. */
export const kpiSetPublished = event('appraisal.kpi-set.published.v1', {
  kpiSetId: id,
  /** Its version. */
  kpiSet: Type.Integer({ minimum: 1 }),
  /** The first day of the quarter from which on it counts. */
  effectiveOn: day,
  dimensions: Type.Array(
    Type.Object({
      name: Type.String(),
      /** Of 100. */
      weight: count,
      /** Clause 1.1.1. */
      goal: Type.Union([Type.Literal('QUALITY'), Type.Literal('EFFICIENCY'), Type.Literal('RISK')]),
    }),
  ),
  /** SHA-256 of the dimensions with their formulas, hexadecimal. */
  contentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  publishedAt: instant,
});
export type KpiSetPublished = ReturnType<typeof kpiSetPublished>;
