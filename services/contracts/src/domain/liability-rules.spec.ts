import { damages, inForce } from './contract.fixture';
import type { DataCustodyItem } from './confidentiality';
import { lint, type Linted } from './legal-rules';

const penalty = { amount: inForce.yearlyAmount, estimatedLoss: inForce.yearlyAmount };
const confidentiality = { monthsAfterEnd: 36, isUndertakingRequired: true, breachNoticeHours: 24 };
const item: DataCustodyItem = {
  ...{ code: 'LOGS', name: '日志', classification: 'PERSONAL', atEnd: 'DELETION' },
  isCertificateRequired: true,
};
const agreed: Linted = {
  ...{ ...inForce, legal: { ...inForce.legal, penalty }, confidentiality },
  dataCustody: [item, { ...item, code: 'TOPO', atEnd: 'RETURN', isCertificateRequired: false }],
};
const found = (linted: Linted) => lint(linted).map(({ id, severity }) => `${severity} ${id}`);

it('a contract with every term on losses and data is clean', () => {
  expect(found(agreed)).toEqual([]);
});

it('1.1.4: a contract without a damages clause as a term is an error', () => {
  const { damages: _, ...silent } = agreed;
  expect(found(silent)).toEqual(['ERROR damages.clause-missing']);
  expect(lint(silent)[0]).toMatchObject({ clauseId: '1.1.4' });
});

it('1.1.4: a clause by which nobody bears the vendor’s operator errors is an error', () => {
  expect(found({ ...agreed, damages: { ...damages, causes: ['CUSTOMER', 'SHARED'] } })).toEqual([
    'ERROR damages.operator-error-missing',
  ]);
  expect(found({ ...agreed, damages: { ...damages, causes: ['VENDOR_OPERATOR_ERROR'] } })).toEqual([]);
});

it('D5: a cap for wilful acts is an error by 民法典 506, one for data leaks a warning', () => {
  const capping = (...uncapped: ('DATA_LEAK' | 'WILFUL')[]) => ({
    ...agreed,
    damages: { ...damages, uncapped },
  });
  expect(found(capping('DATA_LEAK'))).toEqual(['ERROR damages.wilful-capped']);
  expect(lint(capping('DATA_LEAK'))[0]!.source).toContain('第五百零六条');
  expect(found(capping('WILFUL'))).toEqual(['WARN damages.leak-capped']);
  expect(found(capping())).toEqual(['ERROR damages.wilful-capped', 'WARN damages.leak-capped']);
  expect(found(capping('WILFUL', 'DATA_LEAK'))).toEqual([]);
});

it('2.2.3c: confidentiality without a sum for a leak is a warning; without confidentiality there is none', () => {
  const { penalty: _, ...legal } = agreed.legal;
  expect(found({ ...agreed, legal })).toEqual(['WARN confidentiality.penalty-missing']);
  const { confidentiality: __, ...open } = agreed;
  expect(found({ ...open, legal })).toEqual([]);
});

it('2.2.3a: data that is deleted without a certificate is a warning that names it', () => {
  const uncertified = { ...item, isCertificateRequired: false };
  const contract = { ...agreed, dataCustody: [uncertified, { ...uncertified, code: 'KEYS' }] };
  expect(found(contract)).toEqual(['WARN custody.uncertified']);
  expect(lint(contract)[0]!.sentence.zh).toBe('LOGS、KEYS 的删除没有证明。');
});
