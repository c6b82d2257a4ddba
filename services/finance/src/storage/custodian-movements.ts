import { ensure } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { money, type Money } from '@steward/money';
import type { Deposit } from '../domain/deposit';
import type { Escrow, Movement } from '../domain/escrow';
import { unmovedDeductionsOf } from './deductions';
import { approvedReturnsOf } from './deposit-returns';
import { loadDeposit } from './deposits';

type Row = Omit<Movement, 'amount' | 'closing'> & {
  amountMinor: string;
  currency: string;
  closingMinor: string | null;
};
const COLUMNS = `id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  custodian_reference AS "custodianReference", kind, amount_minor AS "amountMinor", currency,
  to_char(moved_on, 'YYYY-MM-DD') AS "movedOn", instruction_id AS "instructionId", is_booked AS "isBooked",
  closing_minor AS "closingMinor", recorded_by AS "recordedBy", recorded_at AS "recordedAt"`;

/** A movement that a person records. */
export type Told = Pick<Movement, 'custodianReference' | 'kind' | 'amount' | 'movedOn' | 'instructionId'>;

/**
 * Keeps a movement that a person records, once; one that a statement told and nobody had ordered is taken up.
 * Breaks `deposit.reference-used`, also where a rival was faster. Clause 3.3.1c.
 */
export async function claimMovement(
  tx: Tx,
  about: Pick<Movement, 'depositId' | 'contractId' | 'vendorId'>,
  { custodianReference, kind, amount, movedOn, instructionId }: Told,
): Promise<void> {
  const rows = await tx.manager.query<object[]>(
    `INSERT INTO custodian_movements AS m (id, deposit_id, contract_id, vendor_id, custodian_reference, kind,
       amount_minor, currency, moved_on, instruction_id, is_booked, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $11, $12)
     ON CONFLICT (custodian_reference) DO UPDATE SET is_booked = true, instruction_id = excluded.instruction_id
       WHERE NOT m.is_booked AND (m.contract_id, m.kind, m.amount_minor, m.currency)
         = (excluded.contract_id, excluded.kind, excluded.amount_minor, excluded.currency)
     RETURNING id`,
    [
      ...[tx.newId(), about.depositId, about.contractId, about.vendorId, custodianReference, kind],
      ...[amount.amountMinor, amount.currency, movedOn, instructionId, tx.by, tx.now],
    ],
  );
  ensure(
    rows.length === 1,
    'deposit.reference-used',
    `The movement ${custodianReference} was recorded already.`,
  );
}

/** Keeps what a statement told. */
export function saveMovements(tx: Tx, movements: readonly Movement[]): void {
  for (const { amount, closing, ...row } of movements) {
    tx.write(
      `INSERT INTO custodian_movements (id, deposit_id, contract_id, vendor_id, custodian_reference, kind,
         amount_minor, currency, moved_on, instruction_id, is_booked, closing_minor, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (id) DO UPDATE SET closing_minor = excluded.closing_minor`,
      [
        ...[row.id, row.depositId, row.contractId, row.vendorId, row.custodianReference, row.kind],
        ...[amount.amountMinor, amount.currency, row.movedOn, row.instructionId, row.isBooked],
        ...[closing?.amountMinor, row.recordedBy, row.recordedAt],
      ],
    );
  }
}

/** A contract's escrow, locked, with all that lines name. Throws NotFound. */
export async function loadEscrow(tx: Tx, contractId: string, references: readonly string[]): Promise<Escrow> {
  const returns = await approvedReturnsOf(tx, contractId);
  const deductions = await unmovedDeductionsOf(tx, contractId);
  const deposit = await loadDeposit(tx, contractId);
  const movements = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM custodian_movements WHERE contract_id = $1 OR custodian_reference = ANY ($2)`,
    [contractId, references],
  );
  const escrowed = await escrowedOf(tx, deposit);
  return { deposit, returns, deductions, movements: movements.map(fromRow), escrowed };
}

async function escrowedOf(tx: Tx, { contractId, required }: Deposit): Promise<Money> {
  const [row] = await tx.manager.query<{ minor: string }[]>(
    `SELECT coalesce(sum(debit_minor - credit_minor), 0)::text AS minor FROM postings
     WHERE contract_id = $1 AND currency = $2 AND account = 'A.ESCROW_CASH'`,
    [contractId, required.currency],
  );
  return money(BigInt(row!.minor), required.currency);
}

/** The contracts of the deposits that are named by either id, by that id. */
export async function contractsNamed(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly contractId: string; readonly currency: string }>> {
  const rows = await tx.manager.query<{ id: string; contractId: string; currency: string }[]>(
    `SELECT n.id, contract_id AS "contractId", currency FROM unnest($1::uuid[]) AS n (id)
     JOIN deposits d ON n.id IN (d.id, d.contract_id)`,
    [ids],
  );
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

const fromRow = ({ amountMinor, currency, closingMinor, ...row }: Row): Movement => ({
  ...{ ...row, amount: money(BigInt(amountMinor), currency) },
  closing: closingMinor === null ? null : money(BigInt(closingMinor), currency),
});
