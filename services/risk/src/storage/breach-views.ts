import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { BreachRow } from './confidentiality-breaches';

const STATUSES = ['reported', 'investigated', 'confirmed', 'dismissed'] as const;

export class BreachesPage extends Page {
  @IsOptional() @IsIn(STATUSES) status?: BreachRow['status'];
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsUUID() vendorId?: string;
}
export type BreachShown = Omit<BreachRow, 'id'> & { readonly breachId: string };

/** Leaks of data, by id; a vendor sees those that it was found to have made. Clause 2.2.3c. */
export const breachesPage = view(
  BreachesPage,
  async ({ manager }, { after, limit, status, contractId, vendorId }) => {
    const items = await manager.query<BreachShown[]>(
      `SELECT id AS "breachId", contract_id AS "contractId", vendor_id AS "vendorId", what,
         to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", reported_by AS "reportedBy",
         reported_at AS "reportedAt", status, findings, loss_minor AS "lossMinor",
         loss_currency AS "lossCurrency", investigated_by AS "investigatedBy",
         investigated_at AS "investigatedAt", legal_by AS "legalBy", legal_at AS "legalAt",
         technical_by AS "technicalBy", technical_at AS "technicalAt", dismissed_by AS "dismissedBy",
         dismissed_at AS "dismissedAt", reason
       FROM confidentiality_breaches
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::text IS NULL OR status = $3)
         AND ($4::uuid IS NULL OR contract_id = $4) AND ($5::uuid IS NULL OR vendor_id = $5)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, status ?? null, contractId ?? null, vendorId ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.breachId : null };
  },
);
