import type { AvailabilityTarget } from '@steward/terms';
import { firstMonth, promised, promiseIn, type PromisingVersion } from './promise';

const at = (text: string): number => Date.parse(`${text}T00:00:00+08:00`);
const erp: AvailabilityTarget = {
  ...{ service: 'erp', name: 'ERP', targetPerMille: 999, serviceHours: null },
  ...{ noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 },
};
const first: PromisingVersion = {
  ...{ contractId: 'c', vendorId: 'v', timezone: 'Asia/Shanghai', availability: [erp] },
  ...{ effectiveAt: new Date(at('2026-09-16')), startOn: '2026-09-16', endOn: '2026-12-31' },
};
const amended = (day: string, change: Partial<PromisingVersion>): PromisingVersion => ({
  ...first,
  effectiveAt: new Date(at(day)),
  ...change,
});

it('2.2.1c, A7: a service is owed from the contract’s first day to its last', () => {
  expect(promiseIn([first], 'erp', '2026-09')).toMatchObject({
    period: { from: at('2026-09-01'), to: at('2026-10-01') },
    inForce: [{ from: at('2026-09-16'), to: at('2026-10-01') }],
  });
  expect(promiseIn([first], 'erp', '2026-12')).toMatchObject({
    inForce: [{ from: at('2026-12-01'), to: at('2027-01-01') }],
  });
  expect([promiseIn([first], 'erp', '2026-08'), promiseIn([first], 'erp', '2027-01')]).toEqual([null, null]);
  expect(promiseIn([first], 'mail', '2026-10')).toBeNull();
});

it('S11: a month keeps the target in force at its beginning', () => {
  const slower = { ...erp, targetPerMille: 990 };
  const versions = [first, amended('2026-10-15', { availability: [slower] })];
  const perMille = (month: string) => promiseIn(versions, 'erp', month)!.target.targetPerMille;
  expect([perMille('2026-10'), perMille('2026-11')]).toEqual([999, 990]);
});

it('2.2.1c: an amendment may take a service away, give it back, add one, or let the contract go on', () => {
  const versions = [
    first,
    amended('2026-10-06', { availability: [] }),
    amended('2026-10-26', { availability: [erp, { ...erp, service: 'mail' }], endOn: '2027-03-31' }),
  ];
  expect(promiseIn(versions, 'erp', '2026-10')!.inForce).toEqual([
    { from: at('2026-10-01'), to: at('2026-10-06') },
    { from: at('2026-10-26'), to: at('2026-11-01') },
  ]);
  expect(promiseIn(versions, 'mail', '2026-10')!.inForce).toEqual([
    { from: at('2026-10-26'), to: at('2026-11-01') },
  ]);
  expect(promiseIn(versions, 'erp', '2027-03')).not.toBeNull();
  expect(promiseIn(versions, 'erp', '2027-04')).toBeNull();
});

it('the next month to measure is the first in which anything is promised', () => {
  const versions = [
    first,
    amended('2026-10-01', { availability: [] }),
    amended('2026-12-10', { availability: [erp] }),
  ];
  expect(firstMonth(versions, 'erp', at('2020-01-01'))).toBe('2026-09');
  expect(firstMonth(versions, 'erp', at('2026-09-20'))).toBe('2026-09');
  expect(firstMonth(versions, 'erp', at('2026-10-01'))).toBe('2026-12');
  expect(firstMonth(versions, 'erp', at('2027-01-01'))).toBeNull();
});

it('what no version promises is no service of the contract', () => {
  const versions = [first, amended('2026-10-01', { availability: [] })];
  expect(promised(versions, 'erp')).toEqual({ contractId: 'c', vendorId: 'v', service: 'erp' });
  expect(() => promised(versions, 'mail')).toThrow(
    expect.objectContaining({ code: 'availability.service-unknown', path: '/service' }),
  );
});
