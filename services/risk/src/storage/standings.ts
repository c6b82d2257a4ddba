import type { Gatherer, Tx } from '@steward/messaging';
import { ratio, type Money } from '@steward/money';
import { BANDS } from '../domain/matrix';
import { exposureChange, standingChange, type Exposure, type Standing } from '../domain/standing';

type Touched = { readonly vendorId: string; readonly contractId: string | null };

/**
 * Tells anew, just before the commit, how the vendors stand and what the contracts' risks come to that were
 * touched. Locks are taken after all risks', vendors before contracts, each in the order of their ids, so
 * that two writers cannot deadlock. Clause 4.1.2, D8.
 */
export const reckonConsequences: Gatherer<Touched> = async (tx, touched) => {
  await restandVendors(tx, [...new Set(touched.map(({ vendorId }) => vendorId))].sort());
  const contracts = touched.flatMap(({ vendorId, contractId }) =>
    contractId ? [{ vendorId, contractId }] : [],
  );
  await reckonExposures(tx, contracts);
};

async function restandVendors(tx: Tx, vendorIds: readonly string[]): Promise<void> {
  for (const vendorId of vendorIds) {
    tx.write('INSERT INTO vendor_bands (vendor_id) VALUES ($1) ON CONFLICT DO NOTHING', [vendorId]);
    const [before] = await tx.manager.query<[Standing]>(
      'SELECT band, is_stale AS "isStale" FROM vendor_bands WHERE vendor_id = $1 FOR UPDATE',
      [vendorId],
    );
    const [gravest] = await tx.manager.query<Standing[]>(
      `SELECT band, bool_or(stale_since IS NOT NULL) AS "isStale" FROM risks
       WHERE vendor_id = $1 AND status <> 'closed'
       GROUP BY band ORDER BY array_position($2::text[], band) DESC LIMIT 1`,
      [vendorId, BANDS],
    );
    const after = gravest ?? { band: null, isStale: false };
    tx.write('UPDATE vendor_bands SET band = $2, is_stale = $3 WHERE vendor_id = $1', [
      ...[vendorId, after.band, after.isStale],
    ]);
    tx.publish(standingChange(vendorId, before, after, tx.now));
  }
}

type Contract = { readonly contractId: string; readonly vendorId: string };
type Row = {
  readonly vendorId: string;
  readonly currency: string;
  readonly aleMinor: string;
  readonly risks: number;
  readonly depositMinor: string | null;
};

async function reckonExposures(tx: Tx, touched: readonly Contract[]): Promise<void> {
  const vendors = new Map(touched.map(({ contractId, vendorId }) => [contractId, vendorId]));
  for (const [contractId, vendorId] of [...vendors].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [contractId]);
    const known = await tx.manager.query<Row[]>(
      `SELECT vendor_id AS "vendorId", currency, ale_minor AS "aleMinor", risks,
         deposit_minor AS "depositMinor"
       FROM exposures WHERE contract_id = $1`,
      [contractId],
    );
    const now = await tx.manager.query<Omit<Row, 'vendorId'>[]>(
      `SELECT coalesce(r.currency, d.currency) AS currency, coalesce(r.ale, 0) AS "aleMinor",
         coalesce(r.risks, 0)::int AS risks, d.balance_minor AS "depositMinor"
       FROM (SELECT loss_currency AS currency, sum(ale_minor) AS ale, count(*) AS risks FROM risks
             WHERE contract_id = $1 AND status <> 'closed' AND loss_currency IS NOT NULL GROUP BY 1) AS r
       FULL JOIN (SELECT currency, balance_minor FROM contract_deposits WHERE contract_id = $1) AS d
         ON d.currency = r.currency`,
      [contractId],
    );
    const gone = known
      .filter(({ currency }) => !now.some((row) => row.currency === currency))
      .map((row) => ({ ...row, aleMinor: '0', risks: 0, depositMinor: null }));
    for (const row of [...now, ...gone]) {
      const before = known.find(({ currency }) => currency === row.currency);
      const after = exposureOf({ contractId, vendorId }, row);
      saveExposure(tx, after, row.aleMinor);
      const told = before ? exposureOf({ contractId, vendorId: before.vendorId }, before) : null;
      tx.publish(exposureChange(told, after, tx.now));
    }
  }
}

const exposureOf = (of: Contract, row: Omit<Row, 'vendorId'>): Exposure => ({
  ...of,
  currency: row.currency,
  aleMinor: ratio(row.aleMinor),
  risks: row.risks,
  depositMinor: row.depositMinor === null ? null : BigInt(row.depositMinor),
});

function saveExposure(tx: Tx, exposure: Exposure, aleMinor: string): void {
  const { contractId, currency, vendorId, risks, depositMinor } = exposure;
  tx.write(
    `INSERT INTO exposures (contract_id, currency, vendor_id, ale_minor, risks, deposit_minor)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (contract_id, currency) DO UPDATE SET vendor_id = excluded.vendor_id,
       ale_minor = excluded.ale_minor, risks = excluded.risks, deposit_minor = excluded.deposit_minor`,
    [contractId, currency, vendorId, aleMinor, risks, depositMinor?.toString() ?? null],
  );
}

/** Keeps what escrow holds for a contract. Clause 3.3.1c. */
export function saveDeposit(tx: Tx, { contractId, vendorId }: Contract, balance: Money): void {
  tx.write(
    `INSERT INTO contract_deposits (contract_id, vendor_id, currency, balance_minor) VALUES ($1, $2, $3, $4)
     ON CONFLICT (contract_id) DO UPDATE SET currency = excluded.currency,
       balance_minor = excluded.balance_minor`,
    [contractId, vendorId, balance.currency, balance.amountMinor.toString()],
  );
}
