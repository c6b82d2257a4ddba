import { ratio } from '@steward/money';
import type { SlaTargets } from '@steward/terms';
import { damages } from '../domain/contract.fixture';
import { approve, draft, nameLiaison, secure, sign, type Contract, type Terms } from '../domain/contract';
import { expire, suspend } from '../domain/lifecycle';
import { fromRow, toRow } from './contracts';

const now = new Date('2026-03-02T01:00:00.000Z');
const effectiveAt = new Date('2025-12-31T16:00:00.000Z');
const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };
const slaTargets: SlaTargets = { 1: pair, 2: pair, 3: pair, 4: pair };
const terms: Terms = {
  ...{
    id: '0195',
    code: 'C-1',
    vendorId: '0196',
    yearlyAmount: { amountMinor: 120_000_000n, currency: 'CNY' },
  },
  ...{ performanceShareBps: 2000, curve: 'LINEAR_60_90', startOn: '2026-01-01', endOn: '2026-12-31' },
  ...{ categories: ['HARDWARE'], clauses: [{ clauseId: '1.1.4', text: '赔偿' }], waiver: null, slaTargets },
  template: { templateId: '0197', templateVersion: 3 },
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
    deposit: { amount: { amountMinor: 12_000_000n, currency: 'CNY' }, forms: ['BANK_GUARANTEE'] },
    nonCompete: { months: 24, parties: ['VENDOR', 'EMPLOYEE'] },
    penalty: {
      amount: { amountMinor: 6_500_000n, currency: 'CNY' },
      estimatedLoss: { amountMinor: 5_000_000n, currency: 'CNY' },
    },
    ...{ paymentTermDays: 30, supplierSize: 'SMALL' },
  },
  availability: [
    {
      ...{ service: 'erp', name: 'ERP', targetPerMille: 999, serviceHours: [['08:00', '20:00']] },
      ...{ noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 },
    },
  ],
  creditRegime: {
    rules: {
      AVAILABILITY: { step: ratio(1n, 3n), feeBps: 150 },
      LATE_ON_SITE: { stepSeconds: 900, amount: { amountMinor: 50_000n, currency: 'CNY' } },
      POINTS: { points: { severe: 3, minor: 1 }, feeBps: 100 },
      AT_RISK: { atRiskBps: 5000 },
    },
    ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
  },
  damages,
  confidentiality: { monthsAfterEnd: 36, isUndertakingRequired: true, breachNoticeHours: 24 },
  dataCustody: [
    {
      ...{ code: 'LOGS', name: '日志', classification: 'PERSONAL', atEnd: 'DELETION' },
      isCertificateRequired: true,
    },
  ],
  scope: [{ service: 'UPGRADE', category: 'HARDWARE', assetClass: '*', isIncluded: false, rateCode: 'L2' }],
  rateCard: [
    {
      code: 'L2',
      hourlyRate: { amountMinor: 38_000n, currency: 'CNY' },
      cap: { amountMinor: 200_000n, currency: 'CNY' },
    },
  ],
  obligations: [{ code: 'TRAIN', kind: 'TRAINING', what: '工程师', quantity: 20, dueOn: '2026-12-31' }],
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
};
const drafted = draft(terms, { depositBps: 1_000n, performanceShareBps: 2_000 }, now).state;
const legal = approve(drafted, 'LEGAL', 'lin', now).state;
const approved = approve(approve(legal, 'FINANCE', 'qian', now).state, 'TECHNICAL', 'ji', now).state;
const vendor = { isAdmitted: true, isTestPassed: true };
const enterprise = { side: 'ENTERPRISE', signedBy: 'Li Na' } as const;
const half = sign(approved, vendor, [], enterprise, effectiveAt, now).state;
const signed = sign(half, vendor, [], { side: 'VENDOR', signedBy: 'Wang Wei' }, effectiveAt, now).state;
const inForce = nameLiaison(
  secure(signed, drafted.depositRequired, effectiveAt, now).state,
  effectiveAt,
  now,
).state;
const suspended = suspend(inForce, { reason: '整改', by: 'wang' }, now).state;
const expired = expire(inForce, inForce, new Date('2026-12-31T16:00:00.000Z')).state;

it.each<Contract>([drafted, legal, half, signed, inForce, suspended, expired])(
  'a contract that is $status is read back as it was stored',
  (contract) => {
    expect(fromRow({ ...toRow(contract), effectiveAt })).toEqual(contract);
  },
);
