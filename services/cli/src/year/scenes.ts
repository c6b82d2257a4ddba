import { previousQuarter, quarterOf } from '@steward/calendar';
import { acceptScores, postAdjustments, postSettlements } from '../play/settle-quarters';
import type { Company } from './company';
import type { Day } from './days';
import { ROLES, YEAR } from './vendors';

type Meeting = { readonly meetingId: string; readonly contractId: string; readonly status: string };

const HOUR = 3_600_000;
const clockTime = ({ startsAt }: Day, hour: number): Date => new Date(startsAt + hour * HOUR);

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
 * what is calculated. The others' scores stand when the appeal window ends. Clauses 1.3.1 and 2.2.2a.
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
}
