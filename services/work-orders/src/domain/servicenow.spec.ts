import { workingCalendar } from '@steward/calendar';
import type { SlaTargets } from '@steward/terms';
import { milestonesOf } from './milestones';
import { readRow, tell, type Column, type GoodRow } from './servicenow';
import type { ContractVersion } from './terms';

/** Beijing time, as `5T09:00` for the fifth of January 2026, a Monday. */
const at = (text: string): number => {
  const [day, time] = text.split('T');
  return Date.parse(`2026-01-${day!.padStart(2, '0')}T${time}:00+08:00`);
};
const calendar = workingCalendar({
  id: 'CN',
  timezone: 'Asia/Shanghai',
  slots: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
});
const hours = (n: number, clock: '24x7' | 'working' = '24x7') => ({ durationSeconds: n * 3600, clock });
const slaTargets: SlaTargets = {
  1: { onSite: hours(2), closure: hours(72) },
  2: { onSite: hours(4), closure: hours(72) },
  3: { onSite: hours(8, 'working'), closure: hours(40, 'working') },
  4: { onSite: hours(16, 'working'), closure: hours(80, 'working') },
};
const north = { vendorId: 'north', contractId: 'c-north', contractVersion: 1 };
const rest = { vendorId: 'rest', contractId: 'c-rest', contractVersion: 1 };
const terms: ContractVersion = {
  ...{ ...north, effectiveAt: new Date(at('1T00:00')), startOn: '2026-01-01', endOn: '2026-12-31' },
  ...{ categories: ['HARDWARE'], scope: [], calendar, slaTargets },
};
const reading = {
  pauseStates: ['Awaiting User Info', 'Awaiting Evidence'],
  contractOf: (group: string) => (group === 'Group 1' ? north : rest),
};

const opened = at('5T09:00');
const row = (updated: string, changes: Partial<GoodRow> = {}): GoodRow => ({
  ...{ number: 'INC1', state: 'Active', openedAt: opened, updatedAt: at(updated), severity: 1 as const },
  ...{ group: 'Group 1', isAssigned: false },
  ...changes,
});
const told = (rows: readonly GoodRow[]) => tell(rows, reading);
const judged = (rows: readonly GoodRow[], asOf: string) => {
  const [onSite, closure] = milestonesOf('wo', told(rows).facts, terms, at(asOf));
  return { onSite: onSite!, closure: closure! };
};

describe('rule 1: instants', () => {
  it('a row is never earlier than the one before it, and is counted as a warning', () => {
    const { facts, warned } = told([
      row('5T10:00', { isAssigned: true }),
      row('5T09:30', { state: 'Resolved' }),
    ]);
    expect(warned).toBe(1);
    expect(facts.at(-1)).toEqual({ kind: 'RESOLVED', at: at('5T10:00') });
  });

  it('the first row is never earlier than the report', () => {
    const { facts, warned } = told([row('5T08:00', { isAssigned: true })]);
    expect(warned).toBe(1);
    expect(facts).toContainEqual({ kind: 'ARRIVED', at: opened });
  });
});

describe('rule 2: rows that cannot be read', () => {
  const fields: Record<Column, string> = {
    ...{
      number: 'INC1',
      incident_state: 'New',
      opened_at: '5/1/2026 09:00',
      sys_updated_at: '5/1/2026 09:10',
    },
    ...{ priority: '3 - Moderate', assignment_group: 'Group 1', assigned_to: '?' },
  };
  const instantOf = (text: string) => (/^\d/.test(text) ? 1 : null);
  const reasonOf = (changes: Partial<Record<Column, string>>) =>
    readRow({ ...fields, ...changes }, instantOf) as { reason?: string };

  it('a good row is read', () => {
    expect(readRow(fields, instantOf)).toMatchObject({ number: 'INC1', severity: 3, isAssigned: false });
  });

  it.each([
    [{ incident_state: '-100' }, 'unknown state -100'],
    [{ number: '?' }, 'no number'],
    [{ number: '' }, 'no number'],
    [{ opened_at: '?' }, 'bad opened_at ?'],
    [{ sys_updated_at: '?' }, 'bad sys_updated_at ?'],
    [{ priority: '5 - Planning' }, 'unknown priority 5 - Planning'],
  ])('%j is refused', (changes, reason) => {
    expect(reasonOf(changes).reason).toBe(reason);
  });

  it('a row with another number of columns is refused', () => {
    expect(readRow(null, instantOf)).toEqual({ number: '', reason: 'wrong column count' });
  });
});

describe('rule 3: severity', () => {
  it('a change starts the on-site clock again and lets the closure clock keep what it used', () => {
    // L3 from Mon 09:00; L1 at 11:00: on-site due 13:00. Closure used 2 working hours, 70 h of 24x7 remain.
    const rows = [row('5T09:00', { severity: 3 }), row('5T11:00', { severity: 1 })];
    const met = judged([...rows, row('5T13:00', { isAssigned: true })], '5T14:00');
    expect(met.onSite).toMatchObject({ verdict: 'MET', decidedAt: at('5T13:00') });
    const late = judged([...rows, row('5T13:01', { isAssigned: true })], '5T14:00');
    expect(late.onSite).toMatchObject({ verdict: 'BREACHED', decidedAt: at('5T13:00') });
    expect(judged(rows, '8T09:00').closure.verdict).toBe('OPEN');
    expect(judged(rows, '8T09:01').closure).toMatchObject({ verdict: 'BREACHED', decidedAt: at('8T09:00') });
  });

  it('a stricter target already exceeded breaches at the change', () => {
    // L4: 80 working hours; 73 h of them used (Mon 5 09:00 to Fri 16 10:00 is 73 h), then L1 with 72 h.
    const rows = [row('5T09:00', { severity: 4 }), row('16T10:00', { severity: 1 })];
    expect(judged(rows, '16T10:00').closure).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('16T10:00'),
    });
  });

  it('a breach once made stands', () => {
    const rows = [row('5T09:00'), row('5T11:30', { severity: 4 }), row('5T12:00', { isAssigned: true })];
    expect(judged(rows, '6T09:00').onSite).toMatchObject({ verdict: 'BREACHED', decidedAt: at('5T11:00') });
  });

  it('within one row the change comes before the on-site stop', () => {
    const rows = [row('5T09:00', { severity: 3 }), row('5T17:00', { severity: 1, isAssigned: true })];
    expect(judged(rows, '6T09:00').onSite).toMatchObject({
      verdict: 'MET',
      elapsedSeconds: 0,
      targetSeconds: 7200,
    });
  });

  it('a change that follows a resolution in the same minute waits for the reopening', () => {
    // 73 working hours used at the resolution; L1 with 72 h in the same minute would breach if it came first.
    const rows = [
      row('5T09:00', { severity: 4 }),
      row('16T10:00', { severity: 4, state: 'Resolved' }),
      row('16T10:00', { severity: 1, state: 'Resolved' }),
    ];
    expect(judged(rows, '17T09:00').closure).toMatchObject({ verdict: 'MET', decidedAt: at('16T10:00') });
  });

  it('while resolved, a change takes effect at the reopening', () => {
    // L4 used 1 h; resolved; L1 while resolved; reopened on the 9th: 71 h of 24x7 remain from there.
    const rows = [
      row('5T09:00', { severity: 4 }),
      row('5T10:00', { severity: 4, state: 'Resolved' }),
      row('6T10:00', { severity: 1, state: 'Resolved' }),
      row('9T10:00', { severity: 1 }),
    ];
    expect(judged(rows, '12T09:00').closure.verdict).toBe('OPEN');
    expect(judged(rows, '12T09:01').closure).toMatchObject({
      verdict: 'BREACHED',
      decidedAt: at('12T09:00'),
    });
  });
});

describe('rule 4: on-site', () => {
  it('stops at the first row with an assignee', () => {
    const rows = [row('5T09:30'), row('5T10:00', { isAssigned: true }), row('5T12:00', { isAssigned: true })];
    expect(judged(rows, '6T09:00').onSite).toMatchObject({ verdict: 'MET', decidedAt: at('5T10:00') });
  });

  it('stops at the first resolution where nobody was assigned before', () => {
    const rows = [
      row('5T10:30', { state: 'Resolved' }),
      row('5T10:40', { state: 'Closed', isAssigned: true }),
    ];
    expect(judged(rows, '6T09:00').onSite).toMatchObject({ verdict: 'MET', decidedAt: at('5T10:30') });
  });
});

describe('rule 5: pauses', () => {
  it('the closure clock waits until the next row in another state, through other pause states', () => {
    const rows = [
      row('5T10:00', { state: 'Awaiting User Info' }),
      row('6T10:00', { state: 'Awaiting Evidence' }),
      row('7T10:00', { state: 'Awaiting Vendor' }),
      row('7T11:00', { state: 'Resolved' }),
    ];
    expect(judged(rows, '9T09:00').closure).toMatchObject({ verdict: 'MET', elapsedSeconds: 2 * 3600 });
  });
});

describe('rule 6: resolution and reopening', () => {
  it('the gap between resolution and reopening is excluded, however long', () => {
    const rows = [
      row('5T10:00', { state: 'Closed' }),
      row('25T10:00', { state: 'Active' }),
      row('25T11:00', { state: 'Resolved' }),
      row('26T11:00', { state: 'Closed' }),
    ];
    const { closure } = judged(rows, '26T12:00');
    expect(closure).toMatchObject({ verdict: 'MET', decidedAt: at('25T11:00'), elapsedSeconds: 2 * 3600 });
    expect(told(rows).facts.at(-1)).toEqual({ kind: 'CLOSED', at: at('26T11:00'), isSilent: false });
  });
});

describe('rule 7: the vendor', () => {
  it('is the one that answers for the group of the last row; ? goes to the default', () => {
    const { facts } = told([row('5T09:10'), row('5T09:20', { group: '?' })]);
    expect(facts.findLast(({ kind }) => kind === 'DISPATCHED')).toEqual({
      ...{ kind: 'DISPATCHED', at: at('5T09:20'), ...rest },
    });
  });
});

describe('rule 8: verdicts', () => {
  it('an open milestone is judged at the as-of', () => {
    const rows = [row('5T09:10')];
    expect(judged(rows, '5T11:00').onSite).toMatchObject({ verdict: 'OPEN', decidedAt: at('5T11:00') });
    expect(judged(rows, '5T11:01').onSite).toMatchObject({ verdict: 'BREACHED', decidedAt: at('5T11:00') });
  });

  it('a working target that ends exactly with a slot breaches at the next slot’s start', () => {
    // 8 working hours from Mon 09:00 end with the day at 18:00; the clock reads more from Tue 09:00.
    const rows = [row('5T09:00', { severity: 3 })];
    expect(judged(rows, '6T09:00').onSite.verdict).toBe('OPEN');
    expect(judged(rows, '6T09:01').onSite).toMatchObject({ verdict: 'BREACHED', decidedAt: at('6T09:00') });
    const met = [...rows, row('6T08:59', { severity: 3, isAssigned: true })];
    expect(judged(met, '7T09:00').onSite).toMatchObject({ verdict: 'MET', elapsedSeconds: 8 * 3600 });
  });
});

describe('rule 9: years without a calendar', () => {
  it('are computed by the weekday rule and marked provisional', () => {
    const late = Date.parse('2031-03-03T09:00:00+08:00'); // a Monday
    const rows = [
      { ...row('5T09:00', { severity: 3, isAssigned: true }), openedAt: late, updatedAt: late + 1000 },
    ];
    const [onSite] = milestonesOf('wo', told(rows).facts, terms, late + 2000);
    expect(onSite).toMatchObject({ verdict: 'MET', elapsedSeconds: 1, isProvisional: true });
  });
});

it('more rows of a work order only add facts', () => {
  const rows = [
    row('5T09:10', { state: 'New' }),
    row('5T09:30', { isAssigned: true, state: 'Awaiting User Info' }),
    row('5T10:00', { severity: 2, state: 'Resolved' }),
    row('6T10:00', { group: '?', state: 'Active' }),
    row('6T11:00', { state: 'Closed' }),
  ];
  const whole = told(rows).facts;
  rows.forEach((_, n) => {
    const part = told(rows.slice(0, n + 1)).facts;
    expect(whole.slice(0, part.length)).toEqual(part);
  });
});
