import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

/** Invented: no notice reaches so far ahead. */
const of2031 = {
  ...{ calendar: 'CN', year: 2031, notice: 'https://www.gov.cn/2031' },
  ...{ off: ['01-01..01-03'], madeUp: ['01-04'] },
};
const vendor = 'vendor:0195540a-0000-7000-8000-00000000000a';
/** Three hours from Wednesday morning. */
const question = {
  ...{ calendar: 'CN', timezone: 'Asia/Shanghai', start: '2031-01-01T09:00:00+08:00', seconds: 10_800 },
  ...{ slots: [['09:00', '18:00']], pauses: [] },
};

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

it('D1: a year is proposed and published by two persons of the two roles, and at once counts for everybody', async () => {
  const years = '/calendar-years';
  for (const who of ['technical', vendor, 'service']) {
    expect(await house.call(who, years, of2031)).toMatchObject({ status: 403 });
  }
  expect(await house.call('office-head', years, { ...of2031, madeUp: ['01-06'] })).toMatchObject({
    ...{ status: 422, body: { code: 'calendar.not-weekend', errors: [{ path: '/madeUp/0' }] } },
  });
  const due = () => house.call(vendor, '/calculators/deadline', question);
  // Wednesday, the first of January, is a weekday; off, with Thursday and Friday, it leaves Saturday.
  expect((await due()).body).toEqual({ due: '2031-01-01T12:00:00+08:00', provisional: true });

  const { body } = await house.call<{ calendarYearId: string }>('platform-admin', years, of2031);
  const place = `${years}/${body.calendarYearId}/publication`;
  expect(await house.call('platform-admin', place, {})).toMatchObject({
    ...{ status: 409, body: { code: 'calendar-year.same-person' } },
  });
  expect((await due()).body).toMatchObject({ provisional: true });
  expect(await house.call('office-head', place, {})).toMatchObject({ status: 201, body: { version: 1 } });
  expect((await due()).body).toEqual({ due: '2031-01-04T12:00:00+08:00', provisional: false });
  expect(await house.call(vendor, `${years}?year=2031`)).toMatchObject({
    body: { items: [{ ...of2031, version: 1, publishedBy: 'office-head' }] },
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.calendar-year.published.v1')).toMatchObject({
    ...{ ...of2031, version: 1 },
  });
});
