import { endMonth, hold, plan, type Meeting } from '../domain/meeting';
import { fromRow, toRow } from './meetings';

const contract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
};
const now = new Date('2026-10-21T01:00:00.000Z');
const scheduled = plan(contract, 'Asia/Shanghai', '2026-10', now);
const minutes = { summary: '复盘', attendees: 6, heldOn: '2026-10-20' };
const held = hold(scheduled, minutes, 4, { by: 'vera', now }).state;
const missed = endMonth(scheduled).state;

it.each<Meeting>([scheduled, held, missed])(
  'a meeting that is $status is read back as it was stored',
  (meeting) => {
    expect(fromRow(toRow(meeting))).toEqual(meeting);
  },
);
