import { answerTo, calc, said } from './calculate.fixture';

type Pause = readonly [from: string, to: string | null];
const HOUR = 3600;
const slots = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];
/** Beijing time, as `2026-09-30T17:00`. */
const beijing = (text: string) => `${text}:00+08:00`;
const working = (start: string, hours: number, ...pauses: Pause[]) => ({
  ...{ calendar: 'CN', slots, timezone: 'Asia/Shanghai', start: beijing(start), seconds: hours * HOUR },
  pauses: pauses.map(([from, to]) => [beijing(from), to === null ? null : beijing(to)]),
});
const around = (start: string, hours: number, ...pauses: Pause[]) => ({
  ...working(start, hours, ...pauses),
  calendar: '24x7',
});
const due = (text: string) => ({ due: beijing(text), provisional: false });

describe('calc deadline', () => {
  it.each<[string, object, object]>([
    ['S1: on site after 2 hours', around('2026-10-01T23:10', 2), due('2026-10-02T01:10')],
    ['S1: closed after 72 hours', around('2026-10-01T23:10', 72), due('2026-10-04T23:10')],
    ['S2: 16 hours over a week of holidays', working('2026-09-30T17:00', 16), due('2026-10-09T17:00')],
    ['S3: 8 hours into a make-up Saturday', working('2026-10-09T17:00', 8), due('2026-10-10T17:00')],
    [
      'S5: a pause of 5 working hours',
      working('2026-11-02T10:00', 8, ['2026-11-02T15:00', '2026-11-03T11:00']),
      due('2026-11-03T16:00'),
    ],
    [
      'S7: overlapping pauses of 90 minutes together',
      working(
        ...(['2026-11-02T09:00', 2] as const),
        ...([
          ['2026-11-02T10:30', '2026-11-02T11:30'],
          ['2026-11-02T10:00', '2026-11-02T11:00'],
        ] as const),
      ),
      due('2026-11-02T13:30'),
    ],
    ['a start outside the slots', working('2026-11-02T12:30', 1), due('2026-11-02T14:00')],
    ['the end of a slot', working('2026-11-02T09:00', 8), due('2026-11-02T18:00')],
    [
      'an open pause',
      working('2026-11-02T10:00', 8, ['2026-11-02T15:00', null]),
      { due: null, provisional: false },
    ],
    [
      'import rule 9: a year without a calendar',
      working('2026-12-31T17:00', 2),
      { due: beijing('2027-01-01T10:00'), provisional: true },
    ],
  ])('%s', async (_, question, answer) => {
    expect(await answerTo('deadline', question)).toEqual(answer);
  });

  it('around the clock needs no slots', async () => {
    const { slots: _, ...question } = around('2026-10-01T23:10', 2);
    for (const slots of [undefined, null, []]) {
      expect(await answerTo('deadline', { ...question, slots })).toEqual(due('2026-10-02T01:10'));
    }
  });

  it('is written with the zone’s offset of its instant, also after the clocks were put back', async () => {
    const question = { ...around('2026-10-31T12:00', 24), timezone: 'America/New_York' };
    const start = '2026-10-31T20:00:00-04:00';
    expect(await answerTo('deadline', { ...question, start })).toMatchObject({
      due: '2026-11-01T19:00:00-05:00',
    });
    // Friday 30 October 17:00 to 18:00, and an hour of Monday; the clocks were put back on Sunday.
    const office = { ...working('2026-10-30T17:00', 2), timezone: 'America/New_York' };
    expect(await answerTo('deadline', { ...office, start: '2026-10-30T17:00:00-04:00' })).toMatchObject({
      due: '2026-11-02T10:00:00-05:00',
    });
  });
});

describe('calc availability', () => {
  const month = (number: number) => `2026-${String(number).padStart(2, '0')}-01T00:00`;
  const period = (number: number, rest: object = {}) => ({
    ...{ from: beijing(month(number)), to: beijing(month(number + 1)), timezone: 'Asia/Shanghai' },
    ...{ planned: [], outages: [], targetPerMille: 999, ...rest },
  });
  const stretch = (from: string, to: string, ...more: string[]) => [from, to, ...more].map(beijing);
  /** So many seconds from 10:00 on a month's tenth day. */
  const out = (number: number, seconds: number) => {
    const from = beijing(`${month(number).slice(0, 8)}10T10:00`);
    return [[from, new Date(Date.parse(from) + seconds * 1000).toISOString()]];
  };

  it.each([
    ['A1: 30 days', 9, 2592],
    ['A2: 31 days', 10, 2678],
    ['A3: 28 days', 2, 2419],
  ])('2.2.1c, %s allow so many seconds and not one more', async (_, number, allowed) => {
    const metAfter = (seconds: number) =>
      answerTo('availability', period(number, { outages: out(number, seconds) }));
    expect(await metAfter(allowed)).toMatchObject({ downSeconds: allowed, met: true });
    expect(await metAfter(allowed + 1)).toMatchObject({ downSeconds: allowed + 1, met: false });
  });

  it('2.2.1c, A1: the answer has five fields, the percentage truncated', async () => {
    expect(await answerTo('availability', period(9, { outages: out(9, 2593) }))).toEqual({
      ...{ agreedSeconds: 2_592_000, plannedSeconds: 0, downSeconds: 2593 },
      ...{ met: false, displayPercent: '99.899' },
    });
  });

  it('2.2.1c, A4, A5 and A10: outages, an overrun and the month’s end count once', async () => {
    const planned = [stretch('2026-09-10T02:00', '2026-09-10T04:00', '2026-09-10T04:25')];
    const outages = [
      stretch('2026-09-20T10:00', '2026-09-20T10:30'),
      stretch('2026-09-20T10:20', '2026-09-20T10:50'),
      stretch('2026-09-20T10:50', '2026-09-20T11:00'),
      stretch('2026-09-10T01:40', '2026-09-10T02:30'),
      stretch('2026-09-10T04:20', '2026-09-10T04:30'),
      [beijing('2026-09-30T23:45'), null],
    ];
    // 60 of A4; 20 before the window, 25 of overrun and 5 more of A5; 15 before midnight.
    expect(await answerTo('availability', period(9, { planned, outages }))).toMatchObject({
      ...{ plannedSeconds: 2 * HOUR, downSeconds: (60 + 20 + 25 + 5 + 15) * 60, met: false },
    });
  });

  it('2.2.1c, A8: service hours of 12 hours a day', async () => {
    const outages = [stretch('2026-09-10T19:50', '2026-09-10T20:20')];
    const hours = period(9, { serviceHours: [['08:00', '20:00']], outages });
    expect(await answerTo('availability', hours)).toMatchObject({
      ...{ agreedSeconds: 21_600 * 60, downSeconds: 600, met: true },
    });
  });

  it('2.2.1c: a target may have decimals, 999.9 for 99.99 %', async () => {
    const metAt = (targetPerMille: number) =>
      answerTo('availability', period(9, { targetPerMille, outages: out(9, 260) }));
    expect(await metAt(999.9)).toMatchObject({ met: false });
    expect(await metAt(999.899)).toMatchObject({ met: true });
  });
});

describe('calc workingDays', () => {
  const asked = (from: string, days: number) => ({
    ...{ calendar: 'CN', timezone: 'Asia/Shanghai', from, days },
  });

  it.each([
    ['D6.3: ten days after a notice of 2026-09-21', asked('2026-09-21', 10), '2026-10-12'],
    ['1.1.3b: the report of September 2026', asked('2026-09-30', 5), '2026-10-13'],
    ['the day of an instant, in the zone', asked('2026-09-20T16:30:00Z', 10), '2026-10-12'],
    ['a make-up Saturday', asked('2026-10-09', 1), '2026-10-10'],
  ])('%s', async (_, question, lastDay) => {
    expect(await answerTo('workingDays', question)).toEqual({ lastDay });
  });
});

it('a list is answered by a list', async () => {
  const questions = [around('2026-10-01T23:10', 2), working('2026-09-30T17:00', 16)];
  expect(await answerTo('deadline', questions)).toEqual([due('2026-10-02T01:10'), due('2026-10-09T17:00')]);
  expect(await answerTo('deadline', [])).toEqual([]);
});

describe('a question that does not fit ends with exit code 2, one sentence and no answer', () => {
  const good = working('2026-11-02T10:00', 8);
  const text = (change: object) => JSON.stringify({ ...good, ...change });
  const without = (field: string) => JSON.stringify({ ...good, [field]: undefined });
  const availability = {
    ...{ from: beijing('2026-09-01T00:00'), to: beijing('2026-10-01T00:00'), timezone: 'Asia/Shanghai' },
    ...{ planned: [], outages: [], targetPerMille: 999 },
  };
  const of = (change: object) => JSON.stringify({ ...availability, ...change });
  const [early, late] = [beijing('2026-09-10T01:00'), beijing('2026-09-10T02:00')];
  const days = { calendar: 'CN', timezone: 'Asia/Shanghai', from: '2026-09-21', days: 10 };

  it.each<[string, string, string, string]>([
    ['an unknown kind', 'moon', '{}', 'There is no calculator moon; there are deadline, availability,'],
    ['what every object has', 'toString', '{}', 'There is no calculator toString'],
    ['no JSON', 'deadline', '{"calendar":', 'The question is not JSON: '],
    ['nothing', 'deadline', '', 'The question is not JSON: '],
    ['a text', 'deadline', '"CN"', 'it must be an object.'],
    ['a text in a list', 'deadline', `[${text({})},1]`, '[1] must be an object.'],
    ['a list in a list', 'deadline', '[[]]', '[0] must be an object.'],
    ['an unknown field', 'deadline', text({ colour: 'red' }), ' colour is not a known key.'],
    [
      'an unknown field in a list',
      'deadline',
      `[${text({})},${text({ colour: 1 })}]`,
      '[1].colour is not a known key.',
    ],
    ['an unknown calendar', 'deadline', text({ calendar: 'US' }), 'calendar must be one of'],
    ['an unknown zone', 'deadline', text({ timezone: 'Mars/Base' }), 'timezone must be a time zone of IANA'],
    ['an instant without an offset', 'deadline', text({ start: '2026-11-02T10:00:00' }), 'start must be an'],
    ['a day that does not exist', 'deadline', text({ start: '2026-02-30T10:00:00Z' }), 'start must be an'],
    ['negative seconds', 'deadline', text({ seconds: -1 }), 'seconds must be a whole number from 0 to'],
    ['half a second', 'deadline', text({ seconds: 0.5 }), 'seconds must be a whole number'],
    ['seconds as text', 'deadline', text({ seconds: '60' }), 'seconds must be a whole number'],
    [
      'more seconds than forty years of slots',
      'deadline',
      text({ seconds: 600_001, slots: [['09:00', '09:01']] }),
      'seconds must be a whole number from 0 to 600000.',
    ],
    [
      'slots that overlap',
      'deadline',
      text({ slots: [slots[0], ['11:00', '13:00']] }),
      'slots must be 1 to 24',
    ],
    ['a slot backwards', 'deadline', text({ slots: [['12:00', '09:00']] }), 'slots must be 1 to 24 pairs'],
    ['no slots', 'deadline', text({ slots: [] }), 'slots must be 1 to 24 pairs'],
    ['a pause backwards', 'deadline', text({ pauses: [[late, early]] }), 'pauses[0] ends before it begins.'],
    [
      'a pause of one',
      'deadline',
      text({ pauses: [[early, late], [early]] }),
      'pauses[1] must be [from, to].',
    ],
    ['a pause that never begins', 'deadline', text({ pauses: [[null, late]] }), 'pauses[0][0] must be an'],
    ['pauses that are no list', 'deadline', text({ pauses: {} }), 'pauses must be a list of intervals.'],
    ...['calendar', 'slots', 'timezone', 'start', 'seconds', 'pauses'].map(
      (field): [string, string, string, string] => [
        `no ${field}`,
        'deadline',
        without(field),
        `${field} must`,
      ],
    ),
    ['a period backwards', 'availability', of({ to: availability.from }), 'to must come after from.'],
    [
      'a period too long',
      'availability',
      of({ to: '2040-01-01T00:00:00Z' }),
      'at most 3660 days after from.',
    ],
    [
      'an outage backwards',
      'availability',
      of({ outages: [[late, early]] }),
      'outages[0] ends before it begins',
    ],
    [
      'a third instant',
      'availability',
      of({ outages: [[early, late, late]] }),
      'outages[0] must be [from, to].',
    ],
    ['an open window', 'availability', of({ planned: [[early, null]] }), 'planned[0][1] must be an instant'],
    [
      'an end before',
      'availability',
      of({ planned: [[late, late, early]] }),
      'planned[0] was over before it',
    ],
    ['no end', 'availability', of({ planned: [[early, late, 'soon']] }), 'planned[0][2] must be an instant'],
    ['a target above all', 'availability', of({ targetPerMille: 1001 }), 'targetPerMille must be a number'],
    ['a target below none', 'availability', of({ targetPerMille: -1 }), 'targetPerMille must be a number'],
    [
      'hours that overlap',
      'availability',
      of({ serviceHours: [slots[0], slots[0]] }),
      'serviceHours must be 1',
    ],
    ['no hours', 'availability', of({ serviceHours: [] }), 'serviceHours must be 1 to 24 pairs'],
    ['no such day', 'workingDays', JSON.stringify({ ...days, from: '2026-02-30' }), 'from must be a day'],
    ['no days', 'workingDays', JSON.stringify({ ...days, days: 0 }), 'days must be a whole number from 1 to'],
    ['all days', 'workingDays', JSON.stringify({ ...days, calendar: '24x7' }), 'calendar must be one of'],
  ])('%s', async (_, kind, input, sentence) => {
    expect(await calc(kind, input)).toBe(2);
    expect(said.out).toBe('');
    expect(said.err).toContain(sentence);
    expect(said.err).toMatch(/^steward: [^\n]*\.\n$/);
  });
});
