/** Open risks and overdue actions of the contract of a meeting `m`. Clause 2.3.2c. */
export const topicsNow = (m: string): string => `
  SELECT 'RISK' AS kind, r.id AS subject_id, r.category AS title, r.band AS label, r.since
  FROM known_risks r
  WHERE r.is_open AND r.vendor_id = ${m}.vendor_id AND coalesce(r.contract_id, ${m}.contract_id) = ${m}.contract_id
  UNION ALL
  SELECT 'ACTION', a.id, a.what, a.owner_side, a.overdue_at
  FROM actions a WHERE a.contract_id = ${m}.contract_id AND a.status = 'overdue'`;
