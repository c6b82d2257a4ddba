import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID } from 'class-validator';
import type { Procedure } from '../domain/procedure';

export type ProcedureSummary = {
  readonly procedureId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: Procedure['kind'];
  /** The quarter whose score completed the streak. */
  readonly quarter: string;
  readonly status: Procedure['status'];
  readonly openedAt: Date;
  readonly withdrawnAt: Date | null;
  /** When the vendor is heard, and by when it is decided then. */
  readonly hearingAt: Date | null;
  readonly decisionDueAt: Date | null;
  /** Null until it is decided. */
  readonly isUpheld: boolean | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
};

export class ProceduresPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}

/** Procedures by id. `next` is the `after` of the next page. Clause 1.3.2. */
export const proceduresPage = view(ProceduresPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ProcedureSummary[]>(
    `SELECT id AS "procedureId", contract_id AS "contractId", vendor_id AS "vendorId", kind, quarter, status,
            opened_at AS "openedAt", withdrawn_at AS "withdrawnAt",
            hearing_at AS "hearingAt", decision_due_at AS "decisionDueAt", is_upheld AS "isUpheld", reason,
            decided_at AS "decidedAt"
     FROM procedures WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
     ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.procedureId : null };
});
