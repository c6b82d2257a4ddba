import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { Consultation } from '../domain/consultation';

const BLANK = {
  ...{ suggestedAt: null, dismissedBy: null, dismissedAt: null, groupId: null, question: null },
  ...{ requestedBy: null, requestedAt: null, answerDueAt: null, overdueAt: null },
  ...{ decision: null, concludedBy: null, concludedAt: null },
};
type Row = Pick<Consultation, 'id' | 'workOrderId' | 'contractId' | 'vendorId' | 'status'> & {
  readonly [Key in keyof typeof BLANK]: Date | string | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadConsultation(tx: Tx, id: string): Promise<Consultation> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, work_order_id AS "workOrderId", contract_id AS "contractId", vendor_id AS "vendorId", status,
            suggested_at AS "suggestedAt", dismissed_by AS "dismissedBy", dismissed_at AS "dismissedAt",
            group_id AS "groupId", question, requested_by AS "requestedBy", requested_at AS "requestedAt",
            answer_due_at AS "answerDueAt", overdue_at AS "overdueAt", decision,
            concluded_by AS "concludedBy", concluded_at AS "concludedAt"
     FROM consultations WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('consultation', id);
  return fromRow(row);
}

/** Whether experts were asked about a work order before, or that was suggested. */
export async function isConsulted(tx: Tx, workOrderId: string): Promise<boolean> {
  const rows = await tx.manager.query<unknown[]>(
    'SELECT 1 FROM consultations WHERE work_order_id = $1 LIMIT 1',
    [workOrderId],
  );
  return rows.length > 0;
}

export function saveConsultation(tx: Tx, consultation: Consultation): void {
  const row = toRow(consultation);
  tx.write(
    `INSERT INTO consultations (id, work_order_id, contract_id, vendor_id, status, suggested_at, dismissed_by,
       dismissed_at, group_id, question, requested_by, requested_at, answer_due_at, overdue_at, decision,
       concluded_by, concluded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, suggested_at = excluded.suggested_at,
       dismissed_by = excluded.dismissed_by, dismissed_at = excluded.dismissed_at, group_id = excluded.group_id,
       question = excluded.question, requested_by = excluded.requested_by, requested_at = excluded.requested_at,
       answer_due_at = excluded.answer_due_at, overdue_at = excluded.overdue_at, decision = excluded.decision,
       concluded_by = excluded.concluded_by, concluded_at = excluded.concluded_at`,
    [
      ...[row.id, row.workOrderId, row.contractId, row.vendorId, row.status, row.suggestedAt],
      ...[row.dismissedBy, row.dismissedAt, row.groupId, row.question, row.requestedBy, row.requestedAt],
      ...[row.answerDueAt, row.overdueAt, row.decision, row.concludedBy, row.concludedAt],
    ],
  );
}

export const toRow = (consultation: Consultation): Row => ({ ...BLANK, ...consultation });

/** The CHECKs of migration 1764000004000 stand behind what is taken for granted. */
export function fromRow(row: Row): Consultation {
  const { id, workOrderId, contractId, vendorId, status } = row;
  const about = { id, workOrderId, contractId, vendorId };
  const { suggestedAt, dismissedBy, dismissedAt, decision, concludedBy, concludedAt } = row;
  const { groupId, question, requestedBy, requestedAt, answerDueAt, overdueAt } = row;
  const asked = { ...about, groupId, question, requestedBy, requestedAt, answerDueAt, overdueAt };
  switch (status) {
    case 'suggested':
      return { ...about, status, suggestedAt } as Consultation;
    case 'dismissed':
      return { ...about, status, suggestedAt, dismissedBy, dismissedAt } as Consultation;
    case 'requested':
      return { ...asked, status } as Consultation;
    case 'concluded':
      return { ...asked, status, decision, concludedBy, concludedAt } as Consultation;
  }
}

export function insertOpinion(tx: Tx, { id, vendorId }: Consultation, said: string): void {
  tx.write(
    `INSERT INTO opinions (id, consultation_id, vendor_id, by, said, said_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.newId(), id, vendorId, tx.by, said, tx.now],
  );
}

export async function opinionsOn(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.manager.query<[{ opinions: number }]>(
    'SELECT count(*)::int AS opinions FROM opinions WHERE consultation_id = $1',
    [id],
  );
  return row.opinions;
}
