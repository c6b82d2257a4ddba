import { ensure } from '@steward/domain';

export type Discipline = 'LEGAL' | 'FINANCE' | 'TECHNICAL';
export const DISCIPLINES: readonly Discipline[] = ['LEGAL', 'FINANCE', 'TECHNICAL'];
/** Who approved, by discipline. */
export type Approvals = Readonly<Partial<Record<Discipline, string>>>;

/**
 * Adds an approval. Each of the three disciplines is another person. Breaks `contract.already-approved` and
 * `contract.same-approver`. Clause 3.1.1.
 */
export function withApproval(
  code: string,
  approvals: Approvals,
  discipline: Discipline,
  by: string,
): Approvals {
  ensure(!approvals[discipline], 'contract.already-approved', `${discipline} has approved ${code} already.`);
  ensure(
    !Object.values(approvals).includes(by),
    'contract.same-approver',
    `${by} has approved ${code} for another discipline; each needs a person of its own.`,
  );
  return { ...approvals, [discipline]: by };
}

/** Breaks `contract.approval-missing` where one of the three disciplines has not approved. Clause 3.1.1. */
export function ensureApproved(code: string, approvals: Approvals): void {
  const missing = DISCIPLINES.filter((discipline) => !approvals[discipline]);
  ensure(
    missing.length === 0,
    'contract.approval-missing',
    `${code} lacks the approval of ${missing.join(', ')}.`,
  );
}
