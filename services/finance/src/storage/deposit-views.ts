import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsUUID } from 'class-validator';

export type DepositSummary = {
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly required: MoneyWire;
  /** In escrow for the deposit. */
  readonly balance: MoneyWire;
  /** Cash in escrow, or the promise of a bank. Clause 3.3.1a. */
  readonly form: 'CASH_ESCROW' | 'BANK_GUARANTEE';
  /** What banks stand for. */
  readonly guaranteed: MoneyWire;
  /** Came in beyond it and is to be returned. */
  readonly suspense: MoneyWire;
  /** What of the balance is kept for claims. D6.2. */
  readonly held: MoneyWire;
  readonly available: MoneyWire;
  /** What escrow bore; it is the vendor's. D6.7. */
  readonly interest: MoneyWire;
  readonly isCovered: boolean;
  /** By when a deduction has to be paid in again. D6.5. */
  readonly replenishDueOn: string | null;
  readonly isReplenishOverdue: boolean;
};

const sum = (minor: string) => `json_build_object('amountMinor', (${minor})::text, 'currency', currency)`;
const DEPOSIT = `id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  ${sum('required_minor')} AS required, ${sum('balance_minor')} AS balance, ${sum('suspense_minor')} AS suspense,
  ${sum('held_minor')} AS held, ${sum('balance_minor - held_minor')} AS available,
  ${sum('interest_minor')} AS interest, balance_minor + guaranteed_minor >= required_minor AS "isCovered",
  ${sum('guaranteed_minor')} AS guaranteed,
  CASE WHEN guaranteed_minor > 0 THEN 'BANK_GUARANTEE' ELSE 'CASH_ESCROW' END AS form,
  to_char(replenish_due_on, 'YYYY-MM-DD') AS "replenishDueOn", is_replenish_overdue AS "isReplenishOverdue"`;

/** Deposits in the order of their ids. `next` is the `after` of the next page. */
export const depositsPage = view(Page, async ({ manager }, { after, limit }) => {
  const items = await manager.query<DepositSummary[]>(
    `SELECT ${DEPOSIT} FROM deposits WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.depositId : null };
});

export class OneDeposit {
  @IsUUID() contractId!: string;
}

/** A contract's deposit. Throws NotFound, for another vendor's as for a missing one. */
export const oneDeposit = view(OneDeposit, async ({ manager }, { contractId }) => {
  const [deposit] = await manager.query<DepositSummary[]>(
    `SELECT ${DEPOSIT} FROM deposits WHERE contract_id = $1`,
    [contractId],
  );
  if (!deposit) throw new NotFound('deposit', contractId);
  return deposit;
});
