import { monthBounds, type Instant, type Span } from '@steward/calendar';
import { ratio } from '@steward/money';
import { availabilityIn } from './index';
import type { AvailabilityFacts, AvailabilityTerms, PlannedWindow } from './index';

const BEIJING = 'Asia/Shanghai';
const MINUTE = 60;
const HOUR = 3600;
/** Beijing time, as `2026-09-30 17:00` or with seconds. */
const at = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });
/** An outage of so many seconds in a month. */
const outOf = (month: string, seconds: number): Span => {
  const from = at(`${month}-10 10:00`);
  return { from, to: from + seconds * 1000 };
};
const planned = (from: string, to: string, rest: Partial<PlannedWindow> = {}): PlannedWindow => ({
  ...span(from, to),
  ...{ endedAt: null, noticedAt: at('2026-01-01 00:00'), isApproved: true },
  ...rest,
});

const always: AvailabilityTerms = {
  timezone: BEIJING,
  inForce: [{ from: -Infinity, to: Infinity }],
  serviceHours: null,
  noticeSeconds: 48 * HOUR,
  monthlyQuotaSeconds: 240 * MINUTE,
  target: ratio(999n, 1000n),
};
const september = monthBounds('2026-09', BEIJING);
const measured = (
  facts: Partial<AvailabilityFacts>,
  terms: Partial<AvailabilityTerms> = {},
  period: Span = september,
) =>
  availabilityIn(period, { ...always, ...terms }, { ...{ planned: [], outages: [], unknown: [] }, ...facts });

describe('the allowance of 99.9 %', () => {
  it('2.2.1c, A1: of 30 days are 43 min 12 s: 2592 s down pass, 2593 s fail and are not shown as 99.900', () => {
    expect(measured({ outages: [outOf('2026-09', 2592)] })).toEqual({
      ...{ agreedSeconds: 2_592_000, plannedSeconds: 0, downSeconds: 2592, isMet: true },
      ...{ displayPercent: '99.900', notCounted: [], unknown: [], unknownSeconds: 0 },
      ...{ status: 'COMPLETE', needsDecision: false },
    });
    expect(measured({ outages: [outOf('2026-09', 2593)] })).toMatchObject({
      ...{ downSeconds: 2593, isMet: false, displayPercent: '99.899' },
    });
  });

  it.each([
    ['31 days', '2026-10', 2678],
    ['28 days', '2026-02', 2419],
  ])('2.2.1c, A2, A3: of %s in %s is met at %i s and missed a second later', (_, month, allowed) => {
    const outages = (seconds: number) => ({ outages: [outOf(month, seconds)] });
    const period = monthBounds(month, BEIJING);
    expect(measured(outages(allowed), {}, period).isMet).toBe(true);
    expect(measured(outages(allowed + 1), {}, period).isMet).toBe(false);
  });

  it('2.2.1c: is kept to the millisecond, and any ratio of whole numbers may be the target', () => {
    const { from, to } = outOf('2026-09', 2592);
    expect(measured({ outages: [{ from, to: to + 1 }] })).toMatchObject({ downSeconds: 2592, isMet: false });
    const twoThirds = { target: ratio(2n, 3n) };
    expect(measured({ outages: [outOf('2026-09', 864_000)] }, twoThirds).isMet).toBe(true);
    expect(measured({ outages: [outOf('2026-09', 864_001)] }, twoThirds).isMet).toBe(false);
  });
});

describe('outages', () => {
  it('2.2.1c, A4: that overlap or touch count once: 60 minutes, not 70', () => {
    const outages = [
      span('2026-09-10 10:00', '2026-09-10 10:30'),
      span('2026-09-10 10:20', '2026-09-10 10:50'),
      span('2026-09-10 10:50', '2026-09-10 11:00'),
    ];
    expect(measured({ outages }).downSeconds).toBe(60 * MINUTE);
  });

  it('2.2.1c, A10: one that is open at the end of a month is split at local midnight', () => {
    const whole = { outages: [span('2026-09-30 23:30', '2026-10-01 00:45')] };
    const open = { outages: [{ from: at('2026-09-30 23:30'), to: Infinity }] };
    expect(measured(whole).downSeconds).toBe(30 * MINUTE);
    expect(measured(open).downSeconds).toBe(30 * MINUTE);
    expect(measured(whole, {}, monthBounds('2026-10', BEIJING)).downSeconds).toBe(45 * MINUTE);
  });

  it('2.2.1c: that affect a part count by that part, and where they overlap the worst counts', () => {
    const quarter = { ...span('2026-09-10 10:00', '2026-09-10 12:00'), weight: ratio(1n, 4n) };
    const third = { ...span('2026-09-10 11:00', '2026-09-10 11:30'), weight: ratio(1n, 3n) };
    const all = span('2026-09-10 11:45', '2026-09-10 12:15');
    expect(measured({ outages: [quarter] }).downSeconds).toBe(30 * MINUTE);
    // 60 and 15 minutes by a quarter, 30 by a third, 30 in full: 15 + 3.75 + 10 + 30.
    expect(measured({ outages: [quarter, third, all] }).downSeconds).toBe(58.75 * MINUTE);
    const none = { ...span('2026-09-10 10:00', '2026-09-10 12:00'), weight: ratio(0n) };
    expect(measured({ outages: [none] }).downSeconds).toBe(0);
  });
});

describe('planned work', () => {
  const window = planned('2026-09-10 02:00', '2026-09-10 04:00');

  it('2.2.1c, A5: is no outage, and what overruns it is', () => {
    const outages = [span('2026-09-10 01:40', '2026-09-10 02:30')];
    const inTime = measured({ planned: [window], outages });
    expect(inTime).toMatchObject({ plannedSeconds: 2 * HOUR, downSeconds: 20 * MINUTE });
    const late = { ...window, endedAt: at('2026-09-10 04:25') };
    expect(measured({ planned: [late], outages }).downSeconds).toBe(45 * MINUTE);
    expect(measured({ planned: [{ ...window, endedAt: at('2026-09-10 03:00') }] })).toMatchObject({
      ...{ plannedSeconds: 2 * HOUR, downSeconds: 0 },
    });
  });

  it('2.2.1c: an overrun and an outage at one time count once', () => {
    const late = { ...window, endedAt: at('2026-09-10 04:25') };
    const outages = [span('2026-09-10 04:10', '2026-09-10 04:40')];
    expect(measured({ planned: [late], outages }).downSeconds).toBe(40 * MINUTE);
  });

  it('2.2.1c, A6: leaves the denominator: 2588 s of T − M are the limit, of T they would be 2592', () => {
    // T − M is 2,592,000 − 3,600 = 2,588,400 s, a thousandth of it 2588.4 s.
    const hour = planned('2026-09-10 02:00', '2026-09-10 03:00');
    const isMet = (seconds: number) =>
      measured({ planned: [hour], outages: [outOf('2026-09', seconds)] }).isMet;
    expect([isMet(2588), isMet(2589), isMet(2592)]).toEqual([true, false, false]);
  });

  it('2.2.1c: told less than 48 hours before, or not approved, does not count', () => {
    const told = (text: string | null) => ({ ...window, noticedAt: text === null ? null : at(text) });
    const refused = { ...span('2026-09-10 02:00', '2026-09-10 04:00'), reason: 'LATE_NOTICE' };
    expect(measured({ planned: [told('2026-09-08 02:00:00')] }).plannedSeconds).toBe(2 * HOUR);
    for (const window of [told('2026-09-08 02:00:01'), told(null)]) {
      expect(
        measured({ planned: [window], outages: [span('2026-09-10 02:00', '2026-09-10 02:10')] }),
      ).toEqual(
        expect.objectContaining({ plannedSeconds: 0, downSeconds: 10 * MINUTE, notCounted: [refused] }),
      );
    }
    expect(measured({ planned: [{ ...window, isApproved: false }] })).toMatchObject({
      ...{ plannedSeconds: 0, notCounted: [{ reason: 'NOT_APPROVED' }] },
    });
  });

  it('2.2.1c: above the month’s 240 minutes does not count', () => {
    const long = planned('2026-09-20 22:00', '2026-09-21 01:00');
    expect(measured({ planned: [long, window] })).toMatchObject({
      plannedSeconds: 240 * MINUTE,
      notCounted: [{ ...span('2026-09-21 00:00', '2026-09-21 01:00'), reason: 'OVER_QUOTA' }],
    });
  });

  it('2.2.1c: has each month’s own quota, also where one window lies in two', () => {
    const across = planned('2026-09-30 19:00', '2026-10-01 03:00');
    const both = { from: september.from, to: at('2026-11-01 00:00') };
    expect(measured({ planned: [across] }, {}, both)).toMatchObject({
      plannedSeconds: (240 + 180) * MINUTE,
      notCounted: [span('2026-09-30 23:00', '2026-10-01 00:00')],
    });
  });

  it('2.2.1c: counts only inside the agreed time, also towards the quota', () => {
    const office = { serviceHours: [['08:00', '20:00']] as const };
    const night = planned('2026-09-10 16:00', '2026-09-11 09:00');
    expect(measured({ planned: [night] }, office)).toMatchObject({
      ...{ plannedSeconds: 240 * MINUTE, notCounted: [span('2026-09-11 08:00', '2026-09-11 09:00')] },
    });
    expect(measured({ planned: [planned('2026-08-31 22:00', '2026-09-01 01:00')] }).plannedSeconds).toBe(
      HOUR,
    );
  });
});

describe('the agreed time', () => {
  it('2.2.1c, A7: begins with the contract, not with the first measurement', () => {
    const inForce = [{ from: at('2026-09-16 00:00'), to: Infinity }];
    const isMet = (seconds: number) =>
      measured(
        { outages: [{ from: at('2026-09-20 10:00'), to: at('2026-09-20 10:00') + seconds * 1000 }] },
        { inForce },
      );
    expect(isMet(1296)).toMatchObject({ agreedSeconds: 21_600 * MINUTE, isMet: true });
    expect(isMet(1297)).toMatchObject({ downSeconds: 1297, isMet: false });
    expect(
      measured({ outages: [span('2026-09-15 23:00', '2026-09-16 00:10')] }, { inForce }).downSeconds,
    ).toBe(10 * MINUTE);
  });

  it('2.2.1c, A8: of 12 hours a day allows 21.6 minutes; an outage counts within it', () => {
    const office = { serviceHours: [['08:00', '20:00']] as const };
    const facts = { outages: [span('2026-09-10 19:50', '2026-09-10 20:20')] };
    expect(measured(facts, office)).toMatchObject({
      ...{ agreedSeconds: 21_600 * MINUTE, downSeconds: 10 * MINUTE, isMet: true },
    });
    expect(measured({ outages: [outOf('2026-09', 1297)] }, office).isMet).toBe(false);
  });

  it('2.2.1c: leaves out the days for which a contract took the service away', () => {
    const inForce = [
      span('2026-08-01 00:00', '2026-09-06 00:00'),
      span('2026-09-26 00:00', '2026-10-31 00:00'),
    ];
    const facts = { outages: [span('2026-09-05 23:00', '2026-09-06 01:00')] };
    expect(measured(facts, { inForce })).toMatchObject({
      ...{ agreedSeconds: 10 * 24 * HOUR, downSeconds: HOUR },
    });
    const office = { inForce, serviceHours: [['08:00', '20:00']] as const };
    expect(measured(facts, office)).toMatchObject({ agreedSeconds: 120 * HOUR, downSeconds: 0 });
  });

  it('2.2.1c: is met where nothing was owed', () => {
    const before = { inForce: [{ from: september.to, to: Infinity }] };
    expect(measured({ outages: [outOf('2026-09', 60)] }, before)).toMatchObject({
      ...{ agreedSeconds: 0, downSeconds: 0, isMet: true, displayPercent: '100.000' },
    });
  });
});

describe('time without monitoring', () => {
  const dark = (from: string, to: string) => ({ unknown: [span(from, to)] });

  it('2.2.1c, A9: of three hours counts as up, is listed, and is provisional', () => {
    expect(measured(dark('2026-09-10 10:00', '2026-09-10 13:00'))).toMatchObject({
      ...{ isMet: true, displayPercent: '100.000', unknownSeconds: 3 * HOUR, status: 'PROVISIONAL' },
      ...{ unknown: [span('2026-09-10 10:00', '2026-09-10 13:00')], needsDecision: false },
    });
  });

  it('2.2.1c, A9: above one per cent needs a decision: 7.2 hours of 30 days do not, a second more does', () => {
    const limit = dark('2026-09-10 10:00', '2026-09-10 17:12:00');
    expect(measured(limit).needsDecision).toBe(false);
    expect(measured(dark('2026-09-10 10:00', '2026-09-10 17:12:01')).needsDecision).toBe(true);
  });

  it('2.2.1c, A9: is not unknown where an outage or planned work is known', () => {
    const facts = {
      ...dark('2026-09-10 10:00', '2026-09-10 13:00'),
      outages: [span('2026-09-10 09:30', '2026-09-10 10:30')],
      planned: [planned('2026-09-10 12:00', '2026-09-10 14:00')],
    };
    expect(measured(facts)).toMatchObject({
      ...{ downSeconds: HOUR, plannedSeconds: 2 * HOUR, unknownSeconds: 1.5 * HOUR },
    });
  });
});
