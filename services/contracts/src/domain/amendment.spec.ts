import { approveAmendment, propose, signAmendment, withdraw } from './amendment';
import type { Amended, Amendment, Changes, Proposed } from './amendment';
import type { InForce } from './contract';

const firstAt = new Date('2025-12-31T16:00:00.000Z'); // 2026-01-01 in Shanghai
const now = new Date('2026-10-20T02:00:00.000Z');
const november = new Date('2026-10-31T16:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const norms = { depositBps: 1_000n, performanceShareBps: 2_000 };
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const pair = { onSite: hours(2), closure: hours(72) };
const slower = { onSite: hours(4), closure: hours(72) };
const contract: InForce = {
  ...{ id: '0195', code: 'C-1', vendorId: '0196', yearlyAmount: cny(120_000_000n) },
  ...{ performanceShareBps: 2_000, curve: 'LINEAR_60_90', startOn: '2026-01-01', endOn: '2026-12-31' },
  categories: ['HARDWARE'],
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  clauses: [{ clauseId: '1.1.4', text: '按责任比例赔偿。' }],
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海', recipientSeat: '上海' },
  },
  ...{ scope: [], rateCard: [], waiver: null },
  ...{ depositRequired: cny(12_000_000n), escrowed: cny(12_000_000n), hasLiaison: true },
  approvals: { LEGAL: 'lin', FINANCE: 'qian', TECHNICAL: 'ji' },
  signatures: { ENTERPRISE: 'Li Na', VENDOR: 'Wang Wei' },
  ...{ status: 'in-force', signedAt: firstAt, activatedAt: firstAt, effectiveAt: firstAt },
};
const amended = (...amendments: Amendment[]): Amended => ({ contract, effectiveAt: firstAt, amendments });
const slaChange: Changes = { slaTargets: { 1: slower, 2: pair, 3: pair, 4: pair } };
const proposal = (changes: Changes = slaChange, effectiveAt = november) => ({
  ...{ changes, effectiveAt, reason: '现场条件变化', by: 'office' },
});
const proposed = (changes: Changes = slaChange) => propose(amended(), proposal(changes), norms, now).state;
const approved = (changes: Changes = slaChange): Proposed => {
  const legal = approveAmendment(proposed(changes), 'LEGAL', 'lin', now).state;
  const finance = approveAmendment(legal, 'FINANCE', 'qian', now).state;
  return approveAmendment(finance, 'TECHNICAL', 'ji', now).state;
};
const signed = (changes: Changes = slaChange) => {
  const half = signAmendment(approved(changes), 'ENTERPRISE', 'Li Na', [], now).state;
  return signAmendment(half, 'VENDOR', 'Wang Wei', [], now);
};
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('1.3.3: both signatures make version 2, which is announced with all its terms before it counts', () => {
  const { state, events } = signed();
  expect(state).toMatchObject({ status: 'signed', contractVersion: 2, signedAt: now });
  expect(events).toMatchObject([
    {
      type: 'contracts.contract.amended.v1',
      data: {
        contractVersion: 2,
        effectiveAt: november,
        endOn: '2026-12-31',
        slaTargets: { 1: slower, 2: pair },
      },
    },
  ]);
});

it('1.3.3: one signature agrees nothing, and no side signs twice', () => {
  const half = signAmendment(approved(), 'VENDOR', 'Wang Wei', [], now);
  expect([half.state.status, half.events]).toEqual(['proposed', []]);
  const again = () => signAmendment(half.state, 'VENDOR', 'Wang Wei', [], now);
  expect(again).toThrow(breaks('amendment.already-signed'));
});

it('1.3.3: the next amendment builds on the last that was signed, not on one that was withdrawn', () => {
  const second = signed().state;
  const extended = proposal({ endOn: '2027-12-31' }, new Date('2026-11-30T16:00:00.000Z'));
  const third = propose(amended(second), extended, norms, now).state;
  expect(third).toMatchObject({
    contractVersion: 3,
    terms: { endOn: '2027-12-31', slaTargets: { 1: slower } },
  });
  const afterwards = propose(amended(second, withdraw(third, now).state), extended, norms, now).state;
  expect(afterwards.contractVersion).toBe(4);
});

it('3.1.1: three disciplines, three persons, before either side signs', () => {
  const legal = approveAmendment(proposed(), 'LEGAL', 'lin', now).state;
  expect(() => approveAmendment(legal, 'FINANCE', 'lin', now)).toThrow(breaks('contract.same-approver'));
  expect(() => signAmendment(legal, 'ENTERPRISE', 'Li Na', [], now)).toThrow(
    breaks('contract.approval-missing'),
  );
});

it('S11: an amendment cannot reach back, neither when proposed nor when signed', () => {
  const yesterday = proposal(slaChange, new Date(now.getTime() - 1));
  expect(() => propose(amended(), yesterday, norms, now)).toThrow(breaks('amendment.retroactive'));
  const late = () => signAmendment(approved(), 'VENDOR', 'Wang Wei', [], new Date(november.getTime() + 1));
  expect(late).toThrow(breaks('amendment.retroactive'));
});

it('one amendment at a time, and each later than the version before', () => {
  expect(() => propose(amended(proposed()), proposal(), norms, now)).toThrow(
    breaks('amendment.open-already'),
  );
  expect(() => propose(amended(signed().state), proposal(), norms, now)).toThrow(
    breaks('amendment.not-later'),
  );
});

it('only a contract in force is amended, in its own currency, and keeps to the rules of a draft', () => {
  const draft = { ...amended(), contract: { ...contract, status: 'draft' as const } };
  expect(() => propose(draft, proposal(), norms, now)).toThrow(breaks('contract.not-in-force'));
  const dollars: Changes = { yearlyAmount: { amountMinor: 1n, currency: 'USD' } };
  expect(() => proposed(dollars)).toThrow(breaks('amendment.currency-changed'));
  expect(() => proposed({ endOn: '2025-12-31' })).toThrow(breaks('contract.dates-reversed'));
  expect(() => proposed({ performanceShareBps: 1_000 })).toThrow(breaks('contract.waiver-missing'));
});

it('D6: a yearly amount of ¥1,500,000.00 asks for ¥150,000.00 of deposit from then on', () => {
  const { events } = signed({ yearlyAmount: cny(150_000_000n) });
  expect(events).toMatchObject([{ data: { depositRequired: cny(15_000_000n) } }]);
});

it('3.3.2a: an amendment is held to the law as the contract was', () => {
  const sue: Changes = { clauses: [{ clauseId: '3.3.2a', text: '可仲裁也可起诉。' }] };
  const signing = () => signAmendment(approved(sue), 'ENTERPRISE', 'Li Na', [], now);
  expect(signing).toThrow(breaks('contract.lint-error'));
});

it('what is settled is neither approved, signed nor withdrawn', () => {
  const { state } = signed();
  expect(() => approveAmendment(state, 'LEGAL', 'lin', now)).toThrow(breaks('amendment.not-proposed'));
  expect(() => withdraw(state, now)).toThrow(breaks('amendment.not-proposed'));
});
