import { ensure, type DisputeSubject, type SettlementLine, type SubjectKind } from '@steward/domain';

type Told = {
  readonly kind: SubjectKind;
  readonly milestoneId?: string | undefined;
  readonly settlementId?: string | undefined;
  readonly line?: SettlementLine | undefined;
};

/** The subject of which exactly its own fields were told. Breaks `dispute.subject-unclear`. */
export function subjectOf({ kind, milestoneId, settlementId, line }: Told): DisputeSubject {
  const given = { milestoneId, settlementId, line };
  switch (kind) {
    case 'CONTRACT':
      ensureOnly([], given);
      return { kind };
    case 'BREACH':
      ensureOnly(['milestoneId'], given);
      return { kind, milestoneId: milestoneId! };
    case 'SETTLEMENT_LINE':
      ensureOnly(['settlementId', 'line'], given);
      return { kind, settlementId: settlementId!, line: line! };
  }
}

function ensureOnly(fields: readonly string[], given: Readonly<Record<string, string | undefined>>): void {
  const wrong = Object.keys(given).find((field) => (given[field] !== undefined) !== fields.includes(field));
  ensure(
    wrong === undefined,
    'dispute.subject-unclear',
    `This subject is named by ${fields.join(' and ') || 'nothing more'}.`,
    `/subject/${wrong ?? ''}`,
  );
}
