import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { Proposed } from '../domain/appraisal';
import type { Manifest } from '../domain/manifest';

/** Records what each proposal was scored from; nothing may change it. Clause 1.3.1. */
export function recordInputs(tx: Tx, proposed: readonly Proposed[], manifest: Manifest): void {
  for (const { id, revision, vendorId, inputsHash } of proposed) {
    tx.write(
      `INSERT INTO frozen_inputs (appraisal_id, revision, vendor_id, inputs_hash, manifest)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, revision, vendorId, inputsHash, JSON.stringify(manifest)],
    );
  }
}

/** What a quarter was scored from last, or null where it never was. */
export async function lastInputs(tx: ReadTx, appraisalId: string): Promise<Manifest | null> {
  const [row] = await tx.manager.query<{ manifest: Manifest }[]>(
    `SELECT manifest FROM frozen_inputs WHERE appraisal_id = $1 ORDER BY revision DESC LIMIT 1`,
    [appraisalId],
  );
  return row?.manifest ?? null;
}

/** The same where there must be some. Throws NotFound. */
export async function scoredInputs(tx: ReadTx, appraisalId: string): Promise<Manifest> {
  const manifest = await lastInputs(tx, appraisalId);
  if (!manifest) throw new NotFound('appraisal', appraisalId);
  return manifest;
}
