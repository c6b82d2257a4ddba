import { money } from '@steward/money';
import { approve, charge, decline, priceOf, quote, tellWork } from './change-order';
import type { Card, ChangeOrder, Estimate, ScopeReview } from './change-order';

const cny = (amountMinor: bigint) => money(amountMinor, 'CNY');
const now = new Date('2026-03-02T02:00:00.000Z');
const review: ScopeReview = {
  ...{ id: 'review', workOrderId: 'work', contractId: 'contract', vendorId: 'vendor' },
  ...{ rateCode: 'UPGRADES', isOpen: true },
};
const rate = { code: 'UPGRADES', hourlyRate: cny(38_000n), cap: cny(200_000n) };
const card: Card = { code: 'C-1', isInForce: true, contractVersion: 3, rateCard: [rate] };
const estimate = (estimatedMinutes: number): Estimate => ({
  ...{ id: 'order', rateCode: 'UPGRADES', estimatedMinutes, description: '升级核心路由器' },
});
const quotedFor = (minutes: number, by = 'vendor') =>
  quote(review, card, [], estimate(minutes), by, now).state;
/** From the quote to the confirmation of what was worked. */
function charged(estimatedMinutes: number, workedMinutes: number) {
  const approved = approve(quotedFor(estimatedMinutes), review, 'wang', now).state;
  return charge(tellWork(approved, workedMinutes, 'vendor', now).state, 'wang', now);
}
const thrown = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return null;
};

it('2.2.2b: 6.5 hours at ¥380.00 with a cap of ¥2,000 pay ¥2,000.00, and ¥470.00 is shown as capped', () => {
  const { state, events } = charged(390, 390);
  expect(state).toMatchObject({ status: 'charged', amount: cny(200_000n), capped: cny(47_000n) });
  expect(events[0]!.data).toMatchObject({ amount: cny(200_000n), capped: cny(47_000n), contractVersion: 3 });
});

it('2.2.2b: less than was quoted is paid as worked, more only as quoted', () => {
  // Two hours were quoted: ¥760.00.
  expect(charged(120, 90).state).toMatchObject({ amount: cny(57_000n), capped: cny(0n) });
  expect(charged(120, 180).state).toMatchObject({ amount: cny(76_000n), capped: cny(38_000n) });
});

it('2.2.2b: a minute of ¥380.00 an hour is ¥6.33, and three are ¥19.00: rounded once, half up', () => {
  expect([1, 3, 5].map((minutes) => priceOf(minutes, cny(38_000n)).amountMinor)).toEqual([
    633n,
    1_900n,
    3_167n,
  ]);
});

it.each<[string, () => unknown]>([
  ['change-order.no-rate', () => quote(review, { ...card, rateCard: [] }, [], estimate(60), 'v', now)],
  [
    'change-order.other-rate',
    () => {
      const other = { ...rate, code: 'OTHER' };
      const asked = { ...estimate(60), rateCode: 'OTHER' };
      return quote(review, { ...card, rateCard: [rate, other] }, [], asked, 'v', now);
    },
  ],
  ['contract.not-in-force', () => quote(review, { ...card, isInForce: false }, [], estimate(60), 'v', now)],
  ['change-order.review-ended', () => quote({ ...review, isOpen: false }, card, [], estimate(60), 'v', now)],
  ['change-order.open-already', () => quote(review, card, [quotedFor(60)], estimate(60), 'v', now)],
  ['change-order.same-person', () => approve(quotedFor(60, 'wang'), review, 'wang', now)],
  ['change-order.review-ended', () => approve(quotedFor(60), { ...review, isOpen: false }, 'wang', now)],
  ['change-order.wrong-state', () => tellWork(quotedFor(60), 60, 'vendor', now)],
  ['change-order.wrong-state', () => charge(quotedFor(60), 'wang', now)],
])('2.2.2b: %s is refused', (code, act) => {
  expect(thrown(act)).toBe(code);
});

it('2.2.2b: another quote may follow one that was declined, by any line where the scope names none', () => {
  const declined: ChangeOrder = decline(quotedFor(60), '价格偏高', 'wang', now).state;
  const unpriced = { ...review, rateCode: null };
  expect(quote(unpriced, card, [declined], estimate(30), 'v', now).state.quoted).toEqual(cny(19_000n));
});

it('2.2.2b: who told the time does not confirm it', () => {
  const approved = approve(quotedFor(60), review, 'wang', now).state;
  const worked = tellWork(approved, 60, 'li', now).state;
  expect(thrown(() => charge(worked, 'li', now))).toBe('change-order.same-person');
});
