import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

/** Of one vendor or standing, or all. */
export class PersonnelPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
  /** `open-checklist`: has left, and something of the checklist is not shown. */
  @IsOptional() @IsIn(['active', 'left', 'open-checklist']) standing?: string;
}

/** The roster in the order of its ids: codes and roles, no names. Clause 2.2.3b. */
export const personnelPage = view(
  PersonnelPage,
  async ({ manager }, { vendorId, standing, after, limit }) => {
    const items = await manager.query<{ personId: string }[]>(
      `SELECT id AS "personId", vendor_id AS "vendorId", code, role,
              to_char(joined_on, 'YYYY-MM-DD') AS "joinedOn", left_at AS "leftAt", revoke_by AS "revokeBy",
              overdue_at AS "overdueAt", checklist
       FROM personnel WHERE ($1::uuid IS NULL OR id > $1) AND ($2::uuid IS NULL OR vendor_id = $2)
         AND CASE $3::text WHEN 'active' THEN left_at IS NULL WHEN 'left' THEN left_at IS NOT NULL
           WHEN 'open-checklist' THEN left_at IS NOT NULL
             AND NOT checklist ?& ARRAY['ACCESS', 'CONFIDENTIALITY', 'NON_COMPETE']
           ELSE true END
       ORDER BY id LIMIT $4`,
      [after ?? null, vendorId ?? null, standing ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.personId : null };
  },
);
