import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import type { AttributionCause, UncappedCause } from '@steward/terms';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Basis, Damage } from '../domain/damage';

const STATUSES: readonly Damage['status'][] = ['raised', 'attributed', 'submitted', 'assessed'];

export class DamagesPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: Damage['status'];
}
export class OneDamage {
  @IsUUID() damageId!: string;
}
export type ShownDamage = {
  readonly damageId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly breachId: string;
  readonly basis: Basis;
  readonly loss: MoneyWire;
  /** The loss, or the agreed penalty. */
  readonly claimed: MoneyWire;
  readonly uncappedCause: UncappedCause | null;
  readonly isUncapped: boolean;
  readonly occurredOn: string;
  readonly description: string;
  readonly evidence: readonly string[];
  readonly status: Damage['status'];
  readonly cause: AttributionCause | null;
  readonly vendorBps: number | null;
  readonly statementEndsAt: Date | null;
  readonly statement: string | null;
  readonly statementEvidence: readonly string[] | null;
  /** From loss to damages: attributed = netted + capped + damages. D5. */
  readonly figures: {
    readonly attributed: MoneyWire;
    readonly netted: MoneyWire;
    readonly capped: MoneyWire;
    readonly damages: MoneyWire;
    /** What of agreed damages a court may lower. Clause 2.2.3c. */
    readonly reducible: MoneyWire;
  } | null;
  /** What an objection showed not to be due. */
  readonly waived: MoneyWire;
  readonly raisedAt: Date;
  readonly submittedAt: Date | null;
  readonly postedAt: Date | null;
};

const sum = (column: string) => `json_build_object('amountMinor', ${column}::text, 'currency', currency)`;
const DAMAGE = `id AS "damageId", contract_id AS "contractId", vendor_id AS "vendorId",
  contract_version AS "contractVersion", breach_id AS "breachId", basis, ${sum('loss_minor')} AS loss,
  ${sum('claimed_minor')} AS claimed, uncapped_cause AS "uncappedCause", is_uncapped AS "isUncapped",
  to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", description, evidence, status, cause,
  vendor_bps AS "vendorBps", statement_ends_at AS "statementEndsAt", statement,
  statement_evidence AS "statementEvidence",
  CASE WHEN attributed_minor IS NOT NULL THEN json_build_object('attributed', ${sum('attributed_minor')},
    'netted', ${sum('netted_minor')}, 'capped', ${sum('capped_minor')}, 'damages', ${sum('damages_minor')},
    'reducible', ${sum('reducible_minor')}) END AS figures,
  ${sum('waived_minor')} AS waived, raised_at AS "raisedAt", submitted_at AS "submittedAt",
  posted_at AS "postedAt"`;

/** Damages in the order in which they were raised. Clauses 1.1.4 and 2.2.3c. */
export const damagesPage = view(DamagesPage, async ({ manager }, { after, limit, contractId, status }) => {
  const items = await manager.query<ShownDamage[]>(
    `SELECT ${DAMAGE} FROM damages WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       AND ($4::text IS NULL OR status = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.damageId : null };
});

/** Damages and how they were worked out. Throws NotFound, for another vendor's as for none. Clause 1.1.4. */
export const oneDamage = view(OneDamage, async ({ manager }, { damageId }) => {
  const [damage] = await manager.query<ShownDamage[]>(`SELECT ${DAMAGE} FROM damages WHERE id = $1`, [
    damageId,
  ]);
  if (!damage) throw new NotFound('damage', damageId);
  return damage;
});
