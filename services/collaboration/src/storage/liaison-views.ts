import { Page, view } from '@steward/messaging';

export type LiaisonSummary = {
  readonly liaisonId: string;
  readonly contractId: string;
  readonly contractCode: string;
  readonly vendorId: string;
  readonly name: string;
  readonly deputyName: string;
  readonly email: string | null;
  readonly assignedAt: Date;
};

/** Who is liaison of which contract now, in the order of the ids. `next` is the `after` of the next page. */
export const liaisonsPage = view(Page, async ({ manager }, { after, limit }) => {
  const items = await manager.query<LiaisonSummary[]>(
    `SELECT DISTINCT ON (l.id) l.id AS "liaisonId", contract_id AS "contractId", c.code AS "contractCode",
            l.vendor_id AS "vendorId", name, deputy_name AS "deputyName", email, assigned_at AS "assignedAt"
     FROM liaisons l JOIN known_contracts c ON c.id = contract_id
     WHERE ($1::uuid IS NULL OR l.id > $1) ORDER BY l.id, revision DESC LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.liaisonId : null };
});
