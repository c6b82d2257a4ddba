import { NotFound, type SettlementLine, type SubjectKind } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Dispute } from '../domain/dispute';
import type { DisputeStage, StageOutcome } from '../domain/dispute-stage';
import type { Side } from '../domain/sides';

export type DisputeSummary = {
  readonly disputeId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly subjectKind: SubjectKind;
  readonly milestoneId: string | null;
  readonly settlementId: string | null;
  readonly settlementLine: SettlementLine | null;
  readonly claim: string;
  readonly amountMinor: string | null;
  readonly currency: string;
  readonly side: Side;
  readonly openedAt: Date;
  readonly status: Dispute['status'];
  /** Where it stands or stood last, and until when that may last. */
  readonly stage: DisputeStage;
  readonly dueAt: Date;
  readonly isOverdue: boolean;
  readonly closedAt: Date | null;
};
export type ShownStage = {
  readonly stage: DisputeStage;
  readonly enteredAt: Date;
  readonly dueAt: Date;
  readonly isDueProvisional: boolean;
  readonly overdueAt: Date | null;
  readonly leftAt: Date | null;
  readonly outcome: StageOutcome | null;
};
export type DisputeDetail = DisputeSummary & {
  readonly institution: string;
  /** What stands to be accepted, or was. */
  readonly offer: object | null;
  readonly award: object | null;
  readonly stages: readonly ShownStage[];
};

const SUMMARY = `d.id AS "disputeId", d.contract_id AS "contractId", d.vendor_id AS "vendorId",
  d.subject_kind AS "subjectKind", d.milestone_id AS "milestoneId", d.settlement_id AS "settlementId",
  d.settlement_line AS "settlementLine", d.claim, d.amount_minor AS "amountMinor", d.currency, d.side,
  d.opened_at AS "openedAt", d.status, s.stage, s.due_at AS "dueAt",
  s.overdue_at IS NOT NULL AS "isOverdue", d.closed_at AS "closedAt"`;
const FROM = `disputes d CROSS JOIN LATERAL (
  SELECT stage, due_at, overdue_at FROM dispute_stages WHERE dispute_id = d.id
  ORDER BY array_position(ARRAY['NEGOTIATION', 'MEDIATION', 'ARBITRATION'], stage) DESC LIMIT 1) AS s`;

/** Of one contract or of all, of one state or of all. */
export class DisputesPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(['open', 'settled', 'awarded', 'withdrawn']) status?: Dispute['status'];
}

/** Disputes in the order of their opening. `next` is the `after` of the next page. Clause 3.3.2a. */
export const disputesPage = view(DisputesPage, async ({ manager }, { after, limit, contractId, status }) => {
  const items = await manager.query<DisputeSummary[]>(
    `SELECT ${SUMMARY} FROM ${FROM}
       WHERE ($1::uuid IS NULL OR d.id > $1) AND ($2::uuid IS NULL OR d.contract_id = $2)
         AND ($3::text IS NULL OR d.status = $3)
       ORDER BY d.id LIMIT $4`,
    [after ?? null, contractId ?? null, status ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.disputeId : null };
});

export class OneDispute {
  @IsUUID() disputeId!: string;
}

/** One dispute with its stages. Throws NotFound, for another vendor's as for a missing one. Clause 3.3.2a. */
export const oneDispute = view(OneDispute, async ({ manager }, { disputeId }): Promise<DisputeDetail> => {
  const [dispute] = await manager.query<Omit<DisputeDetail, 'stages'>[]>(
    `SELECT ${SUMMARY}, d.institution, d.offer - 'by' AS offer, d.award - 'recordedBy' AS award
     FROM ${FROM} WHERE d.id = $1`,
    [disputeId],
  );
  if (!dispute) throw new NotFound('dispute', disputeId);
  const stages = await manager.query<ShownStage[]>(
    `SELECT stage, entered_at AS "enteredAt", due_at AS "dueAt", is_due_provisional AS "isDueProvisional",
            overdue_at AS "overdueAt", left_at AS "leftAt", outcome
     FROM dispute_stages WHERE dispute_id = $1 ORDER BY entered_at, due_at LIMIT 3`,
    [disputeId],
  );
  return { ...dispute, stages };
});

export type ShownStatement = {
  readonly statementId: string;
  readonly side: Side;
  readonly text: string;
  readonly fileHash: string | null;
  readonly madeAt: Date;
};
export class DisputeStatements extends Page {
  @IsUUID() disputeId!: string;
}

/** What both sides stated, in order; nothing where the dispute is not in sight. Clause 3.3.2a. */
export const disputeStatements = view(DisputeStatements, async ({ manager }, { disputeId, after, limit }) => {
  const items = await manager.query<ShownStatement[]>(
    `SELECT id AS "statementId", side, text, file_hash AS "fileHash", made_at AS "madeAt"
       FROM dispute_statements WHERE dispute_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [disputeId, after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.statementId : null };
});
