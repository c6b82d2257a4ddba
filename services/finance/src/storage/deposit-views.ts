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
  /** Came in beyond it and is to be returned. */
  readonly suspense: MoneyWire;
  readonly isCovered: boolean;
};

const DEPOSIT = `id AS "depositId", contract_id AS "contractId", vendor_id AS "vendorId",
  json_build_object('amountMinor', required_minor::text, 'currency', currency) AS required,
  json_build_object('amountMinor', balance_minor::text, 'currency', currency) AS balance,
  json_build_object('amountMinor', suspense_minor::text, 'currency', currency) AS suspense,
  balance_minor >= required_minor AS "isCovered"`;

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
