import { NotFound } from '@steward/domain';
import { hashOf, view, type ReadTx } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsUUID, Min } from 'class-validator';
import type { Cause } from '../domain/appraisal';
import type { Dimension } from '../domain/kpi-set';
import { isCounted, scoreManifest, type Manifest } from '../domain/manifest';
import { traceAppraisal } from '../domain/score-trace';

type Frozen = {
  readonly appraisalId: string;
  readonly revision: number;
  readonly inputsHash: string;
  readonly manifest: Manifest;
  readonly score: string | null;
  readonly bonus: string;
  readonly finalScore: string | null;
  readonly dimensions: readonly Dimension[];
};

export class OneRevision {
  @IsUUID() appraisalId!: string;
  /** Without it, the last. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) revision?: number;
}

async function frozenOf({ manager }: ReadTx, { appraisalId, revision }: OneRevision): Promise<Frozen> {
  const [frozen] = await manager.query<Frozen[]>(
    `SELECT f.appraisal_id AS "appraisalId", f.revision, f.inputs_hash AS "inputsHash", f.manifest, a.score,
       a.bonus, a.final_score AS "finalScore", k.dimensions
     FROM frozen_inputs f JOIN appraisals a ON a.id = f.appraisal_id AND a.revision = f.revision
       JOIN kpi_sets k ON k.version = a.kpi_set
     WHERE f.appraisal_id = $1 AND f.revision = coalesce($2, f.revision) ORDER BY f.revision DESC LIMIT 1`,
    [appraisalId, revision ?? null],
  );
  if (!frozen) throw new NotFound('appraisal', appraisalId);
  return frozen;
}

/** What was frozen before duties counted has none, and the least number of answers of then. */
const wholeOf = (manifest: Manifest): Manifest => Object.assign({ minimumAnswers: 5, duties: [] }, manifest);

/** What a revision was scored from, and its SHA-256. Throws NotFound. Clause 1.3.1. */
export const manifestOfRevision = view(OneRevision, async (tx, asked) => {
  const { appraisalId, revision, inputsHash, manifest } = await frozenOf(tx, asked);
  return { appraisalId, revision, inputsHash, manifest };
});

/**
 * Scores a revision again from its manifest and compares: `isSame` where hash, counts and scores are those
 * that were kept. Throws NotFound. Clause 1.3.1.
 */
export const replayOfRevision = view(OneRevision, async (tx, asked) => {
  const frozen = await frozenOf(tx, asked);
  const { appraisalId, revision, inputsHash, manifest, score, finalScore, dimensions } = frozen;
  const whole = wholeOf(manifest);
  const again = scoreManifest({ version: manifest.kpiSet, dimensions }, whole);
  const replayed = { inputsHash: hashOf(manifest), score: again.score, finalScore: again.finalScore };
  const kept = { inputsHash, score, finalScore };
  return {
    appraisalId,
    revision,
    kept,
    replayed,
    isSame: isCounted(whole) && hashOf(kept) === hashOf(replayed),
  };
});

/** Every figure of a revision with what it follows from. Throws NotFound. Clause 1.3.1. */
export const traceOfRevision = view(OneRevision, async (tx, asked) => {
  const { manifest, dimensions, score, bonus, finalScore, ...of } = await frozenOf(tx, asked);
  const kpiSet = { version: manifest.kpiSet, dimensions };
  return traceAppraisal({ ...of, manifest: wholeOf(manifest), kpiSet, kept: { score, bonus, finalScore } });
});

export class ScoreAsOf {
  @IsUUID() appraisalId!: string;
  /** With its offset, as `2026-10-20T16:00:00Z`; without it, now. */
  @IsOptional() @IsISO8601() asOf?: string;
}
export type ScoreKnown = Cause & {
  readonly appraisalId: string;
  readonly contractId: string;
  readonly quarter: string;
  readonly revision: number;
  readonly score: string | null;
  readonly bonus: string;
  readonly finalScore: string | null;
  readonly inputsHash: string;
  readonly proposedAt: Date;
  /** Null where it was not published then. */
  readonly publishedAt: Date | null;
};

/**
 * A quarter's score as it was known at an instant: the last published then, or where none was, the last
 * proposed. Throws NotFound. Clause 1.3.1.
 */
export const scoreAsOf = view(ScoreAsOf, async ({ manager }, { appraisalId, asOf }) => {
  const [known] = await manager.query<ScoreKnown[]>(
    `WITH known AS (
       SELECT *, CASE WHEN published_at <= $2 THEN published_at END AS stood_at FROM appraisals
       WHERE id = $1 AND proposed_at <= $2)
     SELECT id AS "appraisalId", contract_id AS "contractId", quarter, revision, score, bonus,
       final_score AS "finalScore", reason, cause_id AS "causeId", inputs_hash AS "inputsHash",
       proposed_at AS "proposedAt", stood_at AS "publishedAt"
     FROM known ORDER BY stood_at IS NULL, revision DESC LIMIT 1`,
    [appraisalId, asOf ?? 'infinity'],
  );
  if (!known) throw new NotFound('appraisal', appraisalId);
  return known;
});
