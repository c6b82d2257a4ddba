import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { ContractRecord, Procedure, ProcedureKind, Standing } from '../domain/procedure';

type Row = {
  id: string;
  contractId: string;
  vendorId: string;
  kind: string;
  quarter: string;
  status: Procedure['status'];
  openedAt: Date;
  withdrawnAt: Date | null;
  hearingAt: Date | null;
  decisionDueAt: Date | null;
  calledBy: string | null;
  isUpheld: boolean | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
};

const instant = (name: string) => ({ type: 'timestamptz', precision: 3, name, nullable: true }) as const;

export const procedures = new EntitySchema<Row>({
  name: 'procedure',
  tableName: 'procedures',
  columns: {
    id: { type: 'uuid', primary: true },
    contractId: { type: 'uuid', name: 'contract_id' },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    kind: { type: 'text' },
    quarter: { type: 'text' },
    status: { type: 'text' },
    openedAt: { type: 'timestamptz', precision: 3, name: 'opened_at' },
    withdrawnAt: instant('withdrawn_at'),
    hearingAt: instant('hearing_at'),
    decisionDueAt: instant('decision_due_at'),
    calledBy: { type: 'text', name: 'called_by', nullable: true },
    isUpheld: { type: 'boolean', name: 'is_upheld', nullable: true },
    reason: { type: 'text', nullable: true },
    decidedBy: { type: 'text', name: 'decided_by', nullable: true },
    decidedAt: instant('decided_at'),
  },
  indices: [
    {
      ...{ name: 'procedures_one_open', columns: ['contractId', 'kind'], unique: true },
      where: `status = ANY (ARRAY['open'::text, 'called'::text])`,
    },
  ],
});

/**
 * A contract's published scores and procedures. Locks the contract: two quarters published at once are judged
 * one after the other. Throws NotFound.
 */
export async function loadContractRecord(tx: Tx, contractId: string): Promise<ContractRecord> {
  const [contract] = await tx.manager.query<{ vendorId: string }[]>(
    `SELECT vendor_id AS "vendorId" FROM contracts WHERE id = $1 FOR UPDATE`,
    [contractId],
  );
  if (!contract) throw new NotFound('contract', contractId);
  const standings = await tx.manager.query<Standing[]>(
    `SELECT DISTINCT ON (quarter) quarter, status = 'published' AS "isPublished", tier, score,
            score >= pass_line AS "isPassed"
     FROM appraisals WHERE contract_id = $1 ORDER BY quarter, status = 'published' DESC, revision DESC`,
    [contractId],
  );
  const rows = await tx.manager.find(procedures, { where: { contractId }, order: { quarter: 'ASC' } });
  return { contractId, vendorId: contract.vendorId, standings, procedures: rows.map(fromRow) };
}

/** Loads and locks. Throws NotFound. */
export async function loadProcedure(tx: Tx, id: string): Promise<Procedure> {
  const row = await tx.manager.findOne(procedures, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new NotFound('procedure', id);
  return fromRow(row);
}

/** Stores procedures in the order given; one that was withdrawn may be open again. */
export function saveProcedures(tx: Tx, changed: readonly Procedure[]): void {
  for (const row of changed.map(toRow)) {
    tx.write(
      `INSERT INTO procedures (id, contract_id, vendor_id, kind, quarter, status, opened_at, withdrawn_at,
         hearing_at, decision_due_at, called_by, is_upheld, reason, decided_by, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT (id) DO UPDATE SET
         status = excluded.status, opened_at = excluded.opened_at, withdrawn_at = excluded.withdrawn_at,
         hearing_at = excluded.hearing_at, decision_due_at = excluded.decision_due_at,
         called_by = excluded.called_by, is_upheld = excluded.is_upheld, reason = excluded.reason,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [
        ...[row.id, row.contractId, row.vendorId, row.kind, row.quarter, row.status, row.openedAt],
        ...[row.withdrawnAt, row.hearingAt, row.decisionDueAt, row.calledBy, row.isUpheld, row.reason],
        ...[row.decidedBy, row.decidedAt],
      ],
    );
  }
}

const BLANK = {
  ...{ withdrawnAt: null, hearingAt: null, decisionDueAt: null, calledBy: null },
  ...{ isUpheld: null, reason: null, decidedBy: null, decidedAt: null },
};

export const toRow = (procedure: Procedure): Row => ({ ...BLANK, ...procedure });

/** The CHECKs of migration 1764000004000 stand behind each `!`. */
export function fromRow(row: Row): Procedure {
  const { id, contractId, vendorId, kind, quarter, status, openedAt } = row;
  const opened = { id, contractId, vendorId, kind: kind as ProcedureKind, quarter, openedAt };
  const called = () => ({
    ...opened,
    ...{ hearingAt: row.hearingAt!, decisionDueAt: row.decisionDueAt!, calledBy: row.calledBy! },
  });
  switch (status) {
    case 'open':
      return { ...opened, status };
    case 'called':
      return { ...called(), status };
    case 'decided': {
      const { isUpheld, reason, decidedBy, decidedAt } = row;
      return {
        ...{
          ...called(),
          isUpheld: isUpheld!,
          reason: reason!,
          decidedBy: decidedBy!,
          decidedAt: decidedAt!,
        },
        status,
      };
    }
    case 'withdrawn':
      return { ...opened, status, withdrawnAt: row.withdrawnAt! };
  }
}
