import { closeAction, openAction, passDue, type Action } from './action';
import { hold, plan } from './meeting';

const now = new Date('2026-10-21T01:00:00.000Z');
const contract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
};
const scheduled = plan(contract, 'Asia/Shanghai', '2026-10', now);
const minutes = { summary: '复盘', attendees: 6, heldOn: '2026-10-20' };
const held = hold(scheduled, minutes, 4, { by: 'vera', now }).state;
const id = '0195540a-0000-7000-8000-0000000000e1';
const asked = { id, what: '更换机房电池', ownerSide: 'VENDOR', dueOn: '2026-10-31' } as const;
const open = openAction(held, asked, { by: 'vera', now }).state;
const overdue = passDue(open).state;
const vendor = { side: 'VENDOR', by: 'vic', now } as const;
const office = { side: 'ENTERPRISE', by: 'omar', now } as const;
const done = closeAction(open, '已更换', vendor).state;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('2.3.2c: an action has a side and a last day, which ends at 24:00 in the contract’s zone', () => {
  expect(open).toMatchObject({ status: 'open', dueAt: new Date('2026-10-31T16:00:00.000Z') });
  expect(openAction(held, asked, { by: 'vera', now }).events).toMatchObject([
    { type: 'collaboration.action.opened.v1', data: { ownerSide: 'VENDOR', dueOn: '2026-10-31' } },
  ]);
  const onDay = (dueOn: string) => () => openAction(held, { ...asked, dueOn }, { by: 'vera', now });
  expect(onDay('2026-10-20')).toThrow(breaks('action.due-past'));
  expect(onDay('2026-10-21')).not.toThrow();
});

it('2.3.2c: it is overdue at 24:00 of that day, announced once', () => {
  expect(overdue).toMatchObject({ status: 'overdue', overdueAt: open.dueAt });
  expect(passDue(open).events).toMatchObject([{ type: 'collaboration.action.overdue.v1' }]);
  expect(passDue(overdue)).toEqual({ state: overdue, events: [] });
  expect(passDue(done)).toEqual({ state: done, events: [] });
});

it('2.3.2c: an action done at the due instant is in time, a millisecond later it is not', () => {
  const at = (iso: string) => closeAction(open, '已更换', { ...vendor, now: new Date(iso) }).events;
  expect(at('2026-10-31T16:00:00.000Z')).toMatchObject([{ data: { isInTime: true } }]);
  expect(at('2026-10-31T16:00:00.001Z')).toMatchObject([{ data: { isInTime: false } }]);
});

it('2.3.2c: a vendor closes what it owes and not what the enterprise owes', () => {
  const theirs = { ...open, ownerSide: 'ENTERPRISE' } as const;
  expect(() => closeAction(theirs, '已更换', vendor)).toThrow(breaks('action.other-side'));
  expect(closeAction(theirs, '已更换', office).state.status).toBe('done');
  expect(closeAction(open, '已更换', office).state.status).toBe('done');
});

it.each<[Action, string | { status: string }]>([
  [open, { status: 'done' }],
  [overdue, { status: 'done' }],
  [done, 'action.done'],
])('2.3.2c: what is %j is closed once', (state, expected) => {
  const act = () => closeAction(state, '已更换', vendor).state;
  if (typeof expected === 'string') expect(act).toThrow(breaks(expected));
  else expect(act()).toMatchObject(expected);
});
