import type { Tx } from '@steward/messaging';
import type { Outcome, ProcedureDecision } from '../domain/procedure';

/** What came of a decision that was acted on; null where none was. The vendor's row must be locked. */
export async function outcomeOf(tx: Tx, procedureId: string): Promise<Outcome | null> {
  const [row] = await tx.manager.query<{ outcome: Outcome }[]>(
    'SELECT outcome FROM procedure_decisions WHERE procedure_id = $1',
    [procedureId],
  );
  return row?.outcome ?? null;
}

/** Keeps a decision with what came of it. */
export function insertDecision(tx: Tx, decision: ProcedureDecision, outcome: Outcome): void {
  tx.write(
    `INSERT INTO procedure_decisions (procedure_id, vendor_id, contract_id, kind, quarter, is_upheld,
       decided_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[decision.procedureId, decision.vendorId, decision.contractId, decision.kind, decision.quarter],
      ...[decision.isUpheld, decision.decidedAt, outcome],
    ],
  );
}
