import { approveAmendment, propose, signAmendment, withdraw } from './amendment';
import type { Amended, Amendment, Changes, Proposed } from './amendment';
import { breaks, cny, damages, inForce as contract, pair } from './contract.fixture';
import { expire, suspend } from './lifecycle';

const firstAt = new Date('2025-12-31T16:00:00.000Z'); // 2026-01-01 in Shanghai
const now = new Date('2026-10-20T02:00:00.000Z');
const november = new Date('2026-10-31T16:00:00.000Z');
const norms = { depositBps: 1_000n, performanceShareBps: 2_000 };
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const slower = { onSite: hours(4), closure: hours(72) };
const amended = (...amendments: Amendment[]): Amended => ({ contract, effectiveAt: firstAt, amendments });
const of = (amendment: Amendment) => ({ contract, amendment });
const slaChange: Changes = { slaTargets: { 1: slower, 2: pair, 3: pair, 4: pair } };
const proposal = (changes: Changes = slaChange, effectiveAt = november) => ({
  ...{ changes, effectiveAt, reason: '现场条件变化', by: 'office' },
});
const proposed = (changes: Changes = slaChange) => propose(amended(), proposal(changes), norms, now).state;
const approved = (changes: Changes = slaChange): Proposed => {
  const legal = approveAmendment(of(proposed(changes)), 'LEGAL', 'lin', now).state;
  const finance = approveAmendment(of(legal), 'FINANCE', 'qian', now).state;
  return approveAmendment(of(finance), 'TECHNICAL', 'ji', now).state;
};
const signed = (changes: Changes = slaChange) => {
  const half = signAmendment(of(approved(changes)), 'ENTERPRISE', 'Li Na', [], now).state;
  return signAmendment(of(half), 'VENDOR', 'Wang Wei', [], now);
};

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
  const half = signAmendment(of(approved()), 'VENDOR', 'Wang Wei', [], now);
  expect([half.state.status, half.events]).toEqual(['proposed', []]);
  const again = () => signAmendment(of(half.state), 'VENDOR', 'Wang Wei', [], now);
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
  const legal = approveAmendment(of(proposed()), 'LEGAL', 'lin', now).state;
  expect(() => approveAmendment(of(legal), 'FINANCE', 'lin', now)).toThrow(breaks('contract.same-approver'));
  expect(() => signAmendment(of(legal), 'ENTERPRISE', 'Li Na', [], now)).toThrow(
    breaks('contract.approval-missing'),
  );
});

it('S11: an amendment cannot reach back, neither when proposed nor when signed', () => {
  const yesterday = proposal(slaChange, new Date(now.getTime() - 1));
  expect(() => propose(amended(), yesterday, norms, now)).toThrow(breaks('amendment.retroactive'));
  const late = () =>
    signAmendment(of(approved()), 'VENDOR', 'Wang Wei', [], new Date(november.getTime() + 1));
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

it('1.3.3: a suspended or ended contract is neither amended, approved nor signed; a proposal is withdrawn', () => {
  const suspended = suspend(contract, { reason: '整改', by: 'wang' }, now).state;
  const over = expire(contract, contract, new Date('2026-12-31T16:00:00.000Z')).state;
  for (const halted of [suspended, over]) {
    const breaksIt = breaks('contract.not-in-force');
    expect(() => propose({ ...amended(), contract: halted }, proposal(), norms, now)).toThrow(breaksIt);
    const of = { contract: halted, amendment: approved() };
    expect(() => approveAmendment(of, 'LEGAL', 'lin', now)).toThrow(breaksIt);
    expect(() => signAmendment(of, 'VENDOR', 'Wang Wei', [], now)).toThrow(breaksIt);
  }
  expect(withdraw(approved(), now).state.status).toBe('withdrawn');
});

it('1.3.3: an amendment takes effect by the contract’s end at the latest, and its own end lies ahead of that', () => {
  const end = new Date('2026-12-31T16:00:00.000Z');
  const extended: Changes = { endOn: '2027-12-31' };
  expect(propose(amended(), proposal(extended, end), norms, now).state.status).toBe('proposed');
  const late = () => propose(amended(), proposal(extended, new Date(end.getTime() + 1)), norms, now);
  expect(late).toThrow(breaks('amendment.after-end'));
  expect(() => proposed({ endOn: '2026-10-31' })).toThrow(breaks('amendment.end-passed'));
  expect(proposed({ endOn: '2026-11-01' }).terms.endOn).toBe('2026-11-01');
});

it('D6: a yearly amount of ¥1,500,000.00 asks for ¥150,000.00 of deposit from then on', () => {
  const { events } = signed({ yearlyAmount: cny(150_000_000n) });
  expect(events).toMatchObject([{ data: { depositRequired: cny(15_000_000n) } }]);
});

it('3.3.2a: an amendment is held to the law as the contract was', () => {
  const sue: Changes = { clauses: [{ clauseId: '3.3.2a', text: '可仲裁也可起诉。' }] };
  const signing = () => signAmendment(of(approved(sue)), 'ENTERPRISE', 'Li Na', [], now);
  expect(signing).toThrow(breaks('contract.lint-error'));
});

it('1.1.4: a version of a contract from before is not signed until it brings a damages clause', () => {
  const { damages: _, ...old } = contract;
  const version = (changes: Changes) => {
    const { state } = propose({ ...amended(), contract: old }, proposal(changes), norms, now);
    return { contract: old, amendment: { ...state, approvals: contract.approvals } };
  };
  const signing = (changes: Changes) => signAmendment(version(changes), 'VENDOR', 'Wang Wei', [], now);
  expect(() => signing(slaChange)).toThrow(breaks('contract.lint-error'));
  expect(signing({ ...slaChange, damages }).state.status).toBe('proposed');
});

it('what is settled is neither approved, signed nor withdrawn', () => {
  const { state } = signed();
  expect(() => approveAmendment(of(state), 'LEGAL', 'lin', now)).toThrow(breaks('amendment.not-proposed'));
  expect(() => withdraw(state, now)).toThrow(breaks('amendment.not-proposed'));
});
