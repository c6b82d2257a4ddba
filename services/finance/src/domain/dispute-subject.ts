export const SUBJECT_KINDS = ['CONTRACT', 'BREACH', 'SETTLEMENT_LINE'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** What a quarter's settlement consists of. Clause 2.2.2a. */
export const SETTLEMENT_LINES = ['BASE', 'PERFORMANCE_PAY'] as const;
export type SettlementLine = (typeof SETTLEMENT_LINES)[number];

/** What was disputed, as contracts told it. Clause 3.3.2a. */
export type DisputeSubject =
  | { readonly kind: 'CONTRACT' }
  | { readonly kind: 'BREACH'; readonly milestoneId: string }
  | { readonly kind: 'SETTLEMENT_LINE'; readonly settlementId: string; readonly line: SettlementLine };

type Told = {
  readonly kind: SubjectKind;
  readonly milestoneId?: string | null;
  readonly settlementId?: string | null;
  readonly line?: SettlementLine | null;
};

/** The subject of what was told. The input's class and the table's CHECK stand behind each `!`. */
export function subjectOf({ kind, milestoneId, settlementId, line }: Told): DisputeSubject {
  switch (kind) {
    case 'CONTRACT':
      return { kind };
    case 'BREACH':
      return { kind, milestoneId: milestoneId! };
    case 'SETTLEMENT_LINE':
      return { kind, settlementId: settlementId!, line: line! };
  }
}
