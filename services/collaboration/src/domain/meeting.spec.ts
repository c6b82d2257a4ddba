import type { KnownContract } from './contract';
import { announced, dueMeetings, endMonth, hold, missable, plan } from './meeting';

const contract: KnownContract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  ...{ code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
};
const opening = new Date('2026-10-01T00:00:00.000Z');
const october = plan(contract, 'Asia/Shanghai', '2026-10', opening);
const minutes = { summary: '复盘两次到场超时', attendees: 6, heldOn: '2026-10-20' };
const occasion = { by: 'vera', now: new Date('2026-10-21T01:00:00.000Z') };
const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

it('2.3.2c: the meeting of October 2026 must be held by 31 October 24:00 local', () => {
  expect(october).toMatchObject({ month: '2026-10', status: 'scheduled' });
  expect(october.endsAt).toEqual(new Date('2026-10-31T16:00:00.000Z'));
  expect(plan(contract, 'Asia/Shanghai', '2026-12', opening).endsAt).toEqual(
    new Date('2026-12-31T16:00:00.000Z'),
  );
  expect(announced([october])).toMatchObject([{ type: 'collaboration.meeting.scheduled.v1' }]);
});

it('one contract and month make one meeting, whoever plans it', () => {
  expect(plan(contract, 'Asia/Shanghai', '2026-10', occasion.now).id).toBe(october.id);
  expect(plan(contract, 'Asia/Shanghai', '2026-11', occasion.now).id).not.toBe(october.id);
});

it.each([
  ['the last second before the first day', '2025-12-31T15:59:59.999Z', []],
  ['the first second of the first day', '2025-12-31T16:00:00.000Z', ['2026-01']],
  ['the last second of the last day', '2026-12-31T15:59:59.999Z', ['2026-12']],
  ['the first second after it', '2026-12-31T16:00:00.000Z', []],
])('2.3.2c: %s, meetings due are %j', (_, at, months) => {
  expect(dueMeetings([contract], new Date(at)).map(({ month }) => month)).toEqual(months);
});

it('a contract that is only signed has no meeting due', () => {
  expect(dueMeetings([{ ...contract, timezone: null }], occasion.now)).toEqual([]);
});

it('2.3.2c: no minutes by the end of the month make it missed, at that very instant', () => {
  const { state, events } = endMonth(october);
  expect(state).toMatchObject({ status: 'missed', missedAt: october.endsAt });
  expect(events).toMatchObject([
    { type: 'collaboration.meeting.missed.v1', data: { month: '2026-10', missedAt: october.endsAt } },
  ]);
  expect(endMonth(state)).toEqual({ state, events: [] });
});

it('a meeting made after its month was over cannot be missed any more', () => {
  expect(missable([october], new Date('2026-10-31T15:59:59.999Z'))).toEqual([october]);
  expect(missable([october], october.endsAt)).toEqual([]);
});

it('2.3.2c: with minutes it was held, and the end of the month changes nothing', () => {
  const { state, events } = hold(october, minutes, 4, occasion);
  expect(state).toMatchObject({ status: 'held', agendaItems: 4, heldBy: 'vera', heldOn: '2026-10-20' });
  expect(events).toMatchObject([{ type: 'collaboration.meeting.held.v1', data: { agendaItems: 4 } }]);
  expect(endMonth(state)).toEqual({ state, events: [] });
});

it('minutes come once, of a day in the month, and not before that day', () => {
  const { state: held } = hold(october, minutes, 0, occasion);
  expect(refusal(() => hold(held, minutes, 0, occasion))).toBe('meeting.not-scheduled');
  expect(refusal(() => hold(endMonth(october).state, minutes, 0, occasion))).toBe('meeting.not-scheduled');
  const on = (heldOn: string) => refusal(() => hold(october, { ...minutes, heldOn }, 0, occasion));
  expect(on('2026-09-30')).toBe('meeting.held-outside-month');
  expect(on('2026-11-01')).toBe('meeting.held-outside-month');
  expect(on('2026-10-22')).toBe('meeting.held-in-future');
  expect(on('2026-10-21')).toBeUndefined();
});
