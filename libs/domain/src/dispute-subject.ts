export const SUBJECT_KINDS = ['CONTRACT', 'BREACH', 'SETTLEMENT_LINE'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** What a quarter's settlement consists of. Clause 2.2.2a. */
export const SETTLEMENT_LINES = ['BASE', 'PERFORMANCE_PAY'] as const;
export type SettlementLine = (typeof SETTLEMENT_LINES)[number];

/** What is disputed: a contract as a whole, a breach, or a line of a quarter's settlement. Clause 3.3.2a. */
export type DisputeSubject =
  | { readonly kind: 'CONTRACT' }
  | { readonly kind: 'BREACH'; readonly milestoneId: string }
  | { readonly kind: 'SETTLEMENT_LINE'; readonly settlementId: string; readonly line: SettlementLine };
