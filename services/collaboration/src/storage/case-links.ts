import type { Tx } from '@steward/messaging';

export type CaseLink = {
  readonly caseId: string;
  readonly workOrderId: string;
  readonly vendorId: string | null;
};

/** Says that a case helped with a work order; once for each who says it. */
export function insertCaseLink(tx: Tx, { caseId, workOrderId, vendorId }: CaseLink): void {
  tx.write(
    `INSERT INTO case_links (case_id, work_order_id, vendor_id, linked_by, linked_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [caseId, workOrderId, vendorId, tx.by, tx.now],
  );
}

/** Whether the actor may see the case as it is shared. */
export async function isPublished(tx: Tx, caseId: string): Promise<boolean> {
  const rows = await tx.manager.query<unknown[]>(
    `SELECT 1 FROM knowledge_revisions WHERE case_id = $1 AND status = 'published'`,
    [caseId],
  );
  return rows.length > 0;
}
