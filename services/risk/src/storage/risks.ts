import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema, In } from 'typeorm';
import type { Band } from '../domain/matrix';
import type { Category, Risk, Source } from '../domain/risk';
import type { OwnerRole } from '../domain/trigger';

/** As the driver delivers it. */
type Row = {
  id: string;
  vendorId: string;
  contractId: string | null;
  source: Source;
  category: Category;
  title: string;
  ownerRole: OwnerRole;
  owner: string | null;
  status: Risk['status'];
  identifiedAt: Date;
  revision: number;
  probability: number;
  impact: number;
  band: Band;
  matrixVersion: number;
  assessedBy: string;
  reason: string | null;
  assessedAt: Date;
  nextReviewAt: Date;
  judgedProbability: number | null;
  closedAt: Date | null;
  closedBy: string | null;
  closureReason: string | null;
};

export const risks = new EntitySchema<Row>({
  name: 'risk',
  tableName: 'risks',
  columns: {
    id: { type: 'uuid', primary: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    contractId: { type: 'uuid', name: 'contract_id', nullable: true },
    source: { type: 'text' },
    category: { type: 'text' },
    title: { type: 'text' },
    ownerRole: { type: 'text', name: 'owner_role' },
    owner: { type: 'text', nullable: true },
    status: { type: 'text' },
    identifiedAt: { type: 'timestamptz', precision: 3, name: 'identified_at' },
    revision: { type: 'int' },
    probability: { type: 'smallint' },
    impact: { type: 'smallint' },
    band: { type: 'text' },
    matrixVersion: { type: 'int', name: 'matrix_version' },
    assessedBy: { type: 'text', name: 'assessed_by' },
    reason: { type: 'text', nullable: true },
    assessedAt: { type: 'timestamptz', precision: 3, name: 'assessed_at' },
    nextReviewAt: { type: 'timestamptz', precision: 3, name: 'next_review_at' },
    judgedProbability: { type: 'smallint', name: 'judged_probability', nullable: true },
    closedAt: { type: 'timestamptz', precision: 3, name: 'closed_at', nullable: true },
    closedBy: { type: 'text', name: 'closed_by', nullable: true },
    closureReason: { type: 'text', name: 'closure_reason', nullable: true },
  },
});

/** Loads and locks: until the transaction ends nobody else decides on this risk. Throws NotFound. */
export async function loadRisk(tx: Tx, id: string): Promise<Risk> {
  const [risk] = await lockRisks(tx, [id]);
  if (!risk) throw new NotFound('risk', id);
  return risk;
}

/** Those of the risks that exist, locked in the order of their ids, so that two writers cannot deadlock. */
export async function lockRisks(tx: Tx, ids: readonly string[]): Promise<readonly Risk[]> {
  const rows = await tx.manager.find(risks, {
    where: { id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return rows.map(fromRow);
}

/** Stores risks as they are now; an assessment that is new joins the history, which is never rewritten. */
export async function saveRisks(tx: Tx, states: readonly Risk[]): Promise<void> {
  for (const state of states) {
    const row = toRow(state);
    await tx.manager.upsert(risks, row, ['id']);
    tx.write(
      `INSERT INTO risk_assessments (risk_id, revision, vendor_id, probability, impact, band, matrix_version,
         assessed_by, reason, assessed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      [
        ...[row.id, row.revision, row.vendorId, row.probability, row.impact, row.band, row.matrixVersion],
        ...[row.assessedBy, row.reason, row.assessedAt],
      ],
    );
  }
}

export function toRow(risk: Risk): Row {
  const isOpen = risk.status === 'open';
  return {
    id: risk.id,
    vendorId: risk.vendorId,
    contractId: risk.contractId,
    source: risk.source,
    category: risk.category,
    title: risk.title,
    ownerRole: risk.ownerRole,
    owner: risk.owner,
    status: risk.status,
    identifiedAt: risk.identifiedAt,
    revision: risk.revision,
    probability: risk.probability,
    impact: risk.impact,
    band: risk.band,
    matrixVersion: risk.matrixVersion,
    assessedBy: risk.assessedBy,
    reason: risk.reason,
    assessedAt: risk.assessedAt,
    nextReviewAt: risk.nextReviewAt,
    judgedProbability: isOpen ? risk.judgedProbability : null,
    closedAt: isOpen ? null : risk.closedAt,
    closedBy: isOpen ? null : risk.closedBy,
    closureReason: isOpen ? null : risk.closureReason,
  };
}

export function fromRow(row: Row): Risk {
  const { status, judgedProbability, closedAt, closedBy, closureReason, ...registered } = row;
  switch (status) {
    case 'open':
      return { ...registered, status, judgedProbability };
    case 'closed':
      // The CHECK risks_closure stands behind each `!`.
      return {
        ...registered,
        status,
        closedAt: closedAt!,
        closedBy: closedBy!,
        closureReason: closureReason!,
      };
  }
}
