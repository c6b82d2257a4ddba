import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsOptional, IsUUID } from 'class-validator';

export class ReleasesPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}
export type ShownRelease = {
  readonly releaseId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** Of the deposit itself. */
  readonly deposit: MoneyWire;
  readonly interest: MoneyWire;
  readonly requestedAt: Date;
  readonly approvedAt: Date | null;
  /** Who asked for it took it back, or the second person did not agree. */
  readonly closedKind: 'REFUSED' | 'CANCELLED' | null;
  readonly closedReason: string | null;
  /** By which the custodian's movement is confirmed. */
  readonly returnId: string | null;
};
export type ShownInterest = {
  readonly interestId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly principal: MoneyWire;
  readonly rateBps: number;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly amount: MoneyWire;
  readonly postedAt: Date | null;
};

const sum = (column: string) => `json_build_object('amountMinor', ${column}::text, 'currency', currency)`;
const WHICH = `($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3) ORDER BY id LIMIT $2`;

/** Releases in the order in which they were asked for. D6.9. */
export const releasesPage = view(ReleasesPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownRelease[]>(
    `SELECT id AS "releaseId", contract_id AS "contractId", vendor_id AS "vendorId",
       ${sum('deposit_minor')} AS deposit, ${sum('interest_minor')} AS interest,
       requested_at AS "requestedAt", approved_at AS "approvedAt", closed_kind AS "closedKind",
       closed_reason AS "closedReason", return_id AS "returnId"
     FROM deposit_releases WHERE ${WHICH}`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.releaseId : null };
});

/** Interest in the order in which it was proposed. D6.7. */
export const interestPage = view(ReleasesPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownInterest[]>(
    `SELECT id AS "interestId", contract_id AS "contractId", vendor_id AS "vendorId",
       ${sum('principal_minor')} AS principal, rate_bps AS "rateBps",
       to_char(from_on, 'YYYY-MM-DD') AS "fromOn", to_char(until_on, 'YYYY-MM-DD') AS "untilOn",
       ${sum('amount_minor')} AS amount, posted_at AS "postedAt"
     FROM deposit_interest WHERE ${WHICH}`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.interestId : null };
});
