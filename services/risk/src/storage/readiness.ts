import type { Tx } from '@steward/messaging';
import { cover, unknownReadiness, type DrillMonths, type Readiness } from '../domain/readiness';
import { numberInForce } from './norms';

/** Loads and locks; of a vendor of which nothing is known there is nothing yet. */
export async function loadReadiness(tx: Tx, vendorId: string): Promise<Readiness> {
  const none = unknownReadiness(vendorId);
  tx.write(
    `INSERT INTO vendor_readiness (vendor_id, core_skills, covered_skills) VALUES ($1, '{}', 0)
     ON CONFLICT DO NOTHING`,
    [vendorId],
  );
  const [row] = await tx.manager.query<Readiness[]>(
    `SELECT vendor_id AS "vendorId", tier, to_char(tier_on, 'YYYY-MM-DD') AS "tierOn",
       to_char(admitted_on, 'YYYY-MM-DD') AS "admittedOn", core_skills AS "coreSkills",
       covered_skills AS "coveredSkills", to_char(last_drill_on, 'YYYY-MM-DD') AS "lastDrillOn",
       to_char(drill_due_on, 'YYYY-MM-DD') AS "drillDueOn",
       to_char(drill_missed_on, 'YYYY-MM-DD') AS "drillMissedOn"
     FROM vendor_readiness WHERE vendor_id = $1 FOR UPDATE`,
    [vendorId],
  );
  return row ?? none;
}

/** Stores how ready a vendor is. */
export function saveReadiness(tx: Tx, readiness: Readiness): void {
  const { vendorId, tier, tierOn, admittedOn, coreSkills, coveredSkills } = readiness;
  tx.write(
    `UPDATE vendor_readiness SET tier = $2, tier_on = $3, admitted_on = $4, core_skills = $5,
       covered_skills = $6, last_drill_on = $7, drill_due_on = $8, drill_missed_on = $9
     WHERE vendor_id = $1`,
    [
      ...[vendorId, tier, tierOn, admittedOn, coreSkills, coveredSkills],
      ...[readiness.lastDrillOn, readiness.drillDueOn, readiness.drillMissedOn],
    ],
  );
}

type Change = Parameters<typeof cover>[1];

/** Counts anew what the fresh teams cover, stores and tells it. Clause 2.3.3a. */
export async function recover(tx: Tx, before: Readiness, change: Change = {}): Promise<Readiness> {
  const teams = await tx.manager.query<{ skills: string[] }[]>(
    `SELECT skills FROM backup_teams
     WHERE vendor_id = $1 AND expired_at IS NULL AND fresh_until > $2 LIMIT 1000`,
    [before.vendorId, tx.now],
  );
  const skills = teams.flatMap((team) => team.skills);
  const { state, events } = cover(before, change, skills, tx.now);
  saveReadiness(tx, state);
  tx.publish(events);
  return state;
}

/** Every how many months which tier drills. Clause 2.3.3c. */
export async function drillMonths(tx: Tx): Promise<DrillMonths> {
  return {
    STRATEGIC: await numberInForce(tx, 'drill-months-strategic'),
    REGULAR: await numberInForce(tx, 'drill-months-regular'),
  };
}
