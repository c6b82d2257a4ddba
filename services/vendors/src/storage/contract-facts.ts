import { policyInForce, type ReadTx, type Tx } from '@steward/messaging';
import type { ContractFacts } from '../domain/exit-blockers';

type Named = { readonly contractId: string; readonly vendorId: string };
/** What one event says of a contract; what it does not say stays. */
export type Told = {
  readonly timezone?: string;
  readonly isEnded?: boolean;
  /** How much data is to be certified, and when that was so: older news changes nothing. */
  readonly data?: { readonly missing: number; readonly at: Date };
  readonly settledQuarter?: string;
  readonly isDepositHeld?: boolean;
  readonly isReturnPending?: boolean;
};

const COLUMNS = `contract_id AS "contractId", vendor_id AS "vendorId", timezone, data_missing AS "dataMissing",
  settled_quarter AS "settledQuarter", is_deposit_held AS "isDepositHeld", is_return_pending AS "isReturnPending"`;
type Row = Omit<ContractFacts, 'timezone'> & { readonly timezone: string | null };

/**
 * Keeps what was told and locks the contract's facts: until the transaction ends nobody else decides on its
 * exit. Told twice it changes nothing.
 */
export async function tellFacts(tx: Tx, { contractId, vendorId }: Named, told: Told): Promise<ContractFacts> {
  const [row] = await tx.manager.query<[Row]>(
    `INSERT INTO contract_facts AS known (contract_id, vendor_id, timezone, is_ended, data_missing, data_told_at,
       settled_quarter, is_deposit_held, is_return_pending)
     VALUES ($1, $2, $3, coalesce($4, false), coalesce($5, 0), $6, $7, coalesce($8, false), coalesce($9, false))
     ON CONFLICT (contract_id) DO UPDATE SET
       timezone = coalesce(excluded.timezone, known.timezone),
       is_ended = known.is_ended OR excluded.is_ended,
       data_missing = CASE WHEN excluded.data_told_at >= coalesce(known.data_told_at, '-infinity')
         THEN excluded.data_missing ELSE known.data_missing END,
       data_told_at = greatest(known.data_told_at, excluded.data_told_at),
       settled_quarter = greatest(known.settled_quarter, excluded.settled_quarter),
       -- A deposit's events come in their order.
       is_deposit_held = coalesce($8, known.is_deposit_held),
       is_return_pending = coalesce($9, known.is_return_pending)
     RETURNING ${COLUMNS}`,
    [
      ...[contractId, vendorId, told.timezone ?? null, told.isEnded ?? null],
      ...[told.data?.missing ?? null, told.data?.at ?? null, told.settledQuarter ?? null],
      ...[told.isDepositHeld ?? null, told.isReturnPending ?? null],
    ],
  );
  return withZone(tx, row);
}

/** The facts of a contract whose exit has begun; a command locks them, as who tells more does. */
export async function factsOf(tx: Tx, contractId: string): Promise<ContractFacts> {
  const [row] = await tx.manager.query<[Row]>(
    `SELECT ${COLUMNS} FROM contract_facts WHERE contract_id = $1 FOR UPDATE`,
    [contractId],
  );
  return withZone(tx, row);
}

/** The same for a view. */
export async function factsSeen(tx: ReadTx & Pick<Tx, 'now'>, contractId: string): Promise<ContractFacts> {
  const [row] = await tx.manager.query<[Row]>(
    `SELECT ${COLUMNS} FROM contract_facts WHERE contract_id = $1`,
    [contractId],
  );
  return withZone(tx, row);
}

/** The contracts of a vendor that have not ended, in the order of their ids. */
export async function contractsInForce(tx: Tx, vendorId: string): Promise<readonly string[]> {
  const rows = await tx.manager.query<{ id: string }[]>(
    `SELECT contract_id AS id FROM contract_facts
     WHERE vendor_id = $1 AND timezone IS NOT NULL AND NOT is_ended ORDER BY contract_id`,
    [vendorId],
  );
  return rows.map(({ id }) => id);
}

/** A contract that never told its zone counts by the enterprise's. */
async function withZone(tx: ReadTx & Pick<Tx, 'now'>, row: Row): Promise<ContractFacts> {
  return { ...row, timezone: row.timezone ?? (await policyInForce(tx, 'enterprise-timezone')) };
}
