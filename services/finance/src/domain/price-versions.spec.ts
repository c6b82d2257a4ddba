import type { PayTerms } from './quarter-pay';
import { monthFee, priceSpans } from './price-versions';

const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const terms = (contractVersion: number, on: string, monthly: bigint): PayTerms => ({
  ...{ contractId: 'c', vendorId: 'v', contractVersion, effectiveAt: new Date(`${on}T00:00:00+08:00`) },
  ...{ yearlyAmount: cny(monthly * 12n), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
  ...{ startOn: '2026-02-01', endOn: '2026-12-15', timezone: 'Asia/Shanghai', creditRegime: null },
  paymentTermDays: null,
});
const versions = [terms(1, '2026-02-01', 100n), terms(2, '2026-11-05', 110n), terms(3, '2026-11-20', 120n)];
const shown = (list: readonly PayTerms[], firstOn: string, lastOn: string) =>
  priceSpans(list, firstOn, lastOn).map((span) => [span.terms.contractVersion, span.firstOn, span.lastOn]);

it('D4: every day of a quarter has the price of the version that counts on it', () => {
  expect(shown(versions, '2026-10-01', '2026-12-31')).toEqual([
    [1, '2026-10-01', '2026-11-04'],
    [2, '2026-11-05', '2026-11-19'],
    [3, '2026-11-20', '2026-12-15'],
  ]);
  expect(shown(versions, '2026-01-01', '2026-03-31')).toEqual([[1, '2026-02-01', '2026-03-31']]);
  expect(shown(versions, '2027-01-01', '2027-03-31')).toEqual([]);
});

it('D4: a version that leaves the price is no new line, and one that comes to count earlier takes the place', () => {
  const same = [versions[0]!, terms(2, '2026-11-05', 100n)];
  expect(shown(same, '2026-10-01', '2026-12-31')).toEqual([[2, '2026-10-01', '2026-12-15']]);
  const earlier = [versions[0]!, versions[1]!, terms(3, '2026-11-02', 120n)];
  expect(shown(earlier, '2026-11-01', '2026-11-30')).toEqual([
    [1, '2026-11-01', '2026-11-01'],
    [3, '2026-11-02', '2026-11-30'],
  ]);
});

it('D4, D5: ¥100,000.00, 110,000.00 and 120,000.00 make a November of ¥112,333.33', () => {
  const dear = versions.map((one) => ({
    ...one,
    yearlyAmount: cny(one.yearlyAmount.amountMinor * 100_000n),
  }));
  expect(monthFee(dear, '2026-11')).toEqual({ month: '2026-11', fee: cny(11_233_333n) });
  expect(monthFee(dear, '2026-01').fee).toEqual(cny(0n));
});
