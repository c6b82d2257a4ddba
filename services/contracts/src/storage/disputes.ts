import { NotFound, type SettlementLine, type SubjectKind } from '@steward/domain';
import { policyInForce, type Tx } from '@steward/messaging';
import { fromWire, toWire, type MoneyWire } from '@steward/money';
import type { WorkingTime } from '../domain/contract';
import type { Award, Dispute, Offer, Relief } from '../domain/dispute';
import type { Stage, StageOutcome, StageTerm, StageTerms } from '../domain/dispute-stage';
import { subjectOf } from '../domain/dispute-subject';
import type { Side } from '../domain/sides';

type ReliefJson = Omit<Relief, 'amount'> & { readonly amount: MoneyWire };
type OfferJson = Omit<Offer, 'relief' | 'at'> & { readonly relief: ReliefJson | null; readonly at: string };
type AwardJson = Omit<Award, 'relief'> & { readonly relief: ReliefJson };
type Row = {
  id: string;
  contractId: string;
  vendorId: string;
  kind: SubjectKind;
  milestoneId: string | null;
  settlementId: string | null;
  line: SettlementLine | null;
  claim: string;
  amountMinor: string | null;
  currency: string;
  side: Side;
  openedBy: string;
  openedAt: Date;
  institution: string;
  workingTime: WorkingTime;
  status: Dispute['status'];
  offer: OfferJson | null;
  acceptedSide: Side | null;
  acceptedBy: string | null;
  award: AwardJson | null;
  closedAt: Date | null;
};
type StageRow = Omit<Stage, 'left'> & { leftAt: Date | null; outcome: StageOutcome | null };

/** Loads and locks a dispute with its stages. Throws NotFound. */
export async function loadDispute(tx: Tx, id: string): Promise<Dispute> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, contract_id AS "contractId", vendor_id AS "vendorId", subject_kind AS kind,
            milestone_id AS "milestoneId", settlement_id AS "settlementId", settlement_line AS line, claim,
            amount_minor AS "amountMinor", currency, side, opened_by AS "openedBy", opened_at AS "openedAt",
            institution, working_time AS "workingTime", status, offer, accepted_side AS "acceptedSide",
            accepted_by AS "acceptedBy", award, closed_at AS "closedAt"
     FROM disputes WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('dispute', id);
  const stages = await tx.manager.query<StageRow[]>(
    `SELECT stage, entered_at AS "enteredAt", due_at AS "dueAt", is_due_provisional AS "isDueProvisional",
            overdue_at AS "overdueAt", left_at AS "leftAt", outcome
     FROM dispute_stages WHERE dispute_id = $1
     ORDER BY array_position(ARRAY['NEGOTIATION', 'MEDIATION', 'ARBITRATION'], stage)`,
    [id],
  );
  return fromRow(row, stages.map(stageOf) as [...Stage[], Stage]);
}

/** Stores a new dispute. */
export function insertDispute(tx: Tx, dispute: Dispute): void {
  const { id, contractId, vendorId, subject, claim, amount, currency } = dispute;
  tx.write(
    `INSERT INTO disputes (id, contract_id, vendor_id, subject_kind, milestone_id, settlement_id,
       settlement_line, claim, amount_minor, currency, side, opened_by, opened_at, institution, working_time,
       status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open')`,
    [
      ...[id, contractId, vendorId, subject.kind, 'milestoneId' in subject ? subject.milestoneId : null],
      ...('settlementId' in subject ? [subject.settlementId, subject.line] : [null, null]),
      ...[claim, amount?.amountMinor ?? null, currency, dispute.side, dispute.openedBy, dispute.openedAt],
      ...[dispute.institution, JSON.stringify(dispute.workingTime)],
    ],
  );
  saveStages(tx, dispute);
}

/** Stores what may have changed: how it stands or ended, and its stages. */
export function saveDispute(tx: Tx, dispute: Dispute): void {
  const offer = dispute.status === 'settled' ? dispute.settlement : 'offer' in dispute ? dispute.offer : null;
  const accepted = dispute.status === 'settled' ? dispute.acceptedBy : null;
  const award = dispute.status === 'awarded' ? dispute.award : null;
  tx.write(
    `UPDATE disputes SET status = $2, offer = $3, accepted_side = $4, accepted_by = $5, award = $6,
       closed_at = $7
     WHERE id = $1`,
    [
      ...[dispute.id, dispute.status, jsonOf(offer), accepted?.side ?? null, accepted?.by ?? null],
      ...[jsonOf(award), 'closedAt' in dispute ? dispute.closedAt : null],
    ],
  );
  saveStages(tx, dispute);
}

function saveStages(tx: Tx, { id, vendorId, stages }: Dispute): void {
  for (const { stage, enteredAt, dueAt, isDueProvisional, overdueAt, left } of stages) {
    tx.write(
      `INSERT INTO dispute_stages (dispute_id, stage, vendor_id, entered_at, due_at, is_due_provisional,
         overdue_at, left_at, outcome)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (dispute_id, stage) DO UPDATE SET overdue_at = excluded.overdue_at,
         left_at = excluded.left_at, outcome = excluded.outcome`,
      [
        ...[id, stage, vendorId, enteredAt, dueAt, isDueProvisional, overdueAt],
        ...[left?.at ?? null, left?.outcome ?? null],
      ],
    );
  }
}

/** What one side states; it is never changed. */
export type Statement = {
  readonly id: string;
  readonly side: Side;
  readonly text: string;
  /** SHA-256 of a file that goes with it, hexadecimal. */
  readonly fileHash: string | null;
};

/** Keeps a statement for good. */
export function insertStatement(tx: Tx, dispute: Dispute, statement: Statement): void {
  const { id, side, text, fileHash } = statement;
  tx.write(
    `INSERT INTO dispute_statements (id, dispute_id, vendor_id, side, text, file_hash, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, dispute.id, dispute.vendorId, side, text, fileHash, tx.by, tx.now],
  );
}

/** How long the stages may last by the policy of the transaction's day. */
export const stageTermsInForce = async (tx: Tx): Promise<StageTerms> => ({
  NEGOTIATION: termOf(await policyInForce(tx, 'dispute-negotiation-term')),
  MEDIATION: termOf(await policyInForce(tx, 'dispute-mediation-term')),
  ARBITRATION: termOf(await policyInForce(tx, 'dispute-arbitration-term')),
});

function termOf(value: string): StageTerm {
  const [, days, count] = /^(\d+) (WORKING|CALENDAR)$/.exec(value) ?? [];
  if (!days) throw new Error(`"${value}" is no term of a stage.`);
  return { days: Number(days), count: count as StageTerm['count'] };
}

function fromRow(row: Row, stages: readonly [...Stage[], Stage]): Dispute {
  const { kind, milestoneId, settlementId, line, amountMinor, currency, status, award, offer } = row;
  const { id, contractId, vendorId, claim, side, openedBy, openedAt, institution, workingTime } = row;
  const told = { milestoneId: milestoneId ?? undefined, settlementId: settlementId ?? undefined };
  const begun = {
    ...{ id, contractId, vendorId, claim, side, openedBy, openedAt, institution, currency, workingTime },
    subject: subjectOf({ kind, ...told, line: line ?? undefined }),
    amount: amountMinor === null ? null : { amountMinor: BigInt(amountMinor), currency },
    stages,
  };
  const offered = offer && {
    ...offer,
    relief: offer.relief && reliefOf(offer.relief),
    at: new Date(offer.at),
  };
  if (status === 'open') return { ...begun, status, offer: offered };
  // The CHECKs disputes_end, _settlement and _award stand behind each `!`.
  const closedAt = row.closedAt!;
  switch (status) {
    case 'settled': {
      const acceptedBy = { side: row.acceptedSide!, by: row.acceptedBy! };
      return { ...begun, status, closedAt, settlement: offered!, acceptedBy };
    }
    case 'awarded':
      return { ...begun, status, closedAt, award: { ...award!, relief: reliefOf(award!.relief) } };
    case 'withdrawn':
      return { ...begun, status, closedAt };
  }
}

function stageOf({ leftAt, outcome, ...stage }: StageRow): Stage {
  // The CHECK dispute_stages_outcome stands behind the `!`.
  return { ...stage, left: leftAt === null ? null : { at: leftAt, outcome: outcome! } };
}

const reliefOf = ({ amount, inFavourOf }: ReliefJson): Relief => ({ amount: fromWire(amount), inFavourOf });

/** Sums as text. */
const jsonOf = (given: Offer | Award | null): string | null =>
  given &&
  JSON.stringify({
    ...given,
    relief: given.relief && { ...given.relief, amount: toWire(given.relief.amount) },
  });
