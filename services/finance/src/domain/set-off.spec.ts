import fc from 'fast-check';
import { setOff } from './set-off';

const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const netted = (credits: bigint, damages: bigint, deposit: bigint, invoice: bigint) => {
  const result = setOff({
    credits: cny(credits),
    damages: cny(damages),
    deposit: cny(deposit),
    invoice: cny(invoice),
  });
  return Object.values(result).map(({ amountMinor }) => amountMinor);
};

it('D5, 1.1.4: credits go to the next invoice, damages to the deposit, then the invoice, then the vendor', () => {
  expect(netted(400_000n, 3_100_000n, 12_000_000n, 29_867_000n)).toEqual([
    ...[400_000n, 3_100_000n, 0n, 0n, 29_467_000n], // the deposit bears the damages alone
  ]);
  expect(netted(400_000n, 15_000_000n, 12_000_000n, 2_000_000n)).toEqual([
    ...[400_000n, 12_000_000n, 1_600_000n, 1_400_000n, 0n],
  ]);
  expect(netted(400_000n, 0n, 12_000_000n, 100_000n)).toEqual([100_000n, 0n, 0n, 300_000n, 0n]);
});

it('D5, 1.1.4: conserves, and never takes more than there is', () => {
  const sum = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(sum, sum, sum, sum, (credits, damages, deposit, invoice) => {
      const parts = netted(credits, damages, deposit, invoice);
      const [fromInvoice, fromDeposit, then, receivable, payable] = parts as [
        bigint,
        bigint,
        bigint,
        bigint,
        bigint,
      ];
      expect(fromInvoice + fromDeposit + then + receivable).toBe(credits + damages);
      expect(fromInvoice + then + payable).toBe(invoice);
      expect(fromDeposit <= deposit && parts.every((part) => part >= 0n)).toBe(true);
    }),
  );
});
