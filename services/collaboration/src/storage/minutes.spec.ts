import { closeAction, openAction, passDue, type Action } from '../domain/action';
import { hold, plan } from '../domain/meeting';
import { confirmMinutes, propose, returnMinutes, type MeetingMinutes } from '../domain/minutes';
import * as actionRows from './actions';
import { fromRow, toRow } from './minutes';

const now = new Date('2026-10-21T01:00:00.000Z');
const contract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
};
const scheduled = plan(contract, 'Asia/Shanghai', '2026-10', now);
const held = hold(scheduled, { summary: '复盘', attendees: 6, heldOn: '2026-10-20' }, 4, { by: 'vera', now });
const vendor = { side: 'VENDOR', by: 'vic', now } as const;
const proposed = propose(held.state, 1, 'vera', now);
const half = confirmMinutes(proposed, vendor).state;

it.each<MeetingMinutes>([
  proposed,
  half,
  confirmMinutes(half, { ...vendor, side: 'ENTERPRISE' }).state,
  returnMinutes(half, '人数有误', vendor).state,
])('minutes that are $status are read back as they were stored', (minutes) => {
  expect(fromRow(toRow(minutes))).toEqual(minutes);
});

const asked = { id: contract.id, what: '更换电池', ownerSide: 'VENDOR', dueOn: '2026-10-31' } as const;
const open = openAction(held.state, asked, vendor).state;

it.each<Action>([open, passDue(open).state, closeAction(open, '已更换', vendor).state])(
  'an action that is $status is read back as it was stored',
  (action) => {
    expect(actionRows.fromRow(actionRows.toRow(action))).toEqual(action);
  },
);
