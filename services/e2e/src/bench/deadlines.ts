import { addWorking, workingCalendar } from '@steward/calendar';
import { isWorkday } from 'chinese-days';
import { perSecond, sideBySide, type Benchmark } from './figure';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Shanghai keeps no summer time. */
const OFFSET = 8 * HOUR;
const HOURS = 72;

/** Every whole hour of 2026 whose deadline is in 2026. */
const starts = Array.from({ length: 348 * 24 }, (_, n) => Date.UTC(2026, 0, 1) - OFFSET + n * HOUR);
const calendar = workingCalendar({
  ...{ id: 'CN', timezone: 'Asia/Shanghai' },
  slots: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
});

export const deadlines: Benchmark = async () => {
  const differs = starts.find((from) => counted(from) !== walked(from));
  if (differs !== undefined) throw new Error(`The two disagree on ${new Date(differs).toISOString()}.`);
  const found = await sideBySide(
    () => perSecond(50 * starts.length, () => sum(counted, 50)),
    () => perSecond(starts.length, () => sum(walked, 1)),
  );
  return [
    {
      ...{ what: `working-time deadlines (${HOURS} h over 2026 with make-up days)`, ...found },
      against: 'an hour walk on chinese-days, both on epoch milliseconds',
      demanded: { atLeast: 50 },
    },
  ];
};

/** Uses every result, so that none is left out. */
function sum(deadline: (from: number) => number, times: number): number {
  let total = 0;
  for (let n = 0; n < times; n += 1) for (const from of starts) total += deadline(from);
  return total;
}

const counted = (from: number): number => addWorking(calendar, from, HOURS * 3600).dueAt;

/** Asks of each day once, and goes through its hours. */
function walked(from: number): number {
  let left = HOURS;
  let day = NaN;
  let isWorked = false;
  for (let at = from; ; at += HOUR) {
    const local = at + OFFSET;
    const today = Math.floor(local / DAY);
    if (today !== day) {
      day = today;
      isWorked = isWorkday(new Date(day * DAY).toISOString().slice(0, 10));
    }
    const hour = (local - day * DAY) / HOUR;
    if (!isWorked || hour < 9 || hour >= 18 || hour === 12) continue;
    left -= 1;
    if (left === 0) return at + HOUR;
  }
}
