import { changeBy, place, type Item } from './agenda';
import type { KnownContract } from './contract';

const now = new Date('2026-11-02T00:00:00.000Z');
const contract: KnownContract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  ...{ code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
};
const item: Item = {
  ...{
    milestoneId: '0195540a-0000-7000-8000-0000000000f1',
    contractId: contract.id,
    vendorId: contract.vendorId,
  },
  ...{ workOrderId: '0195540a-0000-7000-8000-0000000000d1', kind: 'ON_SITE', severity: 1 },
  decidedAt: new Date('2026-10-31T15:59:59.999Z'),
};

it('2.3.2c: a breach enters the agenda, whether it is the first verdict or a later one', () => {
  expect(changeBy({ ...item, verdict: 'BREACHED', version: 1 })).toEqual({ entered: [item], struck: [] });
  expect(changeBy({ ...item, verdict: 'BREACHED', version: 3 })).toEqual({ entered: [item], struck: [] });
});

it('a later verdict that is no breach strikes the milestone; a first one has nothing to strike', () => {
  const struck = { entered: [], struck: [item.milestoneId] };
  expect(changeBy({ ...item, verdict: 'MET', version: 2 })).toEqual(struck);
  expect(changeBy({ ...item, verdict: 'OPEN', version: 2 })).toEqual(struck);
  expect(changeBy({ ...item, verdict: 'MET', version: 1 })).toEqual({ entered: [], struck: [] });
});

it('2.3.2c: the month is that of the contract’s zone: 24:00 in Shanghai is 16:00 UTC', () => {
  const next = { ...item, milestoneId: '0195540a-0000-7000-8000-0000000000f2' };
  const midnight = new Date('2026-10-31T16:00:00.000Z');
  const { items, meetings } = place([item, { ...next, decidedAt: midnight }], [contract], now);
  expect(meetings.map(({ month }) => month)).toEqual(['2026-10', '2026-11']);
  expect(items.map(({ meetingId }) => meetingId)).toEqual(meetings.map(({ id }) => id));
});

it('two breaches of one month share one meeting', () => {
  const other = { ...item, milestoneId: '0195540a-0000-7000-8000-0000000000f2' };
  expect(place([item, other], [contract], now).meetings).toHaveLength(1);
});

it('an item waits while its contract or the contract’s zone is not known', () => {
  const waiting = { items: [{ ...item, meetingId: null }], meetings: [] };
  expect(place([item], [], now)).toEqual(waiting);
  expect(place([item], [{ ...contract, timezone: null }], now)).toEqual(waiting);
});
