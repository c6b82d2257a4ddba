import { money, ratio } from '@steward/money';
import { damages } from '../domain/contract.fixture';
import type { TemplateTerms } from '../domain/template';
import { liabilityDocument } from '../storage/liability-document-views';
import { liabilityOnPaper } from './liability-on-paper';

const terms: TemplateTerms = {
  creditRegime: {
    rules: {
      AVAILABILITY: { step: ratio(1n, 1000n), feeBps: 200 },
      LATE_ON_SITE: { stepSeconds: 1800, amount: money(50_000n, 'CNY') },
      POINTS: { points: { severe: 3 }, feeBps: 125 },
      AT_RISK: { atRiskBps: 5000 },
    },
    ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 800, rollingMonths: 12 },
  },
  damages,
  confidentiality: { monthsAfterEnd: 36, isUndertakingRequired: true, breachNoticeHours: 24 },
  dataCustody: [
    {
      ...{ code: 'LOGS', name: '日志', classification: 'PERSONAL', atEnd: 'DELETION' },
      isCertificateRequired: false,
    },
  ],
};
const paper = (language: 'zh' | 'en', given = terms) => liabilityOnPaper(liabilityDocument(given), language);

it('3.4.2c: credits, damages, confidentiality and data are headed in Chinese or English', () => {
  expect(paper('zh').map(([title]) => title)).toEqual(['服务抵扣', '赔偿', '保密', '数据保管']);
  expect(paper('en').map(([title]) => title)).toEqual([
    ...['Service credits', 'Damages', 'Confidentiality', 'Data in custody'],
  ]);
});

it('D5: every number of a regime is on paper, parts of a fee as per cent', () => {
  const [, , rows] = paper('en')[0]!;
  expect(rows.map(([, value]) => value)).toEqual([
    ...['1/1000', '2.00 %', '1800', 'CNY 500.00', '1.25 %', '3', '50.00 %', '2', '10.00 %', '8.00 %', '12'],
  ]);
  expect(rows[5]![0]).toBe('Points severe');
});

it('1.1.4, 2.2.3a: who bears a loss, how long is kept secret, and what becomes of the data', () => {
  const [, loss, secret, custody] = paper('zh').map(([, , rows]) => rows);
  expect(loss!.map(([, value]) => value)).toEqual([
    ...['100.00 %', 'DATA_LEAK, WILFUL', 'VENDOR_OPERATOR_ERROR, CUSTOMER, FORCE_MAJEURE, SHARED'],
  ]);
  expect(secret!.map(([, value]) => value)).toEqual(['36', '是', '24']);
  expect(custody).toEqual([['LOGS', '日志', 'PERSONAL', 'DELETION', '否']]);
});

it('what a template leaves open has no rows', () => {
  expect(paper('zh', {}).flatMap(([, , rows]) => rows)).toEqual([]);
});
