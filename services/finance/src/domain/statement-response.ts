import { ensure, importedId, type Decision } from '@steward/domain';
import {
  publicSettlementAdjusted,
  statementLineDisputed,
  statementLineResolved,
  type PublicFinanceEvent,
  type StatementEvent,
} from '@steward/events';
import { minus, money, type Money } from '@steward/money';
import { book, credit, debit, type Account } from './ledger';
import type { Booking, Identity } from './settlement';
import { statementIdOf, type LineKind } from './statement';

/** What was said to a line: nothing, that it is right, or why it is not and what came of that. */
export type Answer =
  | { readonly status: 'unanswered' }
  | ({ readonly status: 'confirmed' } & Responded)
  | ({ readonly status: 'disputed'; readonly reason: string } & Responded)
  | ({ readonly status: 'proposed'; readonly reason: string } & Responded & Proposal)
  | ({ readonly status: 'resolved'; readonly reason: string } & Responded &
      Proposal & { readonly approvedBy: string; readonly approvedAt: Date });
type Responded = { readonly respondedBy: string; readonly respondedAt: Date };
type Proposal = {
  /** What the line comes to then; as it was where it stands. */
  readonly corrected: Money;
  readonly resolutionReason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
};
/** A line of a statement as it was sent, and what was said to it. `id` is the settlement's. */
export type AnsweredLine = Identity & {
  readonly line: number;
  readonly kind: LineKind;
  readonly clauseId: string;
  readonly amount: Money;
  readonly respondBy: Date;
  readonly contractVersion: number;
  readonly score: string | null;
  readonly answer: Answer;
};

/**
 * The vendor confirms a line or says why it disputes it (`reason`), once and in time. Breaks
 * `statement.window-closed` and `statement-line.answered`. Clauses 2.2.2a and 3.3.2a.
 */
export function respond(
  line: AnsweredLine,
  reason: string | null,
  by: string,
  now: Date,
): Decision<AnsweredLine, StatementEvent> {
  ensure(
    now.getTime() < line.respondBy.getTime(),
    'statement.window-closed',
    `The statement could be answered until ${line.respondBy.toISOString()}.`,
  );
  ensure(
    line.answer.status === 'unanswered',
    'statement-line.answered',
    `Line ${line.line} is ${line.answer.status} already.`,
  );
  const responded = { respondedBy: by, respondedAt: now };
  if (reason === null)
    return { state: { ...line, answer: { status: 'confirmed', ...responded } }, events: [] };
  return {
    state: { ...line, answer: { status: 'disputed', reason, ...responded } },
    events: [statementLineDisputed({ ...told(line), disputedAt: now })],
  };
}

/**
 * The first person's answer to a dispute: the line stands (`corrected` null), or comes to a sum on the same
 * side. Breaks `statement-line.not-disputed` and `statement-line.currency-mismatch`.
 */
export function proposeResolution(
  line: AnsweredLine,
  corrected: Money | null,
  resolutionReason: string,
  by: string,
  now: Date,
): AnsweredLine {
  const { answer, amount } = line;
  ensure(
    answer.status === 'disputed',
    'statement-line.not-disputed',
    `Line ${line.line} is ${answer.status}.`,
  );
  ensure(
    corrected === null || corrected.currency === amount.currency,
    'statement-line.currency-mismatch',
    `The line is in ${amount.currency}.`,
    '/corrected/currency',
  );
  const sign = amount.amountMinor < 0n ? -1n : 1n;
  const proposal = {
    corrected: corrected ? money(corrected.amountMinor * sign, amount.currency) : amount,
    ...{ resolutionReason, proposedBy: by, proposedAt: now },
  };
  return { ...line, answer: { ...answer, ...proposal, status: 'proposed' } };
}

/**
 * The second person's answer: what is corrected enters the ledger beside what was posted. Breaks
 * `statement-line.not-proposed` and `statement-line.same-person`. Clauses 2.2.2a and 3.3.2a.
 */
export function approveResolution(
  line: AnsweredLine,
  journalId: string,
  by: string,
  now: Date,
): Booking<AnsweredLine, StatementEvent | PublicFinanceEvent> {
  const { answer, id, contractId, vendorId, quarter, clauseId, kind, amount } = line;
  ensure(
    answer.status === 'proposed',
    'statement-line.not-proposed',
    `Line ${line.line} is ${answer.status}.`,
  );
  ensure(
    answer.proposedBy !== by,
    'statement-line.same-person',
    `${by} has answered line ${line.line}; another approves it.`,
  );
  const difference = minus(answer.corrected, amount);
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'adjustment' as const, clauseId, postedAt: now },
    ...{ commandId: importedId('statement-line', `${id}:${line.line}`) },
    memo: `Line ${line.line} of the statement of ${quarter}`,
  };
  const isMoved = difference.amountMinor !== 0n;
  return {
    state: { ...line, answer: { ...answer, status: 'resolved', approvedBy: by, approvedAt: now } },
    journals: book(head, [debit(ACCOUNTS_OF[kind], difference), credit('L.PAYABLE_VENDOR', difference)]),
    events: [
      statementLineResolved({ ...told(line), corrected: answer.corrected, resolvedAt: now }),
      ...(isMoved ? [published(line, difference)] : []),
    ],
  };
}

/** Where a line stands in the ledger against what the vendor is paid. */
const ACCOUNTS_OF: Readonly<Record<LineKind, Account>> = {
  BASE: 'E.SERVICE_FEE',
  PERFORMANCE_PAY: 'E.PERFORMANCE_PAY',
  OUT_OF_SCOPE: 'E.OUT_OF_SCOPE',
  DISPUTE: 'E.DISPUTE_AWARD',
  ADJUSTMENT: 'E.PERFORMANCE_PAY',
  SERVICE_CREDIT: 'R.SERVICE_CREDIT',
  CREDIT_REVERSAL: 'R.SERVICE_CREDIT',
  CARRIED: 'A.CLAIMS_RECEIVABLE',
  SET_OFF: 'A.CLAIMS_RECEIVABLE',
};

const told = ({ id: settlementId, contractId, vendorId, quarter, line, amount }: AnsweredLine) => ({
  ...{ statementId: statementIdOf(settlementId), settlementId, contractId, vendorId, quarter, line, amount },
});

function published(line: AnsweredLine, { amountMinor, currency }: Money): PublicFinanceEvent {
  const { id: settlementId, contractId, vendorId, quarter, contractVersion, score, kind, clauseId } = line;
  const of = (one: LineKind) => (kind === one ? String(amountMinor) : '0');
  return publicSettlementAdjusted({
    ...{ settlementId, contractId, vendorId, quarter, contractVersion, score, currency },
    ...{
      baseMinor: of('BASE'),
      performancePayMinor: of('PERFORMANCE_PAY'),
      amountMinor: String(amountMinor),
    },
    ...{ clauseRefs: [clauseId], correctionOf: settlementId },
    traceUrl: `/api/finance/v1/settlements/${settlementId}/statement`,
  });
}
