import { NotFound } from '@steward/domain';
import { Page, view, type ReadTx } from '@steward/messaging';
import { decimalString } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { progressOf, type Obligation } from '../domain/obligation';
import type { ObligationKind } from '../domain/owed';

export type ShownObligation = {
  readonly obligationId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly code: string;
  readonly kind: ObligationKind;
  readonly what: string;
  readonly quantity: number;
  readonly verifiedQuantity: number;
  /** Two decimals, truncated; the two quantities are the exact figure. */
  readonly progressPercent: string;
  readonly dueOn: string;
  readonly status: Obligation['status'];
  readonly breachedAt: Date | null;
  readonly fulfilledAt: Date | null;
};
export type ShownEvidence = {
  readonly evidenceId: string;
  readonly reference: string;
  readonly quantity: number;
  readonly fileHash: string;
  readonly recordedAt: Date;
  readonly isAccepted: boolean | null;
  readonly verifiedAt: Date | null;
  readonly rejectionReason: string | null;
};

const COLUMNS = `id AS "obligationId", contract_id AS "contractId", vendor_id AS "vendorId",
  contract_version AS "contractVersion", code, kind, what, quantity,
  verified_quantity AS "verifiedQuantity", to_char(due_on, 'YYYY-MM-DD') AS "dueOn", status,
  breached_at AS "breachedAt", fulfilled_at AS "fulfilledAt"`;

const withProgress = (row: Omit<ShownObligation, 'progressPercent'>): ShownObligation => {
  const percent = progressOf(row.verifiedQuantity, row.quantity).mul(100n);
  return { ...row, progressPercent: decimalString(percent, 2, 'DOWN') };
};

/** Of one contract or of all, of one state or of all. */
export class ObligationsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(['open', 'breached', 'fulfilled']) status?: Obligation['status'];
}

/** Obligations in the order of their ids. `next` is the `after` of the next page. Clause 1.3.4. */
export const obligationsPage = view(
  ObligationsPage,
  async ({ manager }, { after, limit, contractId, status }) => {
    const rows = await manager.query<Omit<ShownObligation, 'progressPercent'>[]>(
      `SELECT ${COLUMNS} FROM obligations
       WHERE ($1::uuid IS NULL OR id > $1) AND ($2::uuid IS NULL OR contract_id = $2)
         AND ($3::text IS NULL OR status = $3)
       ORDER BY id LIMIT $4`,
      [after ?? null, contractId ?? null, status ?? null, limit],
    );
    const next = rows.length === limit ? rows.at(-1)!.obligationId : null;
    return { items: rows.map(withProgress), next };
  },
);

export class OneObligation {
  @IsUUID() obligationId!: string;
}

/**
 * One obligation with the last five hundred pieces of its evidence, the newest first. Throws NotFound, for
 * another vendor's obligation as for a missing one. Clause 1.3.4.
 */
export const oneObligation = view(OneObligation, async (tx: ReadTx, { obligationId }) => {
  const [row] = await tx.manager.query<Omit<ShownObligation, 'progressPercent'>[]>(
    `SELECT ${COLUMNS} FROM obligations WHERE id = $1`,
    [obligationId],
  );
  if (!row) throw new NotFound('obligation', obligationId);
  const evidence = await tx.manager.query<ShownEvidence[]>(
    `SELECT id AS "evidenceId", reference, quantity, file_hash AS "fileHash", recorded_at AS "recordedAt",
            is_accepted AS "isAccepted", verified_at AS "verifiedAt", rejection_reason AS "rejectionReason"
     FROM evidence WHERE obligation_id = $1 ORDER BY id DESC LIMIT 500`,
    [obligationId],
  );
  return { ...withProgress(row), evidence };
});
