import { DEFAULT_CREDIT_REGIME, type SlaTargets } from '@steward/terms';
import { damages } from './contract.fixture';
import { approve, draft, nameLiaison, secure, sign, type Contract, type Terms } from './contract';

const now = new Date('2026-03-02T01:00:00.000Z');
const effectiveAt = new Date('2025-12-31T16:00:00.000Z'); // 2026-01-01 in Shanghai
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const norms = { depositBps: 1_000n, performanceShareBps: 2_000 };
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const targets = { onSite: hours(2), closure: hours(72) };
const slaTargets: SlaTargets = { 1: targets, 2: targets, 3: targets, 4: targets };

const terms: Terms = {
  id: '0195540a-0000-7000-8000-000000000001',
  code: 'C-1',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  yearlyAmount: cny(120_000_000n), // ¥1,200,000.00
  performanceShareBps: 2_000,
  curve: 'LINEAR_60_90',
  startOn: '2026-01-01',
  endOn: '2026-12-31',
  categories: ['HARDWARE'],
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
  slaTargets,
  clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
  },
  damages,
  scope: [],
  rateCard: [],
  obligations: [],
  waiver: null,
  template: null,
};
const deposit = cny(12_000_000n);
const good = { isAdmitted: true, isTestPassed: true };

const drafted = (changes: Partial<Terms> = {}) => draft({ ...terms, ...changes }, norms, now).state;
const approved = (changes: Partial<Terms> = {}): Contract => {
  const legal = approve(drafted(changes), 'LEGAL', 'lin', now).state;
  const finance = approve(legal, 'FINANCE', 'qian', now).state;
  return approve(finance, 'TECHNICAL', 'ji', now).state;
};
const enterprise = { side: 'ENTERPRISE', signedBy: 'Li Na' } as const;
const vendor = { side: 'VENDOR', signedBy: 'Wang Wei' } as const;
/** The enterprise signs, and then the vendor. */
const signing = (contract: Contract, standing = good) => {
  const half = sign(contract, standing, [], enterprise, effectiveAt, now).state;
  return sign(half, standing, [], vendor, effectiveAt, now);
};
const signed = (): Contract => signing(approved()).state;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('drafting', () => {
  it('3.3.1a: a contract of ¥1,200,000.00 asks for ¥120,000.00', () => {
    expect(drafted().depositRequired).toEqual(deposit);
  });

  it('3.3.1a: the deposit is rounded down, so that it never exceeds ten per cent', () => {
    expect(drafted({ yearlyAmount: cny(99n) }).depositRequired).toEqual(cny(9n));
  });

  it('a contract without an amount, with reversed dates or an unknown curve is refused', () => {
    expect(() => drafted({ yearlyAmount: cny(0n) })).toThrow(breaks('contract.amount-missing'));
    expect(() => drafted({ endOn: '2025-12-31' })).toThrow(breaks('contract.dates-reversed'));
    const curve = 'STEEP' as Terms['curve'];
    expect(() => drafted({ curve })).toThrow(breaks('contract.curve-unknown'));
  });

  it('all sums are in one currency, and what the vendor is given of data has a name of its own', () => {
    const amount = { amountMinor: 1n, currency: 'USD' };
    const rules = { LATE_ON_SITE: { stepSeconds: 1800, amount } };
    const creditRegime = { ...DEFAULT_CREDIT_REGIME, rules };
    expect(() => drafted({ creditRegime })).toThrow(breaks('contract.currency-mixed'));
    expect(drafted({ creditRegime: DEFAULT_CREDIT_REGIME }).creditRegime).toBe(DEFAULT_CREDIT_REGIME);
    const item = { code: 'LOGS', name: '日志', classification: 'GENERAL', atEnd: 'RETURN' } as const;
    const given = { ...item, isCertificateRequired: true };
    expect(() => drafted({ dataCustody: [given, given] })).toThrow(breaks('contract.custody-repeated'));
    expect(drafted({ dataCustody: [given, { ...given, code: 'KEYS' }] }).dataCustody).toHaveLength(2);
  });

  it('2.2.2a: another share than 20 % needs a recorded waiver', () => {
    const changed = { performanceShareBps: 1_500 };
    expect(() => drafted(changed)).toThrow(breaks('contract.waiver-missing'));
    expect(drafted({ ...changed, waiver: 'agreed by the board' }).performanceShareBps).toBe(1_500);
  });
});

describe('approvals', () => {
  it('3.1.1: each discipline approves once, and each is another person', () => {
    const legal = approve(drafted(), 'LEGAL', 'lin', now).state;
    expect(() => approve(legal, 'LEGAL', 'qian', now)).toThrow(breaks('contract.already-approved'));
    expect(() => approve(legal, 'FINANCE', 'lin', now)).toThrow(breaks('contract.same-approver'));
  });

  it('3.1.1: legal and technical alone do not make a contract signable', () => {
    const legal = approve(drafted(), 'LEGAL', 'lin', now).state;
    const technical = approve(legal, 'TECHNICAL', 'ji', now).state;
    expect(() => signing(technical)).toThrow(breaks('contract.approval-missing'));
  });
});

describe('signature', () => {
  it('signing records who and when, and tells finance the deposit', () => {
    const { state, events } = signing(approved());
    const signatures = { ENTERPRISE: 'Li Na', VENDOR: 'Wang Wei' };
    expect(state).toMatchObject({ status: 'signed', signatures, signedAt: now });
    expect(events).toMatchObject([
      { type: 'contracts.contract.signed.v1', data: { depositRequired: deposit } },
    ]);
  });

  it('2.1.2: a vendor that has not passed its capability test cannot sign', () => {
    const untested = { isAdmitted: true, isTestPassed: false };
    expect(() => signing(approved(), untested)).toThrow(breaks('contract.capability-test-required'));
  });

  it('2.1: a vendor that is not admitted cannot sign', () => {
    const stranger = { isAdmitted: false, isTestPassed: true };
    expect(() => signing(approved(), stranger)).toThrow(breaks('contract.vendor-not-admitted'));
  });

  it('1.1.4: a contract without a damages clause cannot be signed', () => {
    expect(() => signing(approved({ clauses: [] }))).toThrow(breaks('contract.damages-clause-missing'));
  });

  it('1.1.4: nor one whose damages are words alone, without the typed terms', () => {
    const { damages: _, ...wordy } = drafted();
    const legal = approve(wordy, 'LEGAL', 'lin', now).state;
    const ready = approve(approve(legal, 'FINANCE', 'qian', now).state, 'TECHNICAL', 'ji', now).state;
    const refused = expect.objectContaining({
      code: 'contract.lint-error',
      message: 'C-1 breaks the law by damages.clause-missing.',
    });
    expect(() => signing(ready)).toThrow(refused);
  });

  it('3.1.1: one side’s signature binds nobody, whichever it is, and no side signs twice', () => {
    for (const [one, other] of [
      [enterprise, vendor],
      [vendor, enterprise],
    ] as const) {
      const half = sign(approved(), good, [], one, effectiveAt, now);
      expect([half.state.status, half.events]).toEqual(['draft', []]);
      const again = () => sign(half.state, good, [], one, effectiveAt, now);
      expect(again).toThrow(breaks('contract.side-signed'));
      expect(sign(half.state, good, [], other, effectiveAt, now).state.status).toBe('signed');
    }
  });

  it('a contract is signed once, and approved no more', () => {
    expect(() => signing(signed())).toThrow(breaks('contract.not-draft'));
    expect(() => approve(signed(), 'LEGAL', 'lin', now)).toThrow(breaks('contract.not-draft'));
  });
});

describe('coming into force', () => {
  const activated = 'contracts.contract.activated.v1';

  it('3.3.1a and 2.3.2a: deposit and liaison bring a signed contract into force, in either order', () => {
    const deposited = secure(signed(), deposit, effectiveAt, now);
    expect(deposited.events).toEqual([]);
    const one = nameLiaison(deposited.state, effectiveAt, now);
    const other = secure(nameLiaison(signed(), effectiveAt, now).state, deposit, effectiveAt, now);
    expect(one.state).toMatchObject({ status: 'in-force', activatedAt: now, effectiveAt });
    expect(other.state).toEqual(one.state);
    expect(typesOf(other.events)).toEqual([activated]);
  });

  it('3.3.1a: a deposit that is one fen short is kept, and the contract waits', () => {
    const short = secure(nameLiaison(signed(), effectiveAt, now).state, cny(11_999_999n), effectiveAt, now);
    expect(short.state).toMatchObject({ status: 'signed', escrowed: cny(11_999_999n) });
    expect(short.events).toEqual([]);
  });

  it('2.3.2a: a contract without a liaison does not come into force', () => {
    expect(secure(signed(), deposit, effectiveAt, now).state.status).toBe('signed');
  });

  it('premises that came before the signature make the signature bind at once', () => {
    const early = nameLiaison(secure(approved(), deposit, effectiveAt, now).state, effectiveAt, now).state;
    const { state, events } = signing(early);
    expect(state.status).toBe('in-force');
    expect(typesOf(events)).toEqual(['contracts.contract.signed.v1', activated]);
  });

  it('a fact that comes again changes nothing', () => {
    const inForce = nameLiaison(secure(signed(), deposit, effectiveAt, now).state, effectiveAt, now).state;
    expect(nameLiaison(inForce, effectiveAt, now)).toEqual({ state: inForce, events: [] });
  });
});
