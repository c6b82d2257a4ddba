import { cny, pair } from './contract.fixture';
import type { TemplateContent } from './template';

/** A standard contract: a promise in words and as a term, arbitration, a rate, and a damages clause. */
export const standard: TemplateContent = {
  currency: 'CNY',
  terms: {
    categories: ['HARDWARE', 'NETWORK'],
    slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    legal: { dispute: { institution: '上海仲裁委员会', seat: '上海' }, paymentTermDays: 30 },
    scope: [
      { service: 'MAINTENANCE', category: 'HARDWARE', assetClass: '*', isIncluded: true },
      { service: 'UPGRADE', category: 'HARDWARE', assetClass: '*', isIncluded: false, rateCode: 'L2' },
    ],
    rateCard: [{ code: 'L2', hourlyRate: cny(38_000n), cap: cny(200_000n) }],
  },
  clauses: [
    {
      ...{ clauseId: '1.1.4', text: '服务商人员操作失误造成的损失,按责任比例赔偿。', parameters: [] },
    },
    {
      clauseId: '2.2.1a',
      text: '一级故障自报修起{hours}小时内到场;{region}以外另议,不受{hours}小时限制。',
      parameters: [
        {
          ...{ name: 'hours', kind: 'INTEGER', defaultValue: '2' },
          binding: { term: 'slaTargets/1/onSite/durationSeconds', factor: 3600 },
        },
        { name: 'region', kind: 'TEXT', defaultValue: '上海市' },
      ],
    },
  ],
};
