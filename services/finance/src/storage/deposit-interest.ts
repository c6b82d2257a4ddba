import { ensure, NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Interest } from '../domain/deposit-interest';

type Row = Omit<Interest, 'principal' | 'amount' | 'posted'> & {
  principalMinor: string;
  amountMinor: string;
  currency: string;
  approvedBy: string | null;
  postedAt: Date | null;
};

/** Loads and locks. Throws NotFound. */
export async function loadInterest(tx: Tx, id: string): Promise<Interest> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
       principal_minor AS "principalMinor", rate_bps AS "rateBps", to_char(from_on, 'YYYY-MM-DD') AS "fromOn",
       to_char(until_on, 'YYYY-MM-DD') AS "untilOn", amount_minor AS "amountMinor", currency,
       custodian_reference AS "custodianReference", proposed_by AS "proposedBy", proposed_at AS "proposedAt",
       approved_by AS "approvedBy", posted_at AS "postedAt"
     FROM deposit_interest WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFound('interest', id);
  const { principalMinor, amountMinor, currency, approvedBy, postedAt, ...interest } = row;
  return {
    ...{ ...interest, principal: money(BigInt(principalMinor), currency) },
    amount: money(BigInt(amountMinor), currency),
    posted: approvedBy === null ? null : { approvedBy, at: postedAt! }, // by the table's CHECK
  };
}

/** Breaks `deposit.reference-used`, also where a rival was faster. */
export async function insertInterest(tx: Tx, interest: Interest): Promise<void> {
  const { principal, amount, custodianReference } = interest;
  const rows = await tx.manager.query<object[]>(
    `INSERT INTO deposit_interest (id, deposit_id, contract_id, vendor_id, principal_minor, rate_bps, from_on,
       until_on, amount_minor, currency, custodian_reference, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (custodian_reference) DO NOTHING RETURNING id`,
    [
      ...[interest.id, interest.depositId, interest.contractId, interest.vendorId, principal.amountMinor],
      ...[interest.rateBps, interest.fromOn, interest.untilOn, amount.amountMinor, amount.currency],
      ...[custodianReference, interest.proposedBy, interest.proposedAt],
    ],
  );
  ensure(
    rows.length === 1,
    'deposit.reference-used',
    `The movement ${custodianReference} was recorded already.`,
  );
}

export function saveInterest(tx: Tx, { id, posted }: Interest): void {
  tx.write('UPDATE deposit_interest SET approved_by = $2, posted_at = $3 WHERE id = $1', [
    ...[id, posted?.approvedBy, posted?.at],
  ]);
}
