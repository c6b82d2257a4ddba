import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import type { LineKind } from '../domain/statement';
import type { Answer } from '../domain/statement-response';

export class OneStatement {
  @IsUUID() settlementId!: string;
}
export type ShownStatementLine = {
  readonly line: number;
  readonly kind: LineKind;
  readonly clauseId: string;
  /** What is taken off is negative. */
  readonly amount: MoneyWire;
  /** The settlement, claim, adjustment or credit that it states. */
  readonly sourceId: string;
  readonly contractVersion: number | null;
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  /** The settlement that it corrects. */
  readonly correctionOf: string | null;
  readonly status: Answer['status'];
  /** Why the vendor disputes it. */
  readonly reason: string | null;
  /** What it comes to, and why; proposed, or resolved. */
  readonly corrected: MoneyWire | null;
  readonly resolutionReason: string | null;
};
export type ShownStatement = {
  readonly settlementId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  /** The sum of the lines as they were sent. */
  readonly total: MoneyWire;
  /** What is paid on `payableOn`: what is disputed is left out while it is, what is corrected is in. */
  readonly payable: MoneyWire;
  /** What the lines in dispute come to, whichever side they favour. */
  readonly disputed: MoneyWire;
  readonly sentAt: Date;
  /** Until then the vendor may answer; what it has not disputed then stands. */
  readonly respondBy: Date;
  readonly payableOn: string;
  readonly lines: readonly ShownStatementLine[];
};

const money = (sum: string, currency: string) =>
  `json_build_object('amountMinor', (${sum})::text, 'currency', ${currency})`;
const IS_OPEN = `r.status IN ('disputed', 'proposed')`;

/** A settlement's statement. Throws NotFound, for another vendor's as for a missing one. Clause 2.2.2a. */
export const oneStatement = view(OneStatement, async ({ manager }, { settlementId }) => {
  const [statement] = await manager.query<ShownStatement[]>(
    // What the enterprise holds back stays held back while it is disputed; what it owes is not owed yet.
    `SELECT s.id AS "settlementId", s.contract_id AS "contractId", s.vendor_id AS "vendorId", s.quarter,
            ${money('s.total_minor', 's.currency')} AS total,
            ${money('greatest(0, s.total_minor - sums.withheld + sums.corrected)', 's.currency')} AS payable,
            ${money('sums.disputed', 's.currency')} AS disputed, s.sent_at AS "sentAt",
            s.respond_by AS "respondBy", to_char(s.payable_on, 'YYYY-MM-DD') AS "payableOn", sums.lines
     FROM statements s CROSS JOIN LATERAL (
       SELECT coalesce(sum(greatest(l.amount_minor, 0)) FILTER (WHERE ${IS_OPEN}), 0) AS withheld,
              coalesce(sum(abs(l.amount_minor)) FILTER (WHERE ${IS_OPEN}), 0) AS disputed,
              coalesce(sum(r.corrected_minor - l.amount_minor) FILTER (WHERE r.status = 'resolved'), 0)
                AS corrected,
              coalesce(json_agg(json_build_object('line', l.line, 'kind', l.kind, 'clauseId', l.clause_id,
                'amount', ${money('l.amount_minor', 'l.currency')}, 'sourceId', l.source_id,
                'contractVersion', l.contract_version, 'firstOn', l.first_on, 'lastOn', l.last_on,
                'correctionOf', l.correction_of, 'status', coalesce(r.status, 'unanswered'),
                'reason', r.reason, 'corrected', CASE WHEN r.corrected_minor IS NOT NULL THEN
                  ${money('r.corrected_minor', 'l.currency')} END,
                'resolutionReason', r.resolution_reason) ORDER BY l.line), '[]') AS lines
       FROM statement_lines l LEFT JOIN statement_responses r ON r.id = l.id AND r.line = l.line
       WHERE l.id = s.id) sums
     WHERE s.id = $1`,
    [settlementId],
  );
  if (!statement) throw new NotFound('statement', settlementId);
  return statement;
});
