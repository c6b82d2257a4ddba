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
};

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
    withdrawnAt: { type: 'timestamptz', precision: 3, name: 'withdrawn_at', nullable: true },
  },
  indices: [
    { name: 'procedures_one_open', columns: ['contractId', 'kind'], unique: true, where: `status = 'open'` },
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

/** Stores procedures in the order given; one that was withdrawn may be open again. */
export function saveProcedures(tx: Tx, changed: readonly Procedure[]): void {
  for (const row of changed.map(toRow)) {
    tx.write(
      `INSERT INTO procedures (id, contract_id, vendor_id, kind, quarter, status, opened_at, withdrawn_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET
         status = excluded.status, opened_at = excluded.opened_at, withdrawn_at = excluded.withdrawn_at`,
      [
        row.id,
        row.contractId,
        row.vendorId,
        row.kind,
        row.quarter,
        row.status,
        row.openedAt,
        row.withdrawnAt,
      ],
    );
  }
}

export function toRow(procedure: Procedure): Row {
  const { id, contractId, vendorId, kind, quarter, status, openedAt } = procedure;
  const withdrawnAt = procedure.status === 'withdrawn' ? procedure.withdrawnAt : null;
  return { id, contractId, vendorId, kind, quarter, status, openedAt, withdrawnAt };
}

export function fromRow({ kind, status, withdrawnAt, ...row }: Row): Procedure {
  const opened = { ...row, kind: kind as ProcedureKind };
  switch (status) {
    case 'open':
      return { ...opened, status };
    case 'withdrawn':
      return { ...opened, status, withdrawnAt: withdrawnAt! }; // the CHECK procedures_withdrawal
  }
}
