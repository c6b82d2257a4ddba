import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { DepositReturn } from '../domain/deposit-return';

const STATUSES: readonly DepositReturn['status'][] = ['requested', 'refused', 'approved', 'returned'];

export class DepositReturnsPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(STATUSES) status?: DepositReturn['status'];
}
export type ShownReturn = {
  readonly returnId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** Minor units, as text. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly status: DepositReturn['status'];
  readonly requestedAt: Date;
  readonly approvedAt: Date | null;
  readonly custodianReference: string | null;
  readonly returnedOn: string | null;
};

/** Returns in the order in which they were asked for. Clause 3.3.1c. */
export const depositReturnsPage = view(
  DepositReturnsPage,
  async ({ manager }, { after, limit, contractId, status }) => {
    const items = await manager.query<ShownReturn[]>(
      `SELECT id AS "returnId", contract_id AS "contractId", vendor_id AS "vendorId",
              amount_minor AS "amountMinor", currency, status, requested_at AS "requestedAt",
              approved_at AS "approvedAt", custodian_reference AS "custodianReference",
              to_char(returned_on, 'YYYY-MM-DD') AS "returnedOn"
       FROM deposit_returns
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
         AND ($4::text IS NULL OR status = $4) ORDER BY id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, status ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.returnId : null };
  },
);
