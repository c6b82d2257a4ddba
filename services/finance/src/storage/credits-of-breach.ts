import type { Tx } from '@steward/messaging';
import { money, plus } from '@steward/money';
import type { ServiceCredit } from '@steward/terms';

type Row = Pick<ServiceCredit, 'breachId' | 'promise' | 'month' | 'isRepeat'> & {
  grantedMinor: string;
  cappedMinor: string;
  currency: string;
  units: string;
};

/** The credits that were granted for a breach and not taken back: damages for it are less by them. D5, C7. */
export async function creditsOf(
  { manager }: Pick<Tx, 'manager'>,
  breachId: string,
): Promise<ServiceCredit[]> {
  const rows = await manager.query<Row[]>(
    `SELECT breach_id AS "breachId", promise, month, granted_minor AS "grantedMinor",
       capped_minor AS "cappedMinor", currency, units, is_repeat AS "isRepeat"
     FROM service_credits c WHERE breach_id = $1
       AND NOT EXISTS (SELECT FROM service_credit_reversals r WHERE r.id = c.id) ORDER BY id`,
    [breachId],
  );
  return rows.map(({ grantedMinor, cappedMinor, currency, units, ...credit }) => {
    const [granted, capped] = [money(BigInt(grantedMinor), currency), money(BigInt(cappedMinor), currency)];
    return { ...credit, units: BigInt(units), granted, capped, earned: plus(granted, capped) };
  });
}
