import { NotFound, type SettlementLine, type SubjectKind } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Claim, Effect, Ground, Side } from '../domain/claim';
import { subjectOf } from '../domain/dispute-subject';

type Row = {
  id: string;
  contractId: string;
  vendorId: string;
  cause: Ground['cause'];
  sourceId: string;
  amountMinor: string;
  currency: string;
  inFavourOf: Side;
  subjectKind: SubjectKind | null;
  milestoneId: string | null;
  settlementId: string | null;
  line: SettlementLine | null;
  becomes: Effect | null;
  reference: string | null;
  contractVersion: number | null;
  quotedMinor: string | null;
  breachQuarter: string | null;
  status: Claim['status'];
  raisedAt: Date;
  submittedAt: Date | null;
  submittedBy: string | null;
  approvedBy: string | null;
  postedAt: Date | null;
};
const COLUMNS = `id, contract_id AS "contractId", vendor_id AS "vendorId", cause, source_id AS "sourceId",
  amount_minor AS "amountMinor", currency, in_favour_of AS "inFavourOf", subject_kind AS "subjectKind",
  milestone_id AS "milestoneId", settlement_id AS "settlementId", line, becomes, reference,
  contract_version AS "contractVersion", quoted_minor AS "quotedMinor",
  (SELECT quarter FROM breaches b WHERE b.id = milestone_id) AS "breachQuarter", status, raised_at AS "raisedAt",
  submitted_at AS "submittedAt", submitted_by AS "submittedBy", approved_by AS "approvedBy",
  posted_at AS "postedAt"`;

/** The claim of that id, if it was raised, locked. */
export async function findClaim(tx: Tx, id: string): Promise<Claim | null> {
  const [row] = await tx.manager.query<Row[]>(`SELECT ${COLUMNS} FROM claims WHERE id = $1 FOR UPDATE`, [id]);
  return row ? fromRow(row) : null;
}

/** Loads and locks: of rival approvals the second finds it posted. Throws NotFound. */
export async function loadClaim(tx: Tx, id: string): Promise<Claim> {
  const claim = await findClaim(tx, id);
  if (!claim) throw new NotFound('claim', id);
  return claim;
}

/** Keeps new claims. Of two that come at once for one source the table refuses the second. */
export function insertClaims(tx: Tx, claims: readonly Claim[]): void {
  for (const row of claims.map(toRow)) {
    tx.write(
      `INSERT INTO claims (id, contract_id, vendor_id, cause, source_id, amount_minor, currency, in_favour_of,
         subject_kind, milestone_id, settlement_id, line, becomes, reference, contract_version, quoted_minor,
         status, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        ...[row.id, row.contractId, row.vendorId, row.cause, row.sourceId, row.amountMinor, row.currency],
        ...[row.inFavourOf, row.subjectKind, row.milestoneId, row.settlementId, row.line, row.becomes],
        ...[row.reference, row.contractVersion, row.quotedMinor, row.status, row.raisedAt],
      ],
    );
  }
}

/** Keeps the steps of a claim; what it claims never changes. */
export function saveClaim(tx: Tx, claim: Claim): void {
  const row = toRow(claim);
  tx.write(
    `UPDATE claims SET status = $2, submitted_at = $3, submitted_by = $4, approved_by = $5, posted_at = $6
     WHERE id = $1`,
    [row.id, row.status, row.submittedAt, row.submittedBy, row.approvedBy, row.postedAt],
  );
}

const NOTHING_YET = { submittedAt: null, submittedBy: null, approvedBy: null, postedAt: null };

export const toRow = ({ amount, ground, ...claim }: Claim): Row => ({
  ...{ ...NOTHING_YET, ...claim, ...groundColumns(ground) },
  ...{ amountMinor: String(amount.amountMinor), currency: amount.currency },
});

function groundColumns(ground: Ground) {
  const { cause, sourceId } = ground;
  const subject = 'subject' in ground ? ground.subject : null;
  const line = subject?.kind === 'SETTLEMENT_LINE' ? subject : null;
  return {
    ...{ cause, sourceId, subjectKind: subject?.kind ?? null },
    milestoneId: subject?.kind === 'BREACH' ? subject.milestoneId : null,
    ...{ settlementId: line?.settlementId ?? null, line: line?.line ?? null },
    becomes: 'becomes' in ground ? ground.becomes : null,
    reference: 'reference' in ground ? ground.reference : null,
    contractVersion: 'contractVersion' in ground ? ground.contractVersion : null,
    quotedMinor: 'quoted' in ground ? String(ground.quoted.amountMinor) : null,
  };
}

export function fromRow(row: Row): Claim {
  const claimed = {
    ...{ id: row.id, contractId: row.contractId, vendorId: row.vendorId, ground: groundOf(row) },
    breachQuarter: row.breachQuarter,
    amount: money(BigInt(row.amountMinor), row.currency),
    ...{ inFavourOf: row.inFavourOf, raisedAt: row.raisedAt },
  };
  // The table's CHECKs stand behind each `!`, here and below.
  const submission = () => ({ submittedAt: row.submittedAt!, submittedBy: row.submittedBy! });
  switch (row.status) {
    case 'raised':
      return { ...claimed, status: 'raised' };
    case 'submitted':
      return { ...claimed, ...submission(), status: 'submitted' };
    case 'posted': {
      const approval = { approvedBy: row.approvedBy!, postedAt: row.postedAt! };
      return { ...claimed, ...submission(), ...approval, status: 'posted' };
    }
  }
}

function groundOf(row: Row): Ground {
  const { cause, sourceId } = row;
  const dispute = () => ({
    ...{ sourceId, subject: subjectOf({ ...row, kind: row.subjectKind! }), becomes: row.becomes! },
  });
  switch (cause) {
    case 'AWARD':
      return { cause, ...dispute(), reference: row.reference! };
    case 'SETTLED_DISPUTE':
      return { cause, ...dispute() };
    case 'CHANGE_ORDER': {
      const quoted = money(BigInt(row.quotedMinor!), row.currency);
      return { cause, sourceId, contractVersion: row.contractVersion!, quoted };
    }
  }
}
