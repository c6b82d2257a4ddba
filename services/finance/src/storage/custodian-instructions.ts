import type { Tx } from '@steward/messaging';
import { money } from '@steward/money';
import type { Instruction } from '../domain/custodian-instruction';

export type InstructionRow = Omit<Instruction, 'amount'> & { amountMinor: string; currency: string };
export const INSTRUCTION = `id, deposit_id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  kind, purpose, amount_minor AS "amountMinor", currency, beneficiary, approvers, ordered_at AS "orderedAt"`;

/** Keeps what the custodian is to be told. */
export function insertInstructions(tx: Tx, instructions: readonly Instruction[]): void {
  for (const { amount, ...row } of instructions) {
    tx.write(
      `INSERT INTO custodian_instructions (id, deposit_id, contract_id, vendor_id, kind, purpose, amount_minor, currency,
         beneficiary, approvers, ordered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[row.id, row.depositId, row.contractId, row.vendorId, row.kind, row.purpose, amount.amountMinor],
        ...[amount.currency, row.beneficiary, row.approvers, row.orderedAt],
      ],
    );
  }
}

/** Marks one as sent, and answers with it; with nothing where it was already. */
export async function markSent(tx: Tx, id: string): Promise<readonly Instruction[]> {
  const [rows] = await tx.manager.query<[InstructionRow[], number]>(
    `UPDATE custodian_instructions SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL RETURNING ${INSTRUCTION}`,
    [id, tx.now],
  );
  return rows.map(fromRow);
}

export const fromRow = ({ amountMinor, currency, ...row }: InstructionRow): Instruction => ({
  ...{ ...row, amount: money(BigInt(amountMinor), currency) },
});
