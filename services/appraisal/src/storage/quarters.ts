import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { EntitySchema } from 'typeorm';
import type { Closing, QuarterInputs } from '../domain/quarter-inputs';

type Row = {
  contractId: string;
  quarter: string;
  vendorId: string;
  heldOnSiteMet: number;
  heldOnSiteBreached: number;
  heldOnSiteOpen: number;
  heldClosureMet: number;
  heldClosureBreached: number;
  heldClosureOpen: number;
  closingRevision: number | null;
  closedOnSiteMet: number | null;
  closedOnSiteBreached: number | null;
  closedOnSiteOpen: number | null;
  closedClosureMet: number | null;
  closedClosureBreached: number | null;
  closedClosureOpen: number | null;
  workOrders: number | null;
  closedMonthsMet: number | null;
  closedMonths: number | null;
  closedResponseMet: number | null;
  closedResponseBreached: number | null;
  closedResponseOpen: number | null;
  closedAnswers: number | null;
  closedScoreSum: number | null;
  frozenRevision: number;
};

const closed = (name: string) => ({ type: 'int', name, nullable: true }) as const;
const held = (name: string) => ({ type: 'int', name, default: 0 }) as const;

export const quarters = new EntitySchema<Row>({
  name: 'quarter',
  tableName: 'quarters',
  columns: {
    contractId: { type: 'uuid', name: 'contract_id', primary: true },
    quarter: { type: 'text', primary: true },
    vendorId: { type: 'uuid', name: 'vendor_id' },
    heldOnSiteMet: held('held_on_site_met'),
    heldOnSiteBreached: held('held_on_site_breached'),
    heldOnSiteOpen: held('held_on_site_open'),
    heldClosureMet: held('held_closure_met'),
    heldClosureBreached: held('held_closure_breached'),
    heldClosureOpen: held('held_closure_open'),
    closingRevision: closed('closing_revision'),
    closedOnSiteMet: closed('closed_on_site_met'),
    closedOnSiteBreached: closed('closed_on_site_breached'),
    closedOnSiteOpen: closed('closed_on_site_open'),
    closedClosureMet: closed('closed_closure_met'),
    closedClosureBreached: closed('closed_closure_breached'),
    closedClosureOpen: closed('closed_closure_open'),
    workOrders: closed('work_orders'),
    closedMonthsMet: closed('closed_months_met'),
    closedMonths: closed('closed_months'),
    closedResponseMet: closed('closed_response_met'),
    closedResponseBreached: closed('closed_response_breached'),
    closedResponseOpen: closed('closed_response_open'),
    closedAnswers: closed('closed_answers'),
    closedScoreSum: closed('closed_score_sum'),
    frozenRevision: held('frozen_revision'),
  },
  indices: [{ name: 'quarters_of_vendor', columns: ['vendorId'] }],
});

/** A quarter whose last closing can be frozen as far as its counts go. */
export type CompleteQuarter = {
  readonly contractId: string;
  readonly quarter: string;
  readonly closingRevision: number;
};

/** The columns of a CompleteQuarter, of table `q`. */
export const COMPLETE_QUARTER = `q.contract_id AS "contractId", q.quarter, q.closing_revision AS "closingRevision"`;

/** Quarters of a contract or of a vendor whose counts are complete: what was missing may have come. */
export async function completeQuarters(
  tx: Tx,
  of: { readonly contractId?: string; readonly vendorId?: string },
): Promise<readonly CompleteQuarter[]> {
  return tx.manager.query<CompleteQuarter[]>(
    `SELECT ${COMPLETE_QUARTER} FROM quarters q
     WHERE (q.contract_id = $1 OR q.vendor_id = $2) AND is_complete(q) ORDER BY q.quarter`,
    [of.contractId ?? null, of.vendorId ?? null],
  );
}

const CLOSED = `closed_months_met, closed_months, closed_answers, closed_score_sum, closed_on_site_met,
  closed_on_site_breached, closed_on_site_open, closed_closure_met, closed_closure_breached, closed_closure_open,
  closed_response_met, closed_response_breached, closed_response_open`;

/** Keeps a closing unless a later one is here. Answers with the quarter where its counts are held already. */
export async function keepClosing(
  tx: Tx,
  of: { readonly contractId: string; readonly vendorId: string; readonly quarter: string },
  { revision, onSite, closure, response, workOrders, availability, satisfaction }: Closing,
): Promise<readonly CompleteQuarter[]> {
  const rows = await tx.manager.query<(CompleteQuarter & { isComplete: boolean })[]>(
    `INSERT INTO quarters AS q
       (contract_id, quarter, vendor_id, closing_revision, work_orders, ${CLOSED})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (contract_id, quarter) DO UPDATE SET
       closing_revision = excluded.closing_revision, work_orders = excluded.work_orders,
       (${CLOSED}) = ROW (${CLOSED.replaceAll('closed_', 'excluded.closed_')})
     WHERE q.closing_revision IS NULL OR q.closing_revision < excluded.closing_revision
     RETURNING ${COMPLETE_QUARTER}, is_complete(q) AS "isComplete"`,
    [
      ...[of.contractId, of.quarter, of.vendorId, revision, workOrders],
      ...[availability?.met ?? null, availability?.months ?? null],
      ...[satisfaction?.answers ?? null, satisfaction?.scoreSum ?? null],
      ...[onSite, closure].flatMap(({ met, breached, open }) => [met, breached, open]),
      ...[response?.met ?? null, response?.breached ?? null, response?.open ?? null],
    ],
  );
  return rows.filter(({ isComplete }) => isComplete);
}

/** Loads and locks. Throws NotFound. */
export async function loadQuarter(tx: Tx, contractId: string, quarter: string): Promise<QuarterInputs> {
  const row = await tx.manager.findOne(quarters, {
    where: { contractId, quarter },
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw new NotFound('quarter', `${contractId} ${quarter}`);
  return fromRow(row);
}

/** True where the quarter was scored before. */
export async function isFrozen(tx: Tx, contractId: string, quarter: string): Promise<boolean> {
  const rows = await tx.manager.query<unknown[]>(
    'SELECT FROM quarters WHERE contract_id = $1 AND quarter = $2 AND frozen_revision > 0',
    [contractId, quarter],
  );
  return rows.length > 0;
}

/** Stores which closing was frozen; counts and closing are kept by the facts that bring them. */
export async function saveFrozen(
  tx: Tx,
  { contractId, quarter, frozenRevision }: QuarterInputs,
): Promise<void> {
  await tx.manager.update(quarters, { contractId, quarter }, { frozenRevision });
}

export function toRow({ held: counts, closing, ...rest }: QuarterInputs): Row {
  return {
    ...rest,
    heldOnSiteMet: counts.onSite.met,
    heldOnSiteBreached: counts.onSite.breached,
    heldOnSiteOpen: counts.onSite.open,
    heldClosureMet: counts.closure.met,
    heldClosureBreached: counts.closure.breached,
    heldClosureOpen: counts.closure.open,
    closingRevision: closing?.revision ?? null,
    closedOnSiteMet: closing?.onSite.met ?? null,
    closedOnSiteBreached: closing?.onSite.breached ?? null,
    closedOnSiteOpen: closing?.onSite.open ?? null,
    closedClosureMet: closing?.closure.met ?? null,
    closedClosureBreached: closing?.closure.breached ?? null,
    closedClosureOpen: closing?.closure.open ?? null,
    workOrders: closing?.workOrders ?? null,
    closedMonthsMet: closing?.availability?.met ?? null,
    closedMonths: closing?.availability?.months ?? null,
    closedResponseMet: closing?.response?.met ?? null,
    closedResponseBreached: closing?.response?.breached ?? null,
    closedResponseOpen: closing?.response?.open ?? null,
    closedAnswers: closing?.satisfaction?.answers ?? null,
    closedScoreSum: closing?.satisfaction?.scoreSum ?? null,
  };
}

export function fromRow(row: Row): QuarterInputs {
  const { contractId, vendorId, quarter, frozenRevision } = row;
  return {
    ...{ contractId, vendorId, quarter, frozenRevision },
    held: {
      onSite: { met: row.heldOnSiteMet, breached: row.heldOnSiteBreached, open: row.heldOnSiteOpen },
      closure: { met: row.heldClosureMet, breached: row.heldClosureBreached, open: row.heldClosureOpen },
    },
    closing: row.closingRevision === null ? null : closingOf(row, row.closingRevision),
  };
}

/** The CHECKs quarters_closing and quarters_response stand behind each `!`. */
function closingOf(row: Row, revision: number): Closing {
  return {
    revision,
    onSite: { met: row.closedOnSiteMet!, breached: row.closedOnSiteBreached!, open: row.closedOnSiteOpen! },
    closure: {
      met: row.closedClosureMet!,
      breached: row.closedClosureBreached!,
      open: row.closedClosureOpen!,
    },
    workOrders: row.workOrders!,
    ...(row.closedResponseMet !== null && {
      response: {
        met: row.closedResponseMet,
        breached: row.closedResponseBreached!,
        open: row.closedResponseOpen!,
      },
    }),
    ...(row.closedMonths !== null && {
      availability: { met: row.closedMonthsMet!, months: row.closedMonths },
    }),
    ...(row.closedAnswers !== null && {
      satisfaction: { answers: row.closedAnswers, scoreSum: row.closedScoreSum! },
    }),
  };
}
