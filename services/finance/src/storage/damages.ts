import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money, zero, type Money } from '@steward/money';
import type { Attribution, AttributionCause, UncappedCause } from '@steward/terms';
import type { Basis, Damage } from '../domain/damage';

export type DamageRow = {
  id: string;
  contractId: string;
  vendorId: string;
  contractVersion: number;
  breachId: string;
  basis: Basis;
  lossMinor: string;
  claimedMinor: string;
  currency: string;
  uncappedCause: UncappedCause | null;
  isUncapped: boolean;
  occurredOn: string;
  description: string;
  evidence: string[];
  raisedBy: string;
  raisedAt: Date;
  status: Damage['status'];
  cause: AttributionCause | null;
  vendorBps: number | null;
  attributedBy: string | null;
  attributedAt: Date | null;
  statementEndsAt: Date | null;
  statement: string | null;
  statementEvidence: string[] | null;
  statedAt: Date | null;
  attributedMinor: string | null;
  nettedMinor: string | null;
  cappedMinor: string | null;
  damagesMinor: string | null;
  reducibleMinor: string | null;
  submittedBy: string | null;
  submittedAt: Date | null;
  approvedBy: string | null;
  postedAt: Date | null;
  waivedMinor: string;
};
const NAMES =
  `id contractId vendorId contractVersion breachId basis lossMinor claimedMinor currency uncappedCause
  isUncapped description evidence raisedBy raisedAt status cause vendorBps attributedBy attributedAt
  statementEndsAt statement statementEvidence statedAt attributedMinor nettedMinor cappedMinor damagesMinor
  reducibleMinor submittedBy submittedAt approvedBy postedAt waivedMinor`.split(/\s+/);
const columnOf = (name: string) => name.replace(/[A-Z]/g, '_$&').toLowerCase();
const COLUMNS = [
  ...NAMES.map((name) => `${columnOf(name)} AS "${name}"`),
  `to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn"`,
].join(', ');

/** Loads and locks. Throws NotFound. */
export async function loadDamage(tx: Tx, id: string): Promise<Damage> {
  const [row] = await tx.manager.query<DamageRow[]>(
    `SELECT ${COLUMNS} FROM damages WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('damage', id);
  return fromRow(row);
}

/** Keeps new damages. Breaks `damage.raised-already`, also where a rival was faster. */
export async function insertDamage(tx: Tx, damage: Damage): Promise<void> {
  const row = toRow(damage);
  const rows = await tx.manager.query<object[]>(
    `INSERT INTO damages (id, contract_id, vendor_id, contract_version, breach_id, basis, loss_minor, claimed_minor,
       currency, uncapped_cause, is_uncapped, occurred_on, description, evidence, raised_by, raised_at, status,
       waived_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'raised', 0)
     ON CONFLICT (breach_id) DO NOTHING RETURNING id`,
    [
      ...[row.id, row.contractId, row.vendorId, row.contractVersion, row.breachId, row.basis, row.lossMinor],
      ...[row.claimedMinor, row.currency, row.uncappedCause, row.isUncapped, row.occurredOn, row.description],
      ...[row.evidence, row.raisedBy, row.raisedAt],
    ],
  );
  ensure(rows.length === 1, 'damage.raised-already', `Damages are claimed for ${row.breachId} already.`);
}

/** Whether damages are claimed for a breach. */
export async function isClaimed(tx: Tx, breachId: string): Promise<boolean> {
  const rows = await tx.manager.query<object[]>('SELECT FROM damages WHERE breach_id = $1', [breachId]);
  return rows.length > 0;
}

/** Keeps the steps of damages; what was raised never changes. */
export function saveDamage(tx: Tx, damage: Damage): void {
  const row = toRow(damage);
  tx.write(
    `UPDATE damages SET status = $2, cause = $3, vendor_bps = $4, attributed_by = $5, attributed_at = $6,
       statement_ends_at = $7, statement = $8, statement_evidence = $9, stated_at = $10, attributed_minor = $11,
       netted_minor = $12, capped_minor = $13, damages_minor = $14, reducible_minor = $15, submitted_by = $16,
       submitted_at = $17, approved_by = $18, posted_at = $19, waived_minor = $20 WHERE id = $1`,
    [
      ...[row.id, row.status, row.cause, row.vendorBps, row.attributedBy, row.attributedAt],
      ...[row.statementEndsAt, row.statement, row.statementEvidence, row.statedAt, row.attributedMinor],
      ...[row.nettedMinor, row.cappedMinor, row.damagesMinor, row.reducibleMinor, row.submittedBy],
      ...[row.submittedAt, row.approvedBy, row.postedAt, row.waivedMinor],
    ],
  );
}

/** Capped damages of a contract year that were assessed, without what was waived. D5. */
export async function assessedWithin(
  tx: Tx,
  contractId: string,
  { from, until }: { readonly from: string; readonly until: string },
  currency: string,
): Promise<Money> {
  const [row] = await tx.manager.query<{ minor: string | null }[]>(
    `SELECT sum(damages_minor - waived_minor)::text AS minor FROM damages
     WHERE contract_id = $1 AND status = 'assessed' AND NOT is_uncapped AND occurred_on >= $2 AND occurred_on < $3`,
    [contractId, from, until],
  );
  return money(BigInt(row!.minor ?? '0'), currency);
}

const NOTHING_YET = {
  ...{ cause: null, vendorBps: null, attributedBy: null, attributedAt: null, statementEndsAt: null },
  ...{ statement: null, statementEvidence: null, statedAt: null, attributedMinor: null, nettedMinor: null },
  ...{ cappedMinor: null, damagesMinor: null, reducibleMinor: null, submittedBy: null, submittedAt: null },
  ...{ approvedBy: null, postedAt: null, waivedMinor: '0' },
};

export function toRow(damage: Damage): DamageRow {
  const { id, contractId, vendorId, contractVersion, breachId, basis, loss, claimed, status } = damage;
  const { uncappedCause, isUncapped, occurredOn, description, evidence, raisedBy, raisedAt } = damage;
  return {
    ...{ ...NOTHING_YET, id, contractId, vendorId, contractVersion, breachId, basis, status },
    ...{ lossMinor: String(loss.amountMinor), claimedMinor: String(claimed.amountMinor) },
    ...{ currency: claimed.currency, uncappedCause, isUncapped, occurredOn, description, raisedBy, raisedAt },
    evidence: [...evidence],
    ...stepsOf(damage),
  };
}

function stepsOf(damage: Damage): Partial<DamageRow> {
  if (damage.status === 'raised') return {};
  const { attribution, attributedBy, attributedAt, statementEndsAt, statement } = damage;
  const heard = {
    ...{ cause: attribution.cause, attributedBy, attributedAt, statementEndsAt },
    vendorBps: attribution.cause === 'SHARED' ? attribution.vendorBps : null,
    ...{ statement: statement?.text ?? null, statedAt: statement?.at ?? null },
    statementEvidence: statement ? [...statement.evidence] : null,
  };
  if (damage.status === 'attributed') return heard;
  const { figures, submittedBy, submittedAt } = damage;
  const submitted = {
    ...{ ...heard, submittedBy, submittedAt },
    attributedMinor: String(figures.attributed.amountMinor),
    nettedMinor: String(figures.netted.amountMinor),
    cappedMinor: String(figures.capped.amountMinor),
    damagesMinor: String(figures.damages.amountMinor),
    reducibleMinor: String(figures.reducible.amountMinor),
  };
  if (damage.status === 'submitted') return submitted;
  const { approvedBy, postedAt, waived } = damage;
  return { ...submitted, approvedBy, postedAt, waivedMinor: String(waived.amountMinor) };
}

export function fromRow(row: DamageRow): Damage {
  const sum = (minor: string | null) =>
    minor === null ? zero(row.currency) : money(BigInt(minor), row.currency);
  const { id, contractId, vendorId, contractVersion, breachId, basis, uncappedCause, isUncapped } = row;
  const { occurredOn, description, evidence, raisedBy, raisedAt } = row;
  const claimed = {
    ...{ id, contractId, vendorId, contractVersion, breachId, basis, uncappedCause, isUncapped },
    ...{ loss: sum(row.lossMinor), claimed: sum(row.claimedMinor) },
    ...{ occurredOn, description, evidence, raisedBy, raisedAt },
  };
  // The table's CHECKs stand behind each `!`.
  const heard = () => ({
    attribution: (row.cause === 'SHARED'
      ? { cause: row.cause, vendorBps: row.vendorBps! }
      : { cause: row.cause! }) as Attribution,
    ...{ attributedBy: row.attributedBy!, attributedAt: row.attributedAt! },
    statementEndsAt: row.statementEndsAt!,
    statement: row.statedAt && { text: row.statement!, evidence: row.statementEvidence!, at: row.statedAt },
  });
  const submission = () => ({
    figures: {
      ...{ attributed: sum(row.attributedMinor), netted: sum(row.nettedMinor), capped: sum(row.cappedMinor) },
      ...{ damages: sum(row.damagesMinor), reducible: sum(row.reducibleMinor) },
    },
    ...{ submittedBy: row.submittedBy!, submittedAt: row.submittedAt! },
  });
  switch (row.status) {
    case 'raised':
      return { ...claimed, status: 'raised' };
    case 'attributed':
      return { ...claimed, ...heard(), status: 'attributed' };
    case 'submitted':
      return { ...claimed, ...heard(), ...submission(), status: 'submitted' };
    case 'assessed': {
      const approval = { approvedBy: row.approvedBy!, postedAt: row.postedAt!, waived: sum(row.waivedMinor) };
      return { ...claimed, ...heard(), ...submission(), ...approval, status: 'assessed' };
    }
  }
}
