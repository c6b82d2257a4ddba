import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Survey } from '../domain/survey';

export function insertSurvey(tx: Tx, survey: Survey): void {
  tx.write(
    `INSERT INTO surveys (id, work_order_id, vendor_id, contract_id, quarter, status, opened_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[survey.id, survey.workOrderId, survey.vendorId, survey.contractId, survey.quarter],
      ...[survey.status, survey.openedAt, survey.expiresAt],
    ],
  );
}

/** Loads and locks. Throws NotFound. */
export async function loadSurvey(tx: Tx, id: string): Promise<Survey> {
  const [found] = await tx.manager.query<Survey[]>(
    `SELECT id, work_order_id AS "workOrderId", vendor_id AS "vendorId", contract_id AS "contractId", quarter,
       status, opened_at AS "openedAt", expires_at AS "expiresAt",
       CASE WHEN status = 'answered'
         THEN json_build_object('score', score, 'comment', comment, 'by', answered_by) END AS answer
     FROM surveys WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound('survey', id);
  return found;
}

export function saveSurvey(tx: Tx, { id, status, answer }: Survey): void {
  tx.write(
    `UPDATE surveys SET status = $2, score = $3, comment = $4, answered_by = $5,
       answered_at = CASE WHEN $5::text IS NOT NULL THEN coalesce(answered_at, $6) END
     WHERE id = $1`,
    [id, status, answer?.score ?? null, answer?.comment ?? null, answer?.by ?? null, tx.now],
  );
}
