import { NotFound, type Tier } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Appraisal, Cause, Proposed, Published, Superseded } from '../domain/appraisal';
import type { DimensionResult } from '../domain/kpi-set';

/** As the driver delivers it: a numeric column is text. One row a revision. */
type Row = {
  id: string;
  revision: number;
  contractId: string;
  vendorId: string;
  quarter: string;
  status: Appraisal['status'];
  tier: string;
  passLine: string;
  kpiSet: number;
  score: string | null;
  bonus: string;
  finalScore: string | null;
  reason: string;
  causeId: string | null;
  dimensions: object;
  onSiteMet: number;
  onSiteBreached: number;
  onSiteOpen: number;
  closureMet: number;
  closureBreached: number;
  closureOpen: number;
  workOrders: number;
  closingRevision: number;
  inputsHash: string;
  proposedAt: Date;
  appealEndsAt: Date;
  isAppealEndProvisional: boolean;
  publishedAt: Date | null;
  acceptedBy: string | null;
  supersededAt: Date | null;
};

const instant = (name: string) => ({ type: 'timestamptz', precision: 3, name }) as const;
const points = { type: 'numeric', precision: 5, scale: 2 } as const;

export const appraisals = new EntitySchema<Row>({
  name: 'appraisal',
  tableName: 'appraisals',
  columns: {
    id: { type: 'uuid', primary: true },
    revision: { type: 'int', primary: true },
    contractId: { type: 'uuid', name: 'contract_id' },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    quarter: { type: 'text' },
    status: { type: 'text' },
    tier: { type: 'text' },
    passLine: { ...points, name: 'pass_line' },
    kpiSet: { type: 'int', name: 'kpi_set' },
    score: { ...points, nullable: true },
    bonus: { ...points },
    finalScore: { ...points, name: 'final_score', nullable: true },
    reason: { type: 'text' },
    causeId: { type: 'uuid', name: 'cause_id', nullable: true },
    dimensions: { type: 'jsonb' },
    onSiteMet: { type: 'int', name: 'on_site_met' },
    onSiteBreached: { type: 'int', name: 'on_site_breached' },
    onSiteOpen: { type: 'int', name: 'on_site_open' },
    closureMet: { type: 'int', name: 'closure_met' },
    closureBreached: { type: 'int', name: 'closure_breached' },
    closureOpen: { type: 'int', name: 'closure_open' },
    workOrders: { type: 'int', name: 'work_orders' },
    closingRevision: { type: 'int', name: 'closing_revision' },
    inputsHash: { type: 'text', name: 'inputs_hash' },
    proposedAt: instant('proposed_at'),
    appealEndsAt: instant('appeal_ends_at'),
    isAppealEndProvisional: { type: 'boolean', name: 'is_appeal_end_provisional' },
    publishedAt: { ...instant('published_at'), nullable: true },
    acceptedBy: { type: 'text', name: 'accepted_by', nullable: true },
    supersededAt: { ...instant('superseded_at'), nullable: true },
  },
  indices: [{ name: 'appraisals_of_contract', columns: ['contractId', 'quarter'] }],
});

/**
 * Loads and locks the highest revision, or null. Who waited for the lock while a higher one was made finds
 * the one that it waited for superseded.
 */
export async function lastRevision(tx: Tx, id: string): Promise<Appraisal | null> {
  const row = await tx.manager.findOne(appraisals, {
    where: { id },
    order: { revision: 'DESC' },
    lock: { mode: 'pessimistic_write' },
  });
  return row && fromRow(row);
}

/** The same where there must be one. Throws NotFound. */
export async function loadAppraisal(tx: Tx, id: string): Promise<Appraisal> {
  const appraisal = await lastRevision(tx, id);
  if (!appraisal) throw new NotFound('appraisal', id);
  return appraisal;
}

/** Stores new revisions. */
export async function insertAppraisals(tx: Tx, proposed: readonly Proposed[]): Promise<void> {
  for (const proposal of proposed) await tx.manager.insert(appraisals, toRow(proposal));
}

/** Stores what became of a revision: all that the application may change. */
export async function saveAppraisals(tx: Tx, changed: readonly Appraisal[]): Promise<void> {
  for (const appraisal of changed) {
    const { id, revision, status, publishedAt, acceptedBy, supersededAt } = toRow(appraisal);
    await tx.manager.update(appraisals, { id, revision }, { status, publishedAt, acceptedBy, supersededAt });
  }
}

export function toRow(appraisal: Appraisal): Row {
  const { onSite, closure, dimensions } = appraisal;
  return {
    id: appraisal.id,
    revision: appraisal.revision,
    contractId: appraisal.contractId,
    vendorId: appraisal.vendorId,
    quarter: appraisal.quarter,
    status: appraisal.status,
    tier: appraisal.tier,
    passLine: appraisal.passLine,
    kpiSet: appraisal.kpiSet,
    score: appraisal.score,
    bonus: appraisal.bonus,
    finalScore: appraisal.finalScore,
    reason: appraisal.reason,
    causeId: appraisal.causeId,
    dimensions,
    onSiteMet: onSite.met,
    onSiteBreached: onSite.breached,
    onSiteOpen: onSite.open,
    closureMet: closure.met,
    closureBreached: closure.breached,
    closureOpen: closure.open,
    workOrders: appraisal.workOrders,
    closingRevision: appraisal.closingRevision,
    inputsHash: appraisal.inputsHash,
    proposedAt: appraisal.proposedAt,
    appealEndsAt: appraisal.appealEndsAt,
    isAppealEndProvisional: appraisal.isAppealEndProvisional,
    publishedAt: appraisal.status === 'published' ? appraisal.publishedAt : null,
    acceptedBy: appraisal.status === 'published' ? appraisal.acceptedBy : null,
    supersededAt: appraisal.status === 'superseded' ? appraisal.supersededAt : null,
  };
}

export function fromRow(row: Row): Appraisal {
  const revision = {
    id: row.id,
    revision: row.revision,
    contractId: row.contractId,
    vendorId: row.vendorId,
    quarter: row.quarter,
    tier: row.tier as Tier,
    passLine: row.passLine,
    kpiSet: row.kpiSet,
    score: row.score,
    bonus: row.bonus,
    finalScore: row.finalScore,
    reason: row.reason as Cause['reason'],
    causeId: row.causeId,
    dimensions: row.dimensions as DimensionResult[],
    onSite: { met: row.onSiteMet, breached: row.onSiteBreached, open: row.onSiteOpen },
    closure: { met: row.closureMet, breached: row.closureBreached, open: row.closureOpen },
    workOrders: row.workOrders,
    closingRevision: row.closingRevision,
    inputsHash: row.inputsHash,
    proposedAt: row.proposedAt,
    appealEndsAt: row.appealEndsAt,
    isAppealEndProvisional: row.isAppealEndProvisional,
  };
  // The CHECKs appraisals_publication and appraisals_succession stand behind each `!`.
  switch (row.status) {
    case 'proposed':
      return { ...revision, status: 'proposed' } satisfies Proposed;
    case 'published': {
      const { publishedAt, acceptedBy } = row;
      return { ...revision, status: 'published', publishedAt: publishedAt!, acceptedBy } satisfies Published;
    }
    case 'superseded':
      return { ...revision, status: 'superseded', supersededAt: row.supersededAt! } satisfies Superseded;
  }
}
