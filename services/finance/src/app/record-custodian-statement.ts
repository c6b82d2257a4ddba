import { InputRefused, useCase, type Tx } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import type { StatementLine } from '../domain/custodian-statement';
import { reconcile } from '../domain/escrow';
import { broken } from '../domain/escrow-break';
import { contractsNamed, loadEscrow, saveMovements } from '../storage/custodian-movements';
import { saveMovement } from '../storage/deductions';
import { saveReturn } from '../storage/deposit-returns';
import { insertReceipt, saveDeposit } from '../storage/deposits';
import { insertBreaks } from '../storage/escrow-breaks';
import { appendJournals } from '../storage/journals';

/** Lines that one statement may have. */
export const MOST_LINES = 5000;

export class RecordCustodianStatement {
  /** As the file's reader made them. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_LINES) lines!: StatementLine[];
}

/** Lines that were just read are not copied once more on their way in. */
export const statementToRecord = (lines: StatementLine[]): RecordCustodianStatement =>
  Object.assign(new RecordCustodianStatement(), { lines });

/**
 * Follows a custodian's statement, all of it or nothing. What differs from the ledger is kept as a break.
 * Throws InputRefused with what is wrong in which cell. Clause 3.3.1c.
 */
export const recordCustodianStatement = useCase(RecordCustodianStatement, async (tx, { lines }) => {
  const byContract = await contractsOf(tx, lines);
  let [moved, breaks] = [0, 0];
  for (const contractId of [...byContract.keys()].sort()) {
    const its = byContract.get(contractId)!;
    const references = its.map(({ custodianReference }) => custodianReference);
    const escrow = await loadEscrow(tx, contractId, references);
    const named = its.map((line) => ({
      ...{ ...line, id: tx.newId(), journalId: tx.newId(), breakId: tx.newId() },
      ...{ amount: fromWire(line.amount), closing: fromWire(line.closing) },
    }));
    const followed = reconcile(escrow, named, tx.by, tx.now);
    saveMovements(tx, followed.moved);
    await saveDeposit(tx, followed.escrow.deposit);
    for (const receipt of followed.receipts) insertReceipt(tx, followed.escrow.deposit, receipt);
    for (const returned of followed.returned) saveReturn(tx, returned);
    for (const deducted of followed.deducted) saveMovement(tx, deducted);
    appendJournals(tx, followed.journals);
    const fresh = await insertBreaks(tx, followed.breaks);
    tx.publish([...followed.events, ...fresh.map(broken)]);
    moved += followed.moved.length;
    breaks += fresh.length;
  }
  return { lines: lines.length, moved, breaks };
});

/** The lines by contract. Throws InputRefused where a deposit is unknown, or of another currency. */
async function contractsOf(
  tx: Tx,
  lines: readonly StatementLine[],
): Promise<ReadonlyMap<string, readonly StatementLine[]>> {
  const contracts = await contractsNamed(tx, [...new Set(lines.map(({ about }) => about))]);
  const errors = lines.flatMap(({ row, about, amount }) => {
    const deposit = contracts.get(about);
    const rule = deposit ? 'deposit.currency-mismatch' : 'deposit.not-found';
    if (deposit?.currency === amount.currency) return [];
    const message = deposit ? `The deposit is held in ${deposit.currency}.` : 'There is no such deposit.';
    return [{ path: `/rows/${row}/${deposit ? 'currency' : 'contract'}`, rule, message }];
  });
  if (errors.length > 0) throw new InputRefused(errors);
  const byContract = new Map<string, StatementLine[]>();
  for (const line of lines) {
    const { contractId } = contracts.get(line.about)!;
    byContract.set(contractId, [...(byContract.get(contractId) ?? []), line]);
  }
  return byContract;
}
