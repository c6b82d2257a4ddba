import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { decimalString, money } from '@steward/money';
import { EntitySchema, In } from 'typeorm';
import type { Proposal } from '../domain/acceptance';
import { aleMinorOf } from '../domain/assessment';
import type { Band } from '../domain/matrix';
import type { Accepted, Category, Open, Risk, Source } from '../domain/risk';
import type { OwnerRole } from '../domain/trigger';

/** The decimals that a frequency may have, and so a yearly loss in minor units. */
export const FREQUENCY_PLACES = 6;

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
  inherentProbability: number;
  inherentImpact: number;
  inherentBand: Band;
  frequency: string | null;
  lossMinor: string | null;
  lossCurrency: string | null;
  aleMinor: string | null;
  staleSince: Date | null;
  extremeSince: Date | null;
  escalatedAt: Date | null;
  judgedProbability: number | null;
  judgedInherent: number | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  acceptanceReason: string | null;
  acceptanceUntil: Date | null;
  acceptedBy: string | null;
  acceptedAt: Date | null;
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
    inherentProbability: { type: 'smallint', name: 'inherent_probability' },
    inherentImpact: { type: 'smallint', name: 'inherent_impact' },
    inherentBand: { type: 'text', name: 'inherent_band' },
    frequency: { type: 'numeric', nullable: true },
    lossMinor: { type: 'bigint', name: 'loss_minor', nullable: true },
    lossCurrency: { type: 'text', name: 'loss_currency', nullable: true },
    aleMinor: { type: 'numeric', name: 'ale_minor', nullable: true },
    staleSince: { type: 'timestamptz', precision: 3, name: 'stale_since', nullable: true },
    extremeSince: { type: 'timestamptz', precision: 3, name: 'extreme_since', nullable: true },
    escalatedAt: { type: 'timestamptz', precision: 3, name: 'escalated_at', nullable: true },
    judgedProbability: { type: 'smallint', name: 'judged_probability', nullable: true },
    judgedInherent: { type: 'smallint', name: 'judged_inherent', nullable: true },
    proposedBy: { type: 'text', name: 'proposed_by', nullable: true },
    proposedAt: { type: 'timestamptz', precision: 3, name: 'proposed_at', nullable: true },
    acceptanceReason: { type: 'text', name: 'acceptance_reason', nullable: true },
    acceptanceUntil: { type: 'timestamptz', precision: 3, name: 'acceptance_until', nullable: true },
    acceptedBy: { type: 'text', name: 'accepted_by', nullable: true },
    acceptedAt: { type: 'timestamptz', precision: 3, name: 'accepted_at', nullable: true },
    closedAt: { type: 'timestamptz', precision: 3, name: 'closed_at', nullable: true },
    closedBy: { type: 'text', name: 'closed_by', nullable: true },
    closureReason: { type: 'text', name: 'closure_reason', nullable: true },
  },
  indices: [
    { name: 'risks_reviews', columns: ['nextReviewAt', 'id'], where: `status <> 'closed'` },
    { name: 'risks_of_vendor', columns: ['vendorId'], where: `status <> 'closed'` },
    { name: 'risks_of_contract', columns: ['contractId'], where: `status <> 'closed'` },
  ],
});

/** Loads and locks: until the transaction ends nobody else decides on this risk. Throws NotFound. */
export async function loadRisk(tx: Tx, id: string): Promise<Risk> {
  const [risk] = await lockRisks(tx, [id]);
  if (!risk) throw new NotFound('risk', id);
  return risk;
}

/** A vendor's risks that are on the register, locked like others. */
export async function lockRisksOf(tx: Tx, vendorId: string): Promise<readonly (Open | Accepted)[]> {
  const rows = await tx.manager.find(risks, {
    where: { vendorId, status: In(['open', 'accepted']) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return rows.map(fromRow).filter((risk) => risk.status !== 'closed');
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
         assessed_by, reason, assessed_at, inherent_probability, inherent_impact, inherent_band, frequency,
         loss_minor, loss_currency)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING`,
      [
        ...[row.id, row.revision, row.vendorId, row.probability, row.impact, row.band, row.matrixVersion],
        ...[row.assessedBy, row.reason, row.assessedAt],
        ...[row.inherentProbability, row.inherentImpact, row.inherentBand],
        ...[row.frequency, row.lossMinor, row.lossCurrency],
      ],
    );
  }
}

export function toRow(risk: Risk): Row {
  const { quantity, inherent } = risk;
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
    ...{ inherentProbability: inherent.probability, inherentImpact: inherent.impact },
    inherentBand: inherent.band,
    frequency: quantity?.frequency ?? null,
    lossMinor: quantity?.loss.amountMinor.toString() ?? null,
    lossCurrency: quantity?.loss.currency ?? null,
    aleMinor: quantity && decimalString(aleMinorOf(quantity), FREQUENCY_PLACES, 'DOWN'),
    staleSince: risk.staleSince,
    extremeSince: risk.extremeSince,
    escalatedAt: risk.escalatedAt,
    ...rowOfStatus(risk),
  };
}

function rowOfStatus(risk: Risk) {
  const isClosed = risk.status === 'closed';
  const judged = isClosed ? null : risk.judged;
  const accepted = risk.status === 'accepted' ? risk.acceptance : null;
  const proposed = risk.status === 'open' ? risk.proposal : accepted;
  return {
    judgedProbability: judged?.probability ?? null,
    judgedInherent: judged?.inherentProbability ?? null,
    proposedBy: proposed?.by ?? null,
    proposedAt: proposed?.proposedAt ?? null,
    acceptanceReason: proposed?.reason ?? null,
    acceptanceUntil: proposed?.until ?? null,
    acceptedBy: accepted?.acceptedBy ?? null,
    acceptedAt: accepted?.acceptedAt ?? null,
    closedAt: isClosed ? risk.closedAt : null,
    closedBy: isClosed ? risk.closedBy : null,
    closureReason: isClosed ? risk.closureReason : null,
  };
}

/** The table's CHECKs stand behind each `!`. */
export function fromRow(row: Row): Risk {
  const { closedAt, closedBy, closureReason, judgedProbability, judgedInherent, ...rest } = row;
  const { proposedBy, proposedAt, acceptanceReason, acceptanceUntil, acceptedBy, acceptedAt, ...graded } =
    rest;
  const { frequency, lossMinor, lossCurrency, aleMinor: _, status, ...more } = graded;
  const { inherentProbability, inherentImpact, inherentBand, ...plain } = more;
  const registered = {
    ...plain,
    inherent: { probability: inherentProbability, impact: inherentImpact, band: inherentBand },
    quantity: frequency === null ? null : { frequency, loss: money(BigInt(lossMinor!), lossCurrency!) },
  };
  const judged =
    judgedProbability === null
      ? null
      : { probability: judgedProbability, inherentProbability: judgedInherent! };
  const proposal: Proposal | null =
    proposedBy === null
      ? null
      : {
          ...{ by: proposedBy, reason: acceptanceReason!, until: acceptanceUntil! },
          proposedAt: proposedAt!,
        };
  switch (status) {
    case 'open':
      return { ...registered, status, judged, proposal };
    case 'accepted': {
      const acceptance = { ...proposal!, acceptedBy: acceptedBy!, acceptedAt: acceptedAt! };
      return { ...registered, status, judged, acceptance };
    }
    case 'closed':
      return {
        ...registered,
        ...{ status, closedAt: closedAt!, closedBy: closedBy!, closureReason: closureReason! },
      };
  }
}
