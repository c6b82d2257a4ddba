import { importedId } from '@steward/domain';
import { Bus, Relay, Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { appraisalIdOf } from '../domain/appraisal';
import type { Verdict } from '../domain/quarter-inputs';
import { appraisalDatabase } from '../storage/data-source';
import { freezeQuarter } from './freeze-quarter';
import { publishAppraisal } from './publish-appraisal';
import { recordClosing } from './record-closing';
import { recordContract } from './record-contract';
import { recordMilestone } from './record-milestone';
import { recordTier } from './record-tier';
import { reviewStreaks } from './review-streaks';

export const contractId = '0195540a-0000-7000-8000-000000000001';
export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const vendor: Actor = `vendor:${vendorId}`;
export const documents = [{ reference: 'D-1', fileHash: 'a'.repeat(64) }];
export const idOf = (quarter: string) => appraisalIdOf(contractId, quarter);

/** A database in which a strategic vendor's quarters are scored; nothing is announced to anybody. */
export async function startScored() {
  const database: TestDatabase = await startDatabase({ service: 'appraisal', options: appraisalDatabase });
  const clock = fixedClock('2026-10-13T02:00:00.000Z'); // Tuesday 10:00 in Shanghai
  const broker = { service: 'appraisal', natsUrl: 'nats://127.0.0.1:1', databaseUrl: database.appUrl };
  const relay = new Relay(broker, new Bus(broker)); // never started
  const useCases = new UseCases(database.app, clock, relay);
  const timed = [freezeQuarter, publishAppraisal, reviewStreaks];
  const timers = new Timers({ ...broker, timed, schedule: [] }, database.app, clock, relay);
  let keys = 0;
  const as = (by: string, actor: Actor = 'enterprise') => ({
    ...{ actor, by, key: importedId('key', `${(keys += 1)}`) },
  });
  const fact = () => as('service:test', 'service');
  const settle = async () => {
    while ((await timers.tick()) > 0);
  };

  const slots: [string, string][] = [['09:00', '18:00']];
  const terms = { calendar: 'CN', timezone: 'Asia/Shanghai', slots, effectiveAt: '2026-01-01T00:00:00Z' };
  await useCases.run(recordTier, { vendorId, tier: 'STRATEGIC', effectiveOn: '2026-01-01' }, fact());
  await useCases.run(recordContract, { contractId, vendorId, contractVersion: 1, ...terms }, fact());

  /** Scores a quarter by closures alone: of `total`, the first `met` were met. */
  async function score(quarter: string, met: number, total: number, revision = 1): Promise<string[]> {
    const milestones = Array.from({ length: total }, (_, n) => importedId('milestone', `${quarter}:${n}`));
    for (const [n, milestoneId] of milestones.entries()) {
      const verdict: Verdict = n < met ? 'MET' : 'BREACHED';
      const asked = fact();
      const decided = { verdict, decidedAt: '2026-08-03T02:00:00.000Z', eventId: asked.key };
      const placed = { milestoneId, workOrderId: milestoneId, contractId, vendorId, quarter };
      await useCases.run(recordMilestone, { ...placed, kind: 'CLOSURE', ...decided }, asked);
    }
    const closure = { met, breached: total - met, open: 0 };
    const onSite = { met: 0, breached: 0, open: 0 };
    const closing = { contractId, vendorId, quarter, revision, onSite, closure, workOrders: total };
    await useCases.run(recordClosing, closing, fact());
    await settle();
    return milestones;
  }

  /** Scores a quarter by 200 surveys alone: 834 marks (4.17 on average) make 78.00, 843 make 81.00. */
  async function scoreBySurveys(quarter: string, scoreSum: number): Promise<void> {
    const none = { met: 0, breached: 0, open: 0 };
    const counts = { onSite: none, closure: none, workOrders: 200, satisfaction: { answers: 200, scoreSum } };
    await useCases.run(recordClosing, { contractId, vendorId, quarter, revision: 1, ...counts }, fact());
    await settle();
  }

  const revisions = (quarter: string): Promise<unknown[]> =>
    database.owner.query(
      `SELECT revision, status, score, bonus, final_score AS "finalScore", reason FROM appraisals
       WHERE id = $1 ORDER BY revision`,
      [idOf(quarter)],
    );
  const told = async (aggregate: string): Promise<{ type: string; data: Record<string, unknown> }[]> =>
    database.owner.query(`SELECT type, data FROM outbox WHERE type LIKE $1 ORDER BY position`, [
      `appraisal.${aggregate}.%`,
    ]);
  return { database, clock, useCases, as, settle, score, scoreBySurveys, revisions, told };
}
export type Scored = Awaited<ReturnType<typeof startScored>>;
