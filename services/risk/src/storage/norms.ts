import { addWorkingDays, endOfLocalDay, localDateOf, workingCalendar } from '@steward/calendar';
import { policyInForce, type Tx } from '@steward/messaging';
import type { Band, Matrix, Norms } from '../domain/matrix';
import type { FactSource } from '../domain/occurrence';
import type { Trigger } from '../domain/trigger';

/** How the register grades on the transaction's day. Throws where no matrix was published. D8. */
export async function normsInForce(tx: Tx): Promise<Norms> {
  const [matrix] = await tx.manager.query<Matrix[]>(
    `SELECT version, grid FROM risk_matrices WHERE status = 'published' AND effective_on <= $1::timestamptz::date
     ORDER BY effective_on DESC, version DESC LIMIT 1`,
    [tx.now],
  );
  if (!matrix) throw new Error(`No risk matrix is in force at ${tx.now.toISOString()}.`);
  const reviewDays: Readonly<Record<Band, number>> = {
    LOW: await numberInForce(tx, 'review-days-low'),
    MEDIUM: await numberInForce(tx, 'review-days-medium'),
    HIGH: await numberInForce(tx, 'review-days-high'),
    EXTREME: await numberInForce(tx, 'review-days-extreme'),
  };
  return { matrix, reviewDays };
}

/** What a fact of a source amounts to on the day. Throws where no trigger says. Clause 4.1.1. */
export async function triggerInForce(tx: Tx, source: FactSource): Promise<Trigger> {
  const [row] = await tx.manager.query<(Omit<Trigger, 'first'> & Trigger['first'])[]>(
    `SELECT category, probability, impact, window_days AS "windowDays", title, owner_role AS "ownerRole"
     FROM risk_triggers WHERE source = $1 AND effective_on <= $2::timestamptz::date
     ORDER BY effective_on DESC LIMIT 1`,
    [source, tx.now],
  );
  if (!row) throw new Error(`No trigger for ${source} is in force at ${tx.now.toISOString()}.`);
  const { probability, impact, ...trigger } = row;
  return { ...trigger, first: { probability, impact } };
}

/** The day of the transaction's instant in the enterprise's zone. */
export async function todayOf(tx: Tx): Promise<string> {
  return localDateOf({ timezone: await policyInForce(tx, 'enterprise-timezone') }, tx.now.getTime());
}

/** The first instant after a day in the enterprise's zone. */
export async function endOf(tx: Tx, day: string): Promise<Date> {
  return new Date(endOfLocalDay({ timezone: await policyInForce(tx, 'enterprise-timezone') }, day));
}

/** By when an EXTREME risk needs a plan: the first instant after the last working day. Clause 4.1.2. */
export async function planDueFrom(tx: Tx, since: Date): Promise<Date> {
  const timezone = await policyInForce(tx, 'enterprise-timezone');
  const id = await policyInForce(tx, 'enterprise-calendar');
  const calendar = workingCalendar({ id, timezone, slots: [['00:00', '24:00']] }); // whole days count
  const from = localDateOf({ timezone }, since.getTime());
  const { date } = addWorkingDays(calendar, from, await numberInForce(tx, 'plan-working-days'));
  return new Date(endOfLocalDay({ timezone }, date));
}

/** A policy number of the day. */
export async function numberInForce(tx: Tx, name: string): Promise<number> {
  return Number(await policyInForce(tx, name));
}
