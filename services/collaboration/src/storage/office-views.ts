import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { SUBJECTS, type OfficeRole, type Subject } from '../domain/office';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class Approvers {
  @IsIn(SUBJECTS) subject!: Subject;
  @Matches(DAY) on!: string;
}
export type Approver = {
  readonly role: OfficeRole;
  readonly person: string;
  /** The holder of the post in whose place the person may approve; null: the holder himself. */
  readonly standsInFor: string | null;
};

/**
 * Who may approve a subject on a day, by each discipline that has to: holders of the post and who stands in
 * for them. A discipline without anybody is listed as `open`. Clause 3.1.1.
 */
export const approvers = view(Approvers, async ({ manager }, { subject, on }) => {
  const needed = await manager.query<{ role: OfficeRole }[]>(
    `SELECT role FROM (
       SELECT DISTINCT ON (role) role, is_needed FROM approval_matrix
       WHERE subject = $1 AND effective_on <= $2 ORDER BY role, effective_on DESC) AS matrix
     WHERE is_needed ORDER BY role`,
    [subject, on],
  );
  const roles = needed.map(({ role }) => role);
  const items = await manager.query<Approver[]>(
    `WITH holders AS (
       SELECT DISTINCT role, person FROM office_posts
       WHERE role = ANY ($1) AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on))
     SELECT role, person, NULL AS "standsInFor" FROM holders
     UNION ALL
     SELECT role, deputy, h.person FROM holders h JOIN delegations d USING (person)
     WHERE from_on <= $2 AND $2 < until_on
     ORDER BY role, "standsInFor" NULLS FIRST, person LIMIT 100`,
    [roles, on],
  );
  return { needed: roles, items, open: roles.filter((role) => !items.some((item) => item.role === role)) };
});

export type DelegationSummary = {
  readonly delegationId: string;
  readonly person: string;
  readonly deputy: string;
  readonly fromOn: string;
  readonly untilOn: string;
};
export class DelegationsPage extends Page {
  /** Either of the two. */
  @IsOptional() @IsString() @Length(1, 100) person?: string;
  @IsOptional() @Matches(DAY) on?: string;
}

/** Who stands in for whom, in the order of the ids. `next` is the `after` of the next page. Clause 3.1.1. */
export const delegationsPage = view(DelegationsPage, async ({ manager }, { person, on, after, limit }) => {
  const items = await manager.query<DelegationSummary[]>(
    `SELECT id AS "delegationId", person, deputy, to_char(from_on, 'YYYY-MM-DD') AS "fromOn",
            to_char(until_on, 'YYYY-MM-DD') AS "untilOn"
     FROM delegations
     WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR $2 IN (person, deputy))
       AND ($3::date IS NULL OR (from_on <= $3 AND $3 < until_on)) ORDER BY id LIMIT $4`,
    [after ?? null, person ?? null, on ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.delegationId : null };
});
