import type { DisputeSubject, SettlementLine, SubjectKind } from '@steward/domain';

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
