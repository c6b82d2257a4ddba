import { targetsOf } from './availability-targets';

const policy = { targetPerMille: 999, noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 };
const erp = { service: 'erp', name: 'ERP', serviceHours: null };

it('2.2.1c: what a contract leaves out is the policy’s: 99.9 %, 48 hours, 240 minutes a month', () => {
  expect(targetsOf([erp], policy)).toEqual([{ ...erp, ...policy }]);
  const own = { ...erp, targetPerMille: 995, noticeSeconds: 0, monthlyQuotaSeconds: 3600 };
  expect(targetsOf([own], policy)).toEqual([own]);
});

it('2.2.1c: a service stands once among the targets', () => {
  const twice = () => targetsOf([erp, { ...erp, name: 'ERP 2' }], policy);
  expect(twice).toThrow(
    expect.objectContaining({ code: 'contract.service-repeated', path: '/availability' }),
  );
});

it.each([
  ['none', []],
  ['out of order', [['13:00', '12:00']]],
  [
    'overlapping',
    [
      ['08:00', '12:00'],
      ['11:00', '13:00'],
    ],
  ],
] as const)('2.2.1c: service hours that are %s are refused, and the field is named', (_, serviceHours) => {
  const wrong = () => targetsOf([erp, { ...erp, service: 'mail', serviceHours }], policy);
  expect(wrong).toThrow(
    expect.objectContaining({
      ...{ code: 'contract.service-hours-wrong', path: '/availability/1/serviceHours' },
    }),
  );
});
