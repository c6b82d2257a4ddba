import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

const STATUSES = ['granted', 'reversed'] as const;
type Status = (typeof STATUSES)[number];

export class ServiceCreditsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month?: string;
  @IsOptional() @IsIn(STATUSES) status?: Status;
}
export class OneServiceCredit {
  @IsUUID() serviceCreditId!: string;
}
export type ShownServiceCredit = {
  readonly serviceCreditId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly breachId: string;
  readonly promise: string;
  readonly month: string;
  readonly clauseRefs: readonly string[];
  /** Full steps or started steps, as text. */
  readonly units: string;
  readonly isRepeat: boolean;
  /** `granted` and `capped` together. */
  readonly earned: MoneyWire;
  readonly granted: MoneyWire;
  /** What the caps left no room for; it is not carried over. */
  readonly capped: MoneyWire;
  /** The event that told the breach. */
  readonly sourceId: string;
  /** The credit that it takes the place of. */
  readonly correctionOf: string | null;
  readonly status: Status;
  readonly grantedAt: Date;
  readonly reversedAt: Date | null;
};

const money = (column: string) => `json_build_object('amountMinor', ${column}::text, 'currency', currency)`;
const CREDIT = `c.id AS "serviceCreditId", c.contract_id AS "contractId", c.vendor_id AS "vendorId",
  contract_version AS "contractVersion", breach_id AS "breachId", promise, month,
  json_build_array('1.1.4', clause_id) AS "clauseRefs", units::text, is_repeat AS "isRepeat",
  ${money('earned_minor')} AS earned, ${money('granted_minor')} AS granted, ${money('capped_minor')} AS capped,
  c.source_id AS "sourceId", correction_of AS "correctionOf",
  CASE WHEN r.id IS NULL THEN 'granted' ELSE 'reversed' END AS status, granted_at AS "grantedAt",
  reversed_at AS "reversedAt"`;
const FROM = 'service_credits c LEFT JOIN service_credit_reversals r ON r.id = c.id';

/** Service credits in the order of their ids. `next` is the `after` of the next page. Clause 1.1.4, D5. */
export const serviceCreditsPage = view(
  ServiceCreditsPage,
  async ({ manager }, { contractId, month, status, after, limit }) => {
    const items = await manager.query<ShownServiceCredit[]>(
      `SELECT ${CREDIT} FROM ${FROM}
       WHERE ($1::uuid IS NULL OR c.id > $1) AND ($3::uuid IS NULL OR c.contract_id = $3)
         AND ($4::text IS NULL OR month = $4) AND ($5::text IS NULL OR (r.id IS NULL) = ($5 = 'granted'))
       ORDER BY c.id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, month ?? null, status ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.serviceCreditId : null };
  },
);

/** One service credit. Throws NotFound, for another vendor's as for a missing one. */
export const oneServiceCredit = view(OneServiceCredit, async ({ manager }, { serviceCreditId }) => {
  const [credit] = await manager.query<ShownServiceCredit[]>(
    `SELECT ${CREDIT} FROM ${FROM} WHERE c.id = $1`,
    [serviceCreditId],
  );
  if (!credit) throw new NotFound('service-credit', serviceCreditId);
  return credit;
});
