import { hold, plan } from './meeting';
import { confirmMinutes, propose, returnMinutes, reviseMinutes, type MeetingMinutes } from './minutes';

const now = new Date('2026-10-21T01:00:00.000Z');
const contract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
};
const scheduled = plan(contract, 'Asia/Shanghai', '2026-10', now);
const minutes = { summary: '复盘', attendees: 6, heldOn: '2026-10-20' };
const held = hold(scheduled, minutes, 4, { by: 'vera', now }).state;
const office = { side: 'ENTERPRISE', by: 'omar', now } as const;
const vendor = { side: 'VENDOR', by: 'vic', now } as const;
const proposed = propose(held, 1, 'vera', now);
const half = confirmMinutes(proposed, vendor).state;
const confirmed = confirmMinutes(half, office).state;
const returned = returnMinutes(proposed, '人数有误', vendor).state;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('2.3.2c: minutes stand when both sides have confirmed them, in either order', () => {
  expect(half).toMatchObject({ status: 'proposed', confirmations: { VENDOR: { by: 'vic' } } });
  expect(confirmMinutes(proposed, vendor).events).toEqual([]);
  expect(confirmed).toMatchObject({
    status: 'confirmed',
    confirmations: { ENTERPRISE: { by: 'omar', at: now }, VENDOR: { by: 'vic', at: now } },
  });
  expect(confirmMinutes(half, office).events).toMatchObject([
    { type: 'collaboration.meeting.minutes-confirmed.v1', data: { revision: 1, confirmedAt: now } },
  ]);
  expect(confirmMinutes(confirmMinutes(proposed, office).state, vendor).state.status).toBe('confirmed');
});

it('2.3.2c: a side does not confirm twice in place of the other', () => {
  expect(() => confirmMinutes(half, { ...vendor, by: 'val' })).toThrow(breaks('minutes.confirmed-already'));
});

it('2.3.2c: a correction that one side asks for sends the minutes back, though the other has confirmed', () => {
  const { state, events } = returnMinutes(half, '人数有误', office);
  expect(state).toMatchObject({ status: 'returned', returnedSide: 'ENTERPRISE', reason: '人数有误' });
  expect(state).not.toHaveProperty('confirmations');
  expect(events).toMatchObject([{ type: 'collaboration.meeting.minutes-returned.v1' }]);
});

it('2.3.2c: what was sent back is written anew as the next revision, and both sides are asked again', () => {
  const { state, events } = reviseMinutes(held, returned, { ...minutes, attendees: 7 }, { by: 'vera', now });
  expect(state.minutes).toMatchObject({ revision: 2, attendees: 7, status: 'proposed', confirmations: {} });
  expect(state.meeting).toMatchObject({ attendees: 7, status: 'held', agendaItems: 4 });
  expect(events).toMatchObject([{ type: 'collaboration.meeting.minutes-revised.v1', data: { revision: 2 } }]);
  const late = () => reviseMinutes(held, returned, { ...minutes, heldOn: '2026-11-01' }, { by: 'vera', now });
  expect(late).toThrow(breaks('meeting.held-outside-month'));
});

/** What each state answers to each command: the state it comes to, or the code that it breaks. */
const TABLE: readonly (readonly [MeetingMinutes, string, string, string])[] = [
  [proposed, 'proposed', 'returned', 'minutes.not-returned'],
  [half, 'confirmed', 'returned', 'minutes.not-returned'],
  [confirmed, 'minutes.not-proposed', 'minutes.not-proposed', 'minutes.not-returned'],
  [returned, 'minutes.not-proposed', 'minutes.not-proposed', 'proposed'],
];
const outcome = (act: () => { readonly status: string }): string => {
  try {
    return act().status;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each(TABLE)(
  '2.3.2c: %j answers to confirmation, return and revision',
  (state, confirm, giveBack, revise) => {
    expect(outcome(() => confirmMinutes(state, office).state)).toBe(confirm);
    expect(outcome(() => returnMinutes(state, '有误', office).state)).toBe(giveBack);
    expect(outcome(() => reviseMinutes(held, state, minutes, office).state.minutes)).toBe(revise);
  },
);
