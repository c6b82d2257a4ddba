import { money, ratio, sumOf, type Money } from '@steward/money';
import fc from 'fast-check';
import { assessDamages, DEFAULT_CREDIT_REGIME, grantCredit, reducibleDamages } from './index';
import type { Attribution, ServiceCredit } from './index';

const cny = (amountMinor: bigint): Money => money(amountMinor, 'CNY');
/** A credit of ¥2,000.00 for each full step that was granted to a breach, at ¥100,000.00 a month. */
const credited = (breachId: string, steps: bigint): ServiceCredit =>
  grantCredit(
    DEFAULT_CREDIT_REGIME,
    {
      ...{ breachId, promise: 'mail', month: '2026-09', kind: 'AVAILABILITY', target: ratio('0.999') },
      measured: ratio('0.999').sub(ratio(steps, 1000n)),
    },
    [{ month: '2026-09', fee: cny(10_000_000n) }],
    [],
  );
const claim = (lossMinor: bigint, attribution: Attribution, isUncapped = false) => ({
  ...{ breachId: 'leak', loss: cny(lossMinor), attribution, isUncapped },
});
const shared = (vendorBps: number): Attribution => ({ cause: 'SHARED', vendorBps });
const yearly = (amountMinor: bigint) => ({ yearlyFee: cny(amountMinor), capBps: 10_000 });
const CAP = yearly(120_000_000n);
const none = cny(0n);
const shown = (...asked: Parameters<typeof assessDamages>) => {
  const { attributed, netted, capped, damages } = assessDamages(...asked);
  return [attributed, netted, capped, damages].map(({ amountMinor }) => amountMinor);
};

describe('damages', () => {
  it('C7, 1.1.4: 70 % of ¥50,000.00 less ¥4,000.00 credited for the same breach are ¥31,000.00', () => {
    expect(shown(claim(5_000_000n, shared(7_000)), [credited('leak', 2n)], CAP, none)).toEqual([
      ...[3_500_000n, 400_000n, 0n, 3_100_000n],
    ]);
  });

  it('1.1.4: a credit for another breach is not netted', () => {
    expect(shown(claim(5_000_000n, shared(7_000)), [credited('other', 2n)], CAP, none)).toEqual([
      ...[3_500_000n, 0n, 0n, 3_500_000n],
    ]);
  });

  it('D5: are never below zero where the credits were more', () => {
    expect(shown(claim(100_000n, shared(5_000)), [credited('leak', 2n)], CAP, none)).toEqual([
      ...[50_000n, 50_000n, 0n, 0n],
    ]);
  });

  it('1.1.4: the vendor bears all of its operators’ errors and nothing of the customer’s or of force majeure', () => {
    const causes = ['VENDOR_OPERATOR_ERROR', 'CUSTOMER', 'FORCE_MAJEURE'] as const;
    expect(causes.map((cause) => shown(claim(100n, { cause }), [], CAP, none)[3])).toEqual([100n, 0n, 0n]);
  });

  it('D5: end at the yearly fee, what was assessed before counted in', () => {
    const asked = claim(5_000_000n, shared(10_000));
    expect(shown(asked, [], CAP, cny(118_000_000n))).toEqual([5_000_000n, 0n, 3_000_000n, 2_000_000n]);
    expect(shown(asked, [], CAP, cny(130_000_000n))).toEqual([5_000_000n, 0n, 5_000_000n, 0n]);
  });

  it('D5: have no cap for a data leak or wilful acts', () => {
    expect(shown(claim(5_000_000n, shared(10_000), true), [], yearly(1n), none)).toEqual([
      ...[5_000_000n, 0n, 0n, 5_000_000n],
    ]);
  });

  it('are rounded HALF_UP once, at the vendor’s share', () => {
    expect(shown(claim(25n, shared(5_000)), [], CAP, none)[0]).toBe(13n);
  });

  it('need one currency', () => {
    expect(() => assessDamages(claim(1n, shared(1)), [], CAP, money(0n, 'USD'))).toThrow(RangeError);
  });

  it('conserve: netted, capped and damages are the vendor’s share, and none is below zero', () => {
    const anySum = fc.bigInt(0n, 10n ** 9n);
    fc.assert(
      fc.property(
        ...[
          anySum,
          fc.integer({ min: 0, max: 10_000 }),
          fc.array(fc.bigInt(0n, 5n)),
          anySum,
          anySum,
          fc.boolean(),
        ],
        (lossMinor, vendorBps, steps, fee, before, isUncapped) => {
          const credits = steps.map((count, index) => credited(index % 2 ? 'leak' : 'other', count));
          const asked = claim(lossMinor, shared(vendorBps), isUncapped);
          const { attributed, ...parts } = assessDamages(asked, credits, yearly(fee), cny(before));
          expect(sumOf('CNY', Object.values(parts))).toEqual(attributed);
          expect(Object.values(parts).every(({ amountMinor }) => amountMinor >= 0n)).toBe(true);
        },
      ),
    );
  });
});

describe('agreed damages', () => {
  it('C8, 2.2.3c: of ¥80,000.00 for a loss of ¥50,000.00, 15,000.00 are above 130 % and may be reduced', () => {
    expect(reducibleDamages(cny(8_000_000n), cny(5_000_000n))).toEqual(cny(1_500_000n));
  });

  it('2.2.3c: up to 130 % of the loss nothing is', () => {
    expect(reducibleDamages(cny(6_500_000n), cny(5_000_000n))).toEqual(none);
    expect(reducibleDamages(cny(6_500_001n), cny(5_000_000n))).toEqual(cny(1n));
    expect(reducibleDamages(cny(0n), cny(5_000_000n))).toEqual(none);
  });
});
