import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsOptional, IsUUID } from 'class-validator';

export class GuaranteesPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}
export type ShownGuarantee = {
  readonly guaranteeId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly issuer: string;
  readonly number: string;
  readonly amount: MoneyWire;
  readonly expiresOn: string;
  readonly fileHash: string;
  readonly replaces: string | null;
  readonly status: 'recorded' | 'verified' | 'called' | 'ended' | 'replaced';
  readonly recordedAt: Date;
  readonly verifiedAt: Date | null;
  /** Asked for by one person, and not decided yet where `closedAt` is null. */
  readonly closingKind: 'CALLED' | 'ENDED' | null;
  readonly closedAt: Date | null;
};

/** Banks' guarantees in the order in which they were recorded. Clause 3.3.1a. */
export const guaranteesPage = view(GuaranteesPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownGuarantee[]>(
    `SELECT id AS "guaranteeId", contract_id AS "contractId", vendor_id AS "vendorId", issuer, number,
       json_build_object('amountMinor', amount_minor::text, 'currency', currency) AS amount,
       to_char(expires_on, 'YYYY-MM-DD') AS "expiresOn", file_hash AS "fileHash", replaces,
       CASE WHEN closed_kind IS NOT NULL THEN lower(closed_kind)
         WHEN verified_at IS NOT NULL THEN 'verified' ELSE 'recorded' END AS status,
       recorded_at AS "recordedAt", verified_at AS "verifiedAt", closing_kind AS "closingKind",
       closed_at AS "closedAt"
     FROM guarantees
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.guaranteeId : null };
});
