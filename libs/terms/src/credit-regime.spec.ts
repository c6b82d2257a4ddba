import { money, ratio } from '@steward/money';
import { DEFAULT_CREDIT_REGIME, isCreditStep, regimeFromWire, regimeToWire } from './index';
import type { CreditRegime } from './index';

const whole: CreditRegime = {
  rules: {
    AVAILABILITY: { step: ratio(1n, 3n), feeBps: 150 },
    LATE_ON_SITE: { stepSeconds: 900, amount: money(9_007_199_254_740_993n, 'CNY') },
    POINTS: { points: { severe: 3, minor: 1 }, feeBps: 100 },
    AT_RISK: { atRiskBps: 5000 },
  },
  ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
};

it('D5: a regime is kept as JSON, exact to the last digit, and read back the same', () => {
  expect(regimeToWire(whole)).toEqual({
    rules: {
      AVAILABILITY: { step: '1/3', feeBps: 150 },
      LATE_ON_SITE: { stepSeconds: 900, amount: { amountMinor: '9007199254740993', currency: 'CNY' } },
      POINTS: { points: { severe: 3, minor: 1 }, feeBps: 100 },
      AT_RISK: { atRiskBps: 5000 },
    },
    ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
  });
  for (const regime of [whole, DEFAULT_CREDIT_REGIME, { ...whole, rules: {} }]) {
    const kept = JSON.parse(JSON.stringify(regimeToWire(regime))) as ReturnType<typeof regimeToWire>;
    expect(regimeFromWire(kept)).toEqual(regime);
  }
});

it('2.2.1c: a step is a part of the agreed time, above none and at most all', () => {
  const good = ['1/1000', '0.001', '1', '1000/1000', '0.5/2'];
  const bad = ['0', '0/5', '1/0', '2', '1001/1000', '-1/2', '', '1e-3', '1/2/3', 'all', '1/', '.5'];
  expect(good.filter((text) => !isCreditStep(text))).toEqual([]);
  expect(bad.filter(isCreditStep)).toEqual([]);
});
