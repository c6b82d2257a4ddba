import * as fc from 'fast-check';
import { settlementIdOf } from './settlement';
import { approveClaim, claimCharge, claimRelief, submitClaim, type Claim, type EndedDispute } from './claim';

const now = new Date('2027-03-01T03:00:00.000Z');
const journalId = '0195540a-0000-7000-8000-0000000000f1';
const disputeId = '0195540a-0000-7000-8000-0000000000d1';
const changeOrderId = '0195540a-0000-7000-8000-0000000000c1';
const parties = {
  contractId: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
};
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const dispute: EndedDispute = {
  ...{ ...parties, disputeId, subject: { kind: 'CONTRACT' }, award: null },
  relief: { amount: cny(1_234_567n), inFavourOf: 'VENDOR' },
};
const posted = (claim: Claim) => approveClaim(submitClaim(claim, 'li-na', now), journalId, 'wang-wei', now);

it('3.3.2a: whatever is claimed, by whichever side, its journal is of that sum twice and makes up zero', () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 17n });
  fc.assert(
    fc.property(amounts, fc.constantFrom('ENTERPRISE' as const, 'VENDOR' as const), (sum, inFavourOf) => {
      const ended = { ...dispute, relief: { amount: cny(sum), inFavourOf } };
      const [claim] = claimRelief(null, null, ended, now).state;
      const moved = posted(claim!).journals.flatMap(({ entries }) => entries);
      expect(moved.map(({ amount }) => amount.amountMinor)).toEqual([sum, -sum]);
    }),
  );
});

it('3.3.2a: a breach that is adjusted names the settlement of its quarter, and none where that is not known', () => {
  const subject = { kind: 'BREACH' as const, milestoneId: disputeId };
  const award = { becomes: 'ADJUSTMENT' as const, reference: 'A-1' };
  const { events } = claimRelief(null, null, { ...dispute, subject, award }, now);
  expect(events).toMatchObject([{ data: { cause: 'AWARD', correctionOf: null } }]);
  const known = claimRelief(null, '2026Q1', { ...dispute, subject, award }, now);
  const settlementId = settlementIdOf(dispute.contractId, '2026Q1');
  expect(known.events).toMatchObject([{ data: { cause: 'AWARD', correctionOf: settlementId } }]);
});

it('2.2.2b: a charge without a fen is no claim, and one of the whole quote is', () => {
  const quote = { ...parties, changeOrderId, contractVersion: 2, quoted: cny(200_000n) };
  const charged = (amountMinor: bigint) =>
    claimCharge(null, quote, { ...parties, changeOrderId, contractVersion: 2, amount: cny(amountMinor) }, now)
      .state;
  expect(charged(0n)).toEqual([]);
  expect(charged(200_000n)).toMatchObject([
    { status: 'raised', inFavourOf: 'VENDOR', ground: { contractVersion: 2, quoted: cny(200_000n) } },
  ]);
  expect(() => charged(200_001n)).toThrow(expect.objectContaining({ code: 'claim.exceeds-quote' }));
});
