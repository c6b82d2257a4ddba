import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Answer, AnsweredLine } from '../domain/statement-response';

type Row = Omit<AnsweredLine, 'amount' | 'answer'> & {
  readonly amountMinor: string;
  readonly currency: string;
  readonly status: Answer['status'];
  readonly reason: string | null;
  readonly respondedBy: string | null;
  readonly respondedAt: Date | null;
  readonly correctedMinor: string | null;
  readonly resolutionReason: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
};

/** A line with what was said to it, locked with its statement. Throws NotFound. */
export async function loadLine(tx: Tx, settlementId: string, line: number): Promise<AnsweredLine> {
  // Lines are never changed and may not be locked; who answers one waits for who answers it now.
  tx.write('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`statement:${settlementId}`]);
  const [row] = await tx.manager.query<Row[]>(
    `SELECT l.id, l.contract_id AS "contractId", l.vendor_id AS "vendorId", s.quarter, l.line, l.kind,
            l.clause_id AS "clauseId", l.amount_minor AS "amountMinor", l.currency,
            s.respond_by AS "respondBy", p.contract_version AS "contractVersion", p.score,
            coalesce(r.status, 'unanswered') AS status, r.reason, r.responded_by AS "respondedBy",
            r.responded_at AS "respondedAt", r.corrected_minor AS "correctedMinor",
            r.resolution_reason AS "resolutionReason", r.proposed_by AS "proposedBy",
            r.proposed_at AS "proposedAt", r.approved_by AS "approvedBy", r.approved_at AS "approvedAt"
     FROM statement_lines l JOIN statements s USING (id) JOIN settlements p USING (id)
     LEFT JOIN statement_responses r ON r.id = l.id AND r.line = l.line
     WHERE l.id = $1 AND l.line = $2`,
    [settlementId, line],
  );
  if (!row) throw new NotFound('statement-line', `${settlementId}/${line}`);
  return fromRow(row);
}

export function fromRow(row: Row): AnsweredLine {
  const sum = (amountMinor: string) => money(BigInt(amountMinor), row.currency);
  return {
    ...{ id: row.id, contractId: row.contractId, vendorId: row.vendorId, quarter: row.quarter },
    ...{ line: row.line, kind: row.kind, clauseId: row.clauseId, amount: sum(row.amountMinor) },
    ...{ respondBy: row.respondBy, contractVersion: row.contractVersion, score: row.score },
    answer: answerOf(row),
  };
}

/** The table's CHECKs stand behind each `!`. */
function answerOf(row: Row): Answer {
  const { status } = row;
  const responded = () => ({ respondedBy: row.respondedBy!, respondedAt: row.respondedAt! });
  const disputed = () => ({ reason: row.reason!, ...responded() });
  const proposal = () => ({
    corrected: money(BigInt(row.correctedMinor!), row.currency),
    ...{ resolutionReason: row.resolutionReason!, proposedBy: row.proposedBy!, proposedAt: row.proposedAt! },
  });
  switch (status) {
    case 'unanswered':
      return { status };
    case 'confirmed':
      return { status, ...responded() };
    case 'disputed':
      return { status, ...disputed() };
    case 'proposed':
      return { status, ...disputed(), ...proposal() };
    case 'resolved':
      return {
        ...{ status, ...disputed(), ...proposal() },
        ...{ approvedBy: row.approvedBy!, approvedAt: row.approvedAt! },
      };
  }
}

/** Keeps the vendor's answer to a line. */
export function insertResponse(tx: Tx, { id, line, contractId, vendorId, answer }: AnsweredLine): void {
  if (answer.status !== 'confirmed' && answer.status !== 'disputed') return;
  tx.write(
    `INSERT INTO statement_responses (id, line, contract_id, vendor_id, status, reason, responded_by,
       responded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[id, line, contractId, vendorId, answer.status],
      ...['reason' in answer ? answer.reason : null, answer.respondedBy, answer.respondedAt],
    ],
  );
}

/** Keeps what came of a dispute. */
export function saveResolution(tx: Tx, { id, line, answer }: AnsweredLine): void {
  if (answer.status !== 'proposed' && answer.status !== 'resolved') return;
  const approval = answer.status === 'resolved' ? [answer.approvedBy, answer.approvedAt] : [null, null];
  tx.write(
    `UPDATE statement_responses SET status = $3, corrected_minor = $4, resolution_reason = $5,
       proposed_by = $6, proposed_at = $7, approved_by = $8, approved_at = $9
     WHERE id = $1 AND line = $2`,
    [
      ...[id, line, answer.status, answer.corrected.amountMinor, answer.resolutionReason],
      ...[answer.proposedBy, answer.proposedAt, ...approval],
    ],
  );
}
