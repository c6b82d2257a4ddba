import { previousQuarter, quarterOf } from '@steward/calendar';
import { until, whenPossible } from '../console/wait';
import { acceptScores, postAdjustments, postClaims, postSettlements } from '../play/settle-quarters';
import type { Company } from './company';
import { clockTime, type Day } from './days';
import { ROLES, YEAR } from './vendors';

type Meeting = { readonly meetingId: string; readonly contractId: string; readonly status: string };

/** The month's joint meetings, but for the vendor that stays away. Clause 2.3.2c. */
export async function holdMeetings(day: Day, { cast, parties }: Company): Promise<void> {
  if (!day.isMeetingDay) return;
  const office = cast.playedAt(clockTime(day, 14)).as('office-head');
  const meetings = await office.all<Meeting>(`collaboration/v1/meetings?month=${day.month}`);
  for (const { meetingId, contractId, status } of meetings) {
    const code = parties.find((party) => party.contractId === contractId)?.code;
    const isAway = ROLES.some((role) => role.code === code && role.missesMeetingOf === day.month);
    if (code === undefined || isAway || status !== 'scheduled') continue;
    const minutes = { summary: '逐项复盘当月违约与整改', attendees: 6, heldOn: day.date };
    await office.post(`collaboration/v1/meetings/${meetingId}/minutes`, `${meetingId}/minutes`, minutes);
  }
}

/**
 * In the month after a quarter, every working morning: vendors that accept their scores do, finance posts
 * what is calculated and what change orders cost. The others' scores stand when the appeal window ends.
 * Clauses 1.3.1 and 2.2.2.
 */
export async function settle(day: Day, { cast, parties, vendors }: Company): Promise<void> {
  const isSettlingMonth = ['01', '04', '07', '10'].includes(day.month.slice(5));
  if (!day.isWorked || !isSettlingMonth) return;
  const quarter = previousQuarter(quarterOf(day.startsAt, YEAR.timezone));
  const morning = cast.playedAt(clockTime(day, 10));
  const accepting = ROLES.filter(({ acceptsScores }) => acceptsScores).map(({ code }) => code);
  const willing = new Map(
    accepting.map((code) => [code, vendors.get(code)!.playedAt(clockTime(day, 10))] as const),
  );
  const settling = { log: YEAR.log, parties, vendors: willing };
  await acceptScores(morning.as('auditor'), settling, quarter);
  await postSettlements(morning, settling, quarter);
  await postAdjustments(morning, settling);
  await postClaims(morning, settling);
}

/** An upgrade that no contract's fee covers, on a quiet day after the year. */
export const CHANGE_ORDERED_ON = '2026-01-13';
type Reviewed = {
  readonly status: string;
  readonly facts: readonly { readonly kind: string; readonly detail: { readonly scopeReviewId?: string } }[];
};

/**
 * Work outside the scope waits for its price: quoted by the vendor for six and a half hours, approved, done
 * within the day, and charged at the rate card's cap. Finance pays it next morning. Clauses 1.1.2 and 2.2.2b.
 */
export async function orderChange(day: Day, { cast, parties, vendors }: Company): Promise<void> {
  if (day.date !== CHANGE_ORDERED_ON) return;
  const { code, categories } = YEAR.vendors[0]!;
  const { contractId } = parties.find((party) => party.code === code)!;
  const number = `${YEAR.log}-UPGRADE`;
  const staff = (hour: number) => cast.playedAt(clockTime(day, hour)).as('technical');
  const vendor = (hour: number) => vendors.get(code)!.playedAt(clockTime(day, hour));

  const report = { number, severity: 3, category: categories[0], service: 'UPGRADE' };
  const place = 'work-orders/v1/work-orders';
  const { workOrderId } = await staff(9).post<{ workOrderId: string }>(place, `${number}/report`, report);
  const its = `${place}/${workOrderId}`;
  await staff(9.5).post(`${its}/dispatch`, `${number}/dispatch`, { contractId });
  const { facts } = await staff(9.5).get<Reviewed>(its);
  const { scopeReviewId } = facts.find(({ kind }) => kind === 'SCOPE_REVIEW')!.detail;
  const estimate = {
    scopeReviewId,
    rateCode: 'OUT_OF_SCOPE',
    estimatedMinutes: 390,
    description: '系统升级',
  };
  // What contracts and work-orders tell each other reaches them by events.
  const { changeOrderId } = await whenPossible(['scope-review.not-found'], () =>
    vendor(10).post<{ changeOrderId: string }>('contracts/v1/change-orders', `${number}/quote`, estimate),
  );
  const order = `contracts/v1/change-orders/${changeOrderId}`;
  const manager = (hour: number) => cast.playedAt(clockTime(day, hour)).as('vendor-manager');
  await manager(11).post(`${order}/approval`, `${number}/approve`);
  await until(`The dispatch of ${number}`, async () => {
    const { status } = await staff(11).get<Reviewed>(its);
    return status !== 'scope-review';
  });
  await vendor(11.5).post(`${its}/acceptance`, `${number}/accept`);
  await vendor(12.5).post(`${its}/arrival`, `${number}/arrive`);
  await vendor(19).post(`${its}/resolution`, `${number}/resolve`);
  await staff(19.5).post(`${its}/resolution/acceptance`, `${number}/close`);
  await vendor(20).post(`${order}/work`, `${number}/work`, { workedMinutes: 390 });
  await manager(20.5).post(`${order}/charge`, `${number}/charge`);
}
