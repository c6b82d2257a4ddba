import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { TOP_GRADE, type Band, type Matrix } from '../domain/matrix';

export type MatrixShown = Matrix & {
  readonly effectiveOn: string;
  readonly hasImpactFloor: boolean;
  readonly status: 'draft' | 'published';
  readonly draftedBy: string;
  readonly publishedBy: string | null;
};

export class MatrixPage {
  /** The version that the page before ended with. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) after?: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/** The matrices with their drafts, the newest first. Clause 4.1.2. */
export const matricesPage = view(MatrixPage, async ({ manager }, { after, limit }) => {
  const items = await manager.query<MatrixShown[]>(
    `SELECT version, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", grid,
       has_impact_floor AS "hasImpactFloor", status, drafted_by AS "draftedBy", published_by AS "publishedBy"
     FROM risk_matrices WHERE $1::int IS NULL OR version < $1 ORDER BY version DESC LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.version : null };
});

export type Rebanding = {
  readonly riskId: string;
  readonly vendorId: string;
  readonly probability: number;
  readonly impact: number;
  readonly band: Band;
  readonly matrixVersion: number;
  /** What the next assessment at the same grades would give. */
  readonly newBand: Band;
};

export class MatrixPreview extends Page {
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) version!: number;
}

/** The risks that a matrix would band otherwise; none of them moves by itself. Throws NotFound. D8 R3. */
export const matrixPreview = view(MatrixPreview, async ({ manager }, { version, after, limit }) => {
  const [known] = await manager.query<object[]>('SELECT FROM risk_matrices WHERE version = $1', [version]);
  if (!known) throw new NotFound('matrix', `${version}`);
  const items = await manager.query<Rebanding[]>(
    `SELECT r.id AS "riskId", r.vendor_id AS "vendorId", r.probability, r.impact, r.band,
       r.matrix_version AS "matrixVersion", m.grid[r.probability][r.impact] AS "newBand"
     FROM risks AS r, risk_matrices AS m
     WHERE m.version = $1 AND r.status <> 'closed' AND m.grid[r.probability][r.impact] <> r.band
       AND ($2::uuid IS NULL OR r.id > $2)
     ORDER BY r.id LIMIT $3`,
    [version, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.riskId : null };
});

export class HeatMap {
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @IsUUID() contractId?: string;
}
type Cell = { readonly p: number; readonly i: number; readonly risks: number };

/** How many risks stand in each cell, before and after treatment: `inherent[p - 1][i - 1]`. D8. */
export const heatMap = view(HeatMap, async ({ manager }, { vendorId, contractId }) => {
  const counted = async (p: string, i: string) => {
    const cells = await manager.query<Cell[]>(
      `SELECT ${p} AS p, ${i} AS i, count(*)::int AS risks FROM risks
       WHERE status <> 'closed' AND ($1::uuid IS NULL OR vendor_id = $1)
         AND ($2::uuid IS NULL OR contract_id = $2) GROUP BY 1, 2 LIMIT 25`,
      [vendorId ?? null, contractId ?? null],
    );
    const grades = Array.from({ length: TOP_GRADE }, (_, index) => index + 1);
    const at = (p: number, i: number) => cells.find((cell) => cell.p === p && cell.i === i)?.risks ?? 0;
    return grades.map((p) => grades.map((i) => at(p, i)));
  };
  return {
    inherent: await counted('inherent_probability', 'inherent_impact'),
    residual: await counted('probability', 'impact'),
  };
});
