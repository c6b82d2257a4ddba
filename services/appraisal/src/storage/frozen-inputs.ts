import type { Tx } from '@steward/messaging';
import type { Proposed } from '../domain/appraisal';
import type { Manifest } from '../domain/quarter-inputs';

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
