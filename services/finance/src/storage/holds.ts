import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { least, money, plus, zero, type Money } from '@steward/money';
import type { Hold, HoldSource, Receivable } from '../domain/hold';

type Row = {
  id: string;
  depositId: string;
  contractId: string;
  vendorId: string;
  sourceKind: HoldSource['kind'];
  sourceId: string;
  amountMinor: string;
  postedMinor: string;
  freedMinor: string;
  currency: string;
  contestedMinor: string | null;
  reason: string | null;
  evidence: string[] | null;
  contestedBy: string | null;
  contestedAt: Date | null;
  settledAt: Date | null;
  objectionEndsOn: string;
  objectionEndsAt: Date;
  isEndProvisional: boolean;
  placedBy: string;
  placedAt: Date;
  resolvedAt: Date | null;
};
const COLUMNS = `id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  source_kind AS "sourceKind", source_id AS "sourceId", amount_minor AS "amountMinor",
  posted_minor AS "postedMinor", freed_minor AS "freedMinor", currency, contested_minor AS "contestedMinor",
  objection_reason AS reason, evidence, contested_by AS "contestedBy", contested_at AS "contestedAt",
  settled_at AS "settledAt", to_char(objection_ends_on, 'YYYY-MM-DD') AS "objectionEndsOn",
  objection_ends_at AS "objectionEndsAt", is_end_provisional AS "isEndProvisional", placed_by AS "placedBy",
  placed_at AS "placedAt", resolved_at AS "resolvedAt"`;

/** Loads and locks. Throws NotFound. */
export async function loadHold(tx: Tx, id: string): Promise<Hold> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${COLUMNS} FROM holds WHERE id = $1 FOR UPDATE`, [id]);
  if (!row) throw new NotFound('hold', id);
  return fromRow(row);
}

export function insertHolds(tx: Tx, holds: readonly Hold[]): void {
  for (const hold of holds) {
    const { id, depositId, contractId, vendorId, source, amount, placedBy, placedAt } = hold;
    tx.write(
      `INSERT INTO holds (id, deposit_id, contract_id, vendor_id, source_kind, source_id, amount_minor, posted_minor,
         freed_minor, currency, objection_ends_on, objection_ends_at, is_end_provisional, placed_by, placed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, depositId, contractId, vendorId, source.kind, source.id, amount.amountMinor, amount.currency],
        ...[hold.objectionEndsOn, hold.objectionEndsAt, hold.isEndProvisional, placedBy, placedAt],
      ],
    );
  }
}

/** Keeps how far a hold has come. */
export function saveHold(tx: Tx, { id, posted, freed, objection, resolvedAt }: Hold): void {
  tx.write(
    `UPDATE holds SET posted_minor = $2, freed_minor = $3, contested_minor = $4, objection_reason = $5,
       evidence = $6, contested_by = $7, contested_at = $8, settled_at = $9, resolved_at = $10 WHERE id = $1`,
    [
      ...[id, posted.amountMinor, freed.amountMinor, objection?.amount.amountMinor, objection?.reason],
      ...[objection?.evidence, objection?.by, objection?.at, objection?.settledAt, resolvedAt],
    ],
  );
}

/** What two persons decided of a hold. */
export type HoldDecision = {
  readonly id: string;
  readonly kind: 'SETTLED' | 'LIFTED';
  readonly dueMinor: bigint;
  readonly freedMinor: bigint;
  readonly reason: string;
};
export function insertHoldDecision(tx: Tx, hold: Hold, made: HoldDecision): void {
  tx.write(
    `INSERT INTO hold_decisions (id, hold_id, contract_id, vendor_id, kind, due_minor, freed_minor, reason,
       placed_by, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[made.id, hold.id, hold.contractId, hold.vendorId, made.kind, made.dueMinor, made.freedMinor],
      ...[made.reason, hold.placedBy, tx.by, tx.now],
    ],
  );
}

/**
 * What a vendor owes and no deposit is held for: damages come first from the deposit, and what it does not
 * cover from the next invoice. D5, D6.6.
 */
export async function owedOf(tx: Tx, contractId: string, currency: string): Promise<Money> {
  const [row] = await tx.manager.query<{ minor: string }[]>(
    `SELECT greatest(0, receivable - held)::text AS minor FROM (
       SELECT coalesce(sum(debit_minor - credit_minor), 0) AS receivable
       FROM journal j JOIN postings p ON p.journal_id = j.id
       WHERE j.contract_id = $1 AND currency = $2 AND account = 'A.CLAIMS_RECEIVABLE') r, (
       SELECT coalesce(sum(amount_minor - posted_minor - freed_minor), 0) AS held FROM holds
       WHERE contract_id = $1 AND currency = $2 AND resolved_at IS NULL) h`,
    [contractId, currency],
  );
  return money(BigInt(row!.minor), currency);
}

/**
 * What the enterprise is to get for damages or a claim, and how far deposits stand for it; what was taken
 * from an invoice is not due any more. The deposit's lock is held. Throws NotFound where it is not posted.
 */
export async function receivableOf(
  tx: Tx,
  contractId: string,
  { kind, id }: HoldSource,
): Promise<Receivable> {
  const due =
    kind === 'DAMAGE'
      ? `SELECT damages_minor - waived_minor AS "dueMinor", currency FROM damages
         WHERE id = $1 AND contract_id = $2 AND status = 'assessed'`
      : `SELECT amount_minor - coalesce((SELECT sum(d.freed_minor) FROM hold_decisions d JOIN holds h
           ON h.id = d.hold_id WHERE h.source_id = $1 AND d.kind = 'SETTLED'), 0) AS "dueMinor", currency FROM claims
         WHERE id = $1 AND contract_id = $2 AND status = 'posted' AND in_favour_of = 'ENTERPRISE'`;
  const [row] = await tx.manager.query<
    { dueMinor: string; currency: string; postedMinor: string; heldMinor: string }[]
  >(
    `SELECT due.*, coalesce(sum(h.posted_minor), 0)::text AS "postedMinor",
       coalesce(sum(h.amount_minor - h.posted_minor - h.freed_minor), 0)::text AS "heldMinor"
     FROM (${due}) due LEFT JOIN holds h ON h.source_id = $1 GROUP BY due."dueMinor", due.currency`,
    [id, contractId],
  );
  if (!row) throw new NotFound(kind.toLowerCase(), id);
  const sum = (minor: string) => money(BigInt(minor), row.currency);
  const [posted, held] = [sum(row.postedMinor), sum(row.heldMinor)];
  const owed = await owedOf(tx, contractId, row.currency);
  return {
    ...{ kind, id, contractId, posted, held },
    due: least(sum(row.dueMinor), plus(plus(posted, held), owed)),
  };
}

/** What stands against damages that have just been assessed: nothing yet. */
export const freshReceivable = (id: string, contractId: string, due: Receivable['due']): Receivable => ({
  ...{ kind: 'DAMAGE', id, contractId, due, posted: zero(due.currency), held: zero(due.currency) },
});

function fromRow(row: Row): Hold {
  const sum = (minor: string) => money(BigInt(minor), row.currency);
  const { id, depositId, contractId, vendorId, objectionEndsOn, objectionEndsAt, isEndProvisional } = row;
  return {
    ...{ id, depositId, contractId, vendorId, source: { kind: row.sourceKind, id: row.sourceId } },
    ...{ amount: sum(row.amountMinor), posted: sum(row.postedMinor), freed: sum(row.freedMinor) },
    // The table's CHECKs stand behind each `!`.
    objection:
      row.contestedMinor === null
        ? null
        : {
            ...{ amount: sum(row.contestedMinor), reason: row.reason!, evidence: row.evidence! },
            ...{ by: row.contestedBy!, at: row.contestedAt!, settledAt: row.settledAt },
          },
    ...{ objectionEndsOn, objectionEndsAt, isEndProvisional },
    ...{ placedBy: row.placedBy, placedAt: row.placedAt, resolvedAt: row.resolvedAt },
  };
}
