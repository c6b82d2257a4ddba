import { NotFound } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import { countedBonus, type Bonus, type VerifiedBonus } from '../domain/bonus';
import type { Manifest } from '../domain/manifest';

type Row = Omit<VerifiedBonus, 'status' | 'decidedBy' | 'decidedAt'> & {
  readonly status: Bonus['status'];
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
};

const COLUMNS = `id, contract_id AS "contractId", vendor_id AS "vendorId", quarter, kind, statement, documents, saving,
  status, claimed_by AS "claimedBy", claimed_at AS "claimedAt", decided_by AS "decidedBy",
  decided_at AS "decidedAt", reason`;

/** Stores a claim, or what became of it. */
export function saveBonus(tx: Tx, bonus: Bonus): void {
  const { id, contractId, vendorId, quarter, kind, statement, documents, saving } = bonus;
  const { decidedBy, decidedAt } = bonus.status === 'claimed' ? NOT_YET : bonus;
  tx.write(
    `INSERT INTO bonuses (id, contract_id, vendor_id, quarter, kind, statement, documents, saving, status,
       claimed_by, claimed_at, decided_by, decided_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at, reason = excluded.reason`,
    [
      ...[id, contractId, vendorId, quarter, kind, statement, JSON.stringify(documents)],
      ...[saving && JSON.stringify(saving), bonus.status, bonus.claimedBy, bonus.claimedAt],
      ...[decidedBy, decidedAt, bonus.status === 'refused' ? bonus.reason : null],
    ],
  );
}

const NOT_YET = { decidedBy: null, decidedAt: null };

/** Loads and locks. Throws NotFound. */
export async function loadBonus(tx: Tx, id: string): Promise<Bonus> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${COLUMNS} FROM bonuses WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  if (!row) throw new NotFound('bonus', id);
  return bonusFromRow(row);
}

/** What was verified for a quarter, in the order of the ids, with the rules of the day. Clause 2.4.1. */
export async function bonusesOf(
  tx: Tx,
  contractId: string,
  quarter: string,
): Promise<Pick<Manifest, 'bonus'>> {
  const rows = await tx.manager.query<VerifiedBonus[]>(
    `SELECT ${COLUMNS} FROM bonuses WHERE contract_id = $1 AND quarter = $2 AND status = 'verified' ORDER BY id`,
    [contractId, quarter],
  );
  if (rows.length === 0) return {};
  const rules = {
    innovationPoints: await policyInForce(tx, 'bonus-innovation-points'),
    innovationCap: await policyInForce(tx, 'bonus-innovation-cap'),
    fullSaving: await policyInForce(tx, 'bonus-full-saving'),
    savingCap: await policyInForce(tx, 'bonus-saving-cap'),
    bonusCap: await policyInForce(tx, 'bonus-cap'),
    scoreCap: await policyInForce(tx, 'final-score-cap'),
  };
  return { bonus: { rules, claims: rows.map(countedBonus) } };
}

/** The CHECK bonuses_decision stands behind each `!`. */
export function bonusFromRow({ status, decidedBy, decidedAt, reason, ...claim }: Row): Bonus {
  if (status === 'claimed') return { ...claim, status };
  const decided = { ...claim, decidedBy: decidedBy!, decidedAt: decidedAt! };
  return status === 'verified' ? { ...decided, status } : { ...decided, status, reason: reason! };
}
