import { view } from '@steward/messaging';
import { IsISO8601 } from 'class-validator';

export class Stretch {
  @IsISO8601({ strict: true }) from!: string;
  /** Not within. */
  @IsISO8601({ strict: true }) to!: string;
}
type Row = { reported: number; closed: number; reopened: number } & Record<
  'onSiteMet' | 'onSiteBreached' | 'closureMet' | 'closureBreached',
  number
>;

const verdicts = (kind: string, verdict: string): string => `(
  SELECT count(*)::int FROM milestones m JOIN work_orders w ON w.id = m.work_order_id
  WHERE w.log = '' AND kind = '${kind}' AND verdict = '${verdict}' AND decided_at >= $1 AND decided_at < $2)`;
const facts = (kind: string): string => `(
  SELECT count(*)::int FROM facts f JOIN work_orders w ON w.id = f.work_order_id
  WHERE w.log = '' AND w.status <> 'cancelled' AND kind = '${kind}' AND occurred_at >= $1 AND occurred_at < $2)`;

/** What was done and decided on live work orders in a stretch of time, as far as the caller sees them. */
export const tally = view(Stretch, async ({ manager }, { from, to }) => {
  const [row] = await manager.query<[Row]>(
    `SELECT ${facts('REPORTED')} AS reported, ${facts('CLOSED')} AS closed, ${facts('REOPENED')} AS reopened,
       ${verdicts('ON_SITE', 'MET')} AS "onSiteMet", ${verdicts('ON_SITE', 'BREACHED')} AS "onSiteBreached",
       ${verdicts('CLOSURE', 'MET')} AS "closureMet", ${verdicts('CLOSURE', 'BREACHED')} AS "closureBreached"`,
    [from, to],
  );
  const { onSiteMet, onSiteBreached, closureMet, closureBreached, ...done } = row;
  const onSite = { met: onSiteMet, breached: onSiteBreached };
  return { ...done, onSite, closure: { met: closureMet, breached: closureBreached } };
});
