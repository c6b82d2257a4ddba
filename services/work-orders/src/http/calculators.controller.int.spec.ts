import { provisionStreams } from '@steward/messaging';
import { ROLES, startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startUnderTest({
    ...{
      service: 'work-orders',
      options: workOrdersDatabase,
      provision: provisionStreams,
      stop: stopService,
    },
    start: async () =>
      startService('work-orders', (await import('../work-orders.module.js')).WorkOrdersModule),
  });
});
afterAll(() => house?.stop());

const s2 = {
  ...{ calendar: 'CN', timezone: 'Asia/Shanghai', start: '2026-09-30T17:00:00+08:00', seconds: 57_600 },
  slots: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
  pauses: [] as unknown[],
};
const due = { due: '2026-10-09T17:00:00+08:00', provisional: false };
const september = {
  ...{ from: '2026-09-01T00:00:00+08:00', to: '2026-10-01T00:00:00+08:00', timezone: 'Asia/Shanghai' },
  ...{ planned: [], targetPerMille: 999 },
  outages: [['2026-09-10T10:00:00+08:00', '2026-09-10T10:43:13+08:00']],
};
const notice = { calendar: 'CN', timezone: 'Asia/Shanghai', from: '2026-09-21', days: 10 };
const ask = (kind: string, question: object, who = 'auditor') =>
  house.call(who, `/calculators/${kind}`, question);

it('S2, 2.2.1c and D6.3: the calculators answer over HTTP', async () => {
  expect(await ask('deadline', s2)).toEqual({ status: 200, body: due });
  expect(await ask('availability', september)).toMatchObject({
    ...{ status: 200, body: { downSeconds: 2593, met: false, displayPercent: '99.899' } },
  });
  expect(await ask('workingDays', notice)).toEqual({ status: 200, body: { lastDay: '2026-10-12' } });
});

it('a list is answered by a list, of at most 100', async () => {
  expect(await ask('deadline', [s2, { ...s2, seconds: 0 }])).toMatchObject({
    ...{ status: 200, body: [due, { due: s2.start }] },
  });
  expect(await ask('deadline', [])).toEqual({ status: 200, body: [] });
  expect(
    await ask(
      'deadline',
      Array.from({ length: 101 }, () => s2),
    ),
  ).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '' }] } },
  });
});

it.each([...ROLES])('%s may ask', async (role) => {
  const who = role === 'vendor' ? 'vendor:0195540a-0000-7000-8000-00000000000a' : role;
  expect(await ask('workingDays', notice, who)).toMatchObject({ status: 200 });
});

it('what was asked and answered is kept nowhere', async () => {
  await ask('workingDays', notice);
  const count = 'SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM audit) AS kept';
  expect(await house.database.owner.query(count)).toEqual([{ kept: '0' }]);
});

it('what does not fit is refused with its path, in a list by its place, and nobody may ask unnamed', async () => {
  const wrong = {
    ...s2,
    colour: 'red',
    pauses: [['2026-11-02T15:00:00+08:00', '2026-11-02T14:00:00+08:00']],
  };
  expect(await ask('deadline', wrong)).toMatchObject({
    status: 422,
    body: {
      code: 'request.refused',
      errors: [{ path: '/colour' }, { path: '/pauses', message: 'pauses[0] ends before it begins' }],
    },
  });
  expect(await ask('availability', [september, { ...september, to: september.from }])).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/1/to', message: 'to must come after from' }] } },
  });
  expect(await ask('workingDays', [notice, 1])).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/1' }] } },
  });
  expect(await ask('moon', {})).toMatchObject({ status: 404, body: { code: 'request.no-such-route' } });
  expect(await ask('workingDays', notice, 'nobody')).toMatchObject({ status: 403 });
});
