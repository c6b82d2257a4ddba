import { NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import { statusOf, type Exit } from '../domain/exit';

type Row = Omit<Exit, 'end'> & {
  readonly lastOn: string | null;
  readonly endedAt: Date | null;
  readonly transitionEndsOn: string | null;
  readonly transitionEndsAt: Date | null;
};

export const EXIT_COLUMNS = `id, contract_id AS "contractId", vendor_id AS "vendorId", cause,
  started_at AS "startedAt", withdrawn_at AS "withdrawnAt", work_ends_at AS "workEndsAt",
  to_char(last_on, 'YYYY-MM-DD') AS "lastOn", ended_at AS "endedAt",
  to_char(transition_ends_on, 'YYYY-MM-DD') AS "transitionEndsOn", transition_ends_at AS "transitionEndsAt",
  sealed_at AS "sealedAt", sealed_by AS "sealedBy", handover_completed_at AS "handoverCompletedAt",
  transition_ended_at AS "transitionEndedAt", release_requested_at AS "releaseRequestedAt",
  release_requested_by AS "releaseRequestedBy", closed_at AS "closedAt"`;

/** The exit of a contract, if it has begun. The contract's facts must be locked. */
export async function exitOf(tx: ReadTx, contractId: string): Promise<Exit | null> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${EXIT_COLUMNS} FROM exits WHERE contract_id = $1`, [
    contractId,
  ]);
  return row ? fromRow(row) : null;
}

/** An exit by its id. Throws NotFound, for another vendor's id as for a missing one. */
export async function seenExit(tx: ReadTx, exitId: string): Promise<Exit> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${EXIT_COLUMNS} FROM exits WHERE id = $1`, [exitId]);
  if (!row) throw new NotFound('exit', exitId);
  return fromRow(row);
}

/** Stores an exit as it now is. */
export function saveExit(tx: Tx, exit: Exit): void {
  const { end } = exit;
  tx.write(
    `INSERT INTO exits (id, contract_id, vendor_id, status, cause, started_at, withdrawn_at, work_ends_at,
       last_on, ended_at, transition_ends_on, transition_ends_at, sealed_at, sealed_by, handover_completed_at,
       transition_ended_at, release_requested_at, release_requested_by, closed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, cause = excluded.cause,
       started_at = excluded.started_at, withdrawn_at = excluded.withdrawn_at,
       work_ends_at = excluded.work_ends_at, last_on = excluded.last_on, ended_at = excluded.ended_at,
       transition_ends_on = excluded.transition_ends_on, transition_ends_at = excluded.transition_ends_at,
       sealed_at = excluded.sealed_at, sealed_by = excluded.sealed_by,
       handover_completed_at = excluded.handover_completed_at,
       transition_ended_at = excluded.transition_ended_at,
       release_requested_at = excluded.release_requested_at,
       release_requested_by = excluded.release_requested_by, closed_at = excluded.closed_at`,
    [
      ...[exit.id, exit.contractId, exit.vendorId, statusOf(exit), exit.cause, exit.startedAt],
      ...[exit.withdrawnAt, exit.workEndsAt, end?.lastOn, end?.endedAt, end?.transitionEndsOn],
      ...[end?.transitionEndsAt, exit.sealedAt, exit.sealedBy, exit.handoverCompletedAt],
      ...[exit.transitionEndedAt, exit.releaseRequestedAt, exit.releaseRequestedBy, exit.closedAt],
    ],
  );
}

function fromRow({ lastOn, endedAt, transitionEndsOn, transitionEndsAt, ...row }: Row): Exit {
  // The CHECK exits_end stands behind each `!`.
  const end = lastOn === null ? null : { lastOn, endedAt: endedAt!, transitionEndsOn: transitionEndsOn! };
  return { ...row, end: end && { ...end, transitionEndsAt: transitionEndsAt! } };
}
