import { damages } from './contract.fixture';
import { lint, LINT_RULES, type Linted } from './legal-rules';
import type { LegalTerms } from './legal-terms';

const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const lawful: LegalTerms = {
  dispute: { institution: '上海仲裁委员会', seat: '上海' },
  ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
  deposit: { amount: cny(12_000_000n), forms: ['CASH_ESCROW', 'BANK_GUARANTEE'] },
  nonCompete: { months: 24, parties: ['VENDOR', 'EMPLOYEE'] },
  penalty: { amount: cny(6_500_000n), estimatedLoss: cny(5_000_000n) },
  ...{ paymentTermDays: 60, supplierSize: 'SMALL' },
};
const contract = (legal: Partial<LegalTerms> = {}, text = '提交上海仲裁委员会仲裁。'): Linted => ({
  yearlyAmount: cny(120_000_000n),
  clauses: [{ clauseId: '3.3.2a', text }],
  legal: { ...lawful, ...legal },
  damages,
});
const found = (linted: Linted) => lint(linted).map(({ id, severity }) => `${severity} ${id}`);
const without = (term: keyof LegalTerms): Linted => {
  const { [term]: _, ...legal } = lawful;
  return { ...contract(), legal };
};

it('a contract at every limit of the law is clean', () => {
  expect(found(contract())).toEqual([]);
});

it('3.3.1a: a deposit of ¥120,000.01 on ¥1,200,000.00 is an error that says both sums', () => {
  const [finding] = lint(contract({ deposit: { ...lawful.deposit!, amount: cny(12_000_001n) } }));
  expect(finding).toMatchObject({ id: 'deposit.over-ceiling', severity: 'ERROR', clauseId: '3.3.1a' });
  expect(finding!.sentence.zh).toBe('要求履约保证金 120000.01 CNY,合同金额的百分之十为 120000.00 CNY。');
});

it('3.3.1a: a deposit that cash alone can give is an error', () => {
  expect(found(contract({ deposit: { forms: ['CASH_ESCROW'] } }))).toEqual(['ERROR deposit.cash-only']);
});

it.each([
  '因本合同产生的争议,可仲裁也可起诉。',
  '争议提交上海仲裁委员会仲裁,或者向人民法院起诉。',
  '可以申请仲裁 或 向合同签订地人民法院提起诉讼。',
  '由上海仲裁委员会仲裁或者由有管辖权的人民法院解决。',
  '可向人民法院起诉,也可提交上海仲裁委员会仲裁。',
  'Disputes are settled by arbitration or by litigation.',
])('3.3.2a: %s is an error, by 仲裁法解释 §7', (text) => {
  const [finding] = lint(contract({}, text));
  expect(finding).toMatchObject({ id: 'dispute.arbitrate-or-sue', severity: 'ERROR' });
  expect(finding!.source).toContain('第七条');
  expect(finding!.sentence.en).toContain('Clause 3.3.2a');
});

it.each([
  '争议先协商,协商不成的提交上海仲裁委员会仲裁,裁决是终局的。',
  '仲裁或诉讼期间,双方继续履行合同。',
  '仲裁条款无效或争议不可仲裁的,由服务接受方所在地人民法院管辖。',
  '败诉方承担仲裁或者诉讼费用。',
  '诉讼或仲裁期间,其他条款继续履行;诉讼费或者仲裁费由败诉方承担。',
])('3.3.2a: %s leaves no choice and is clean', (text) => {
  expect(found(contract({}, text))).toEqual([]);
});

it.each(['仲裁机构', '当地仲裁委员会', '双方同意的仲裁机构', '本合同列明的仲裁机构'])(
  '3.3.2a: %s names no institution, an error by 仲裁法 §16 and §18',
  (institution) => {
    const [finding] = lint(contract({ dispute: { institution, seat: '上海' } }));
    expect(finding).toMatchObject({ id: 'dispute.institution-missing', severity: 'ERROR' });
    expect(finding!.source).toMatch(/第十六条、第十八条/);
  },
);

it('3.3.2a: a contract without any institution is an error', () => {
  expect(found(without('dispute'))).toEqual(['ERROR dispute.institution-missing']);
});

it('3.3.2b: jurisdiction at the vendor’s seat, or none, is a warning', () => {
  const warning = ['WARN jurisdiction.not-recipient-seat'];
  expect(found(contract({ jurisdiction: '深圳市南山区' }))).toEqual(warning);
  expect(found(without('jurisdiction'))).toEqual(warning);
});

it('2.2.3b: a non-compete term of 25 months, or the client as a party, is an error', () => {
  expect(found(contract({ nonCompete: { months: 25, parties: ['VENDOR', 'EMPLOYEE'] } }))).toEqual([
    'ERROR non-compete.too-long',
  ]);
  expect(found(contract({ nonCompete: { months: 24, parties: ['CLIENT', 'EMPLOYEE'] } }))).toEqual([
    'ERROR non-compete.client-party',
  ]);
});

it('2.2.3c, C8: a penalty of ¥80,000 on a loss of ¥50,000 is ¥15,000 above ¥65,000, a warning', () => {
  const [finding] = lint(contract({ penalty: { amount: cny(8_000_000n), estimatedLoss: cny(5_000_000n) } }));
  expect(finding).toMatchObject({ id: 'penalty.excessive', severity: 'WARN' });
  expect(finding!.sentence.zh).toBe('违约金超出 65000.00 CNY 的部分 15000.00 CNY 可被请求调减。');
});

it('条例802: a payment term of 61 days is a warning, unless the supplier is large', () => {
  expect(found(contract({ paymentTermDays: 61 }))).toEqual(['WARN payment.term-too-long']);
  expect(found({ ...contract(), legal: { ...lawful, paymentTermDays: 61, supplierSize: 'LARGE' } })).toEqual(
    [],
  );
});

it('each rule says where it comes from and how to mend the term, in both languages', () => {
  for (const { source, fix } of LINT_RULES) {
    expect([source, fix.zh, fix.en].every((text) => text.length > 5)).toBe(true);
  }
  expect(new Set(LINT_RULES.map(({ id }) => id)).size).toBe(LINT_RULES.length);
});
