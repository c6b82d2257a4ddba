import type { ReadTx, Tx } from '@steward/messaging';
import type { MilestoneKind } from '@steward/terms';
import type { Milestone } from '../domain/milestones';
import { markStale } from './periods';

/** Verdicts of a work order to be stored, and those that were. */
export type Verdicts = {
  readonly workOrderId: string;
  readonly milestones: readonly Milestone[];
  readonly known: readonly Milestone[];
};

/** Stores the verdicts of many work orders in one statement; the last verdict of a milestone counts. */
export function saveMilestones(tx: Tx, work: readonly Verdicts[]): void {
  const rows = work.flatMap(({ workOrderId, milestones }) =>
    milestones.map((row) => ({ workOrderId, ...row })),
  );
  if (rows.length === 0) return;
  markStale(tx, [...rows, ...work.flatMap(({ known }) => known)]); // where they count, and where they did
  const text = <K extends keyof (typeof rows)[number]>(field: K) => rows.map((row) => row[field]);
  tx.write(
    `INSERT INTO milestones (id, work_order_id, kind, vendor_id, contract_id, contract_version, severity, verdict,
       decided_at, quarter, elapsed_seconds, target_seconds, is_provisional)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::int[], $7::smallint[],
       $8::text[], $9::timestamptz[], $10::text[], $11::bigint[], $12::bigint[], $13::boolean[])
     ON CONFLICT (id) DO UPDATE SET vendor_id = excluded.vendor_id, contract_id = excluded.contract_id,
       contract_version = excluded.contract_version, severity = excluded.severity, verdict = excluded.verdict,
       decided_at = excluded.decided_at, quarter = excluded.quarter, elapsed_seconds = excluded.elapsed_seconds,
       target_seconds = excluded.target_seconds, is_provisional = excluded.is_provisional`,
    [
      text('id'),
      text('workOrderId'),
      text('kind'),
      text('vendorId'),
      text('contractId'),
      text('contractVersion'),
      text('severity'),
      text('verdict'),
      rows.map(({ decidedAt }) => new Date(decidedAt)),
      text('quarter'),
      text('elapsedSeconds'),
      text('targetSeconds'),
      text('isProvisional'),
    ],
  );
}

type MilestoneRow = Omit<Milestone, 'decidedAt' | 'elapsedSeconds' | 'targetSeconds'> & {
  readonly workOrderId: string;
  readonly kind: MilestoneKind;
  readonly decidedAt: Date;
  readonly elapsedSeconds: string;
  readonly targetSeconds: string;
};

/** The stored verdicts of some work orders. */
export async function milestonesIn(
  tx: ReadTx,
  workOrderIds: readonly string[],
): Promise<(Milestone & { readonly workOrderId: string })[]> {
  const rows = await tx.manager.query<MilestoneRow[]>(
    `SELECT id, work_order_id AS "workOrderId", kind, vendor_id AS "vendorId", contract_id AS "contractId",
            contract_version AS "contractVersion", severity, verdict, decided_at AS "decidedAt", quarter,
            elapsed_seconds AS "elapsedSeconds", target_seconds AS "targetSeconds",
            is_provisional AS "isProvisional"
     FROM milestones WHERE work_order_id = ANY($1) ORDER BY work_order_id, kind DESC`,
    [workOrderIds],
  );
  return rows.map((row) => ({
    ...row,
    decidedAt: row.decidedAt.getTime(),
    elapsedSeconds: Number(row.elapsedSeconds),
    targetSeconds: Number(row.targetSeconds),
  }));
}
