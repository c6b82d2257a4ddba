/** The clauses of a contract that the driver drafts, in our own words. */
export const CLAUSES: readonly { readonly clauseId: string; readonly text: string }[] = [
  {
    clauseId: '1.1.4',
    text: '因服务商人员操作失误造成损失的,服务商按责任比例赔偿;同一违约已扣减的服务费从赔偿额中扣除。',
  },
  { clauseId: '2.2.3a', text: '服务商不得留存企业数据;服务终止时逐项删除并出具删除证明。' },
  {
    clauseId: '2.2.3b',
    text: '服务商人员离职前须签署保密与竞业限制协议,竞业期限不超过二十四个月;其账号在二十四小时内停用。',
  },
  { clauseId: '2.2.3c', text: '泄露企业秘密的,服务商支付约定违约金;违约金明显高于损失的,依法调整。' },
  {
    clauseId: '3.3.2a',
    text: '因本合同产生的争议先协商,协商不成的提交本合同列明的仲裁机构仲裁,裁决是终局的。',
  },
  { clauseId: '3.3.2b', text: '仲裁条款无效或争议不可仲裁的,由服务接受方所在地人民法院管辖。' },
];

/** Writes a sum, as `50000`, in the contract's currency. */
type InCurrency = (amount: string) => object;

/** Those clauses as values; the legal linter has nothing against them. Clauses 2.2.3 and 3.3.2. */
export const legalTerms = (sum: InCurrency): object => ({
  dispute: { institution: '上海仲裁委员会', seat: '上海市' },
  jurisdiction: '上海市浦东新区',
  recipientSeat: '上海市浦东新区',
  deposit: { forms: ['CASH_ESCROW', 'BANK_GUARANTEE'] },
  nonCompete: { months: 24, parties: ['VENDOR', 'EMPLOYEE'] },
  penalty: { amount: sum('65000'), estimatedLoss: sum('50000') },
  paymentTermDays: 30,
  supplierSize: 'SMALL',
});

/** Service credits by the product's default: 2 % for each full 0.1 points, 500 for each half hour. D5. */
export const creditRegime = (sum: InCurrency): object => ({
  rules: {
    AVAILABILITY: { step: '1/1000', feeBps: 200 },
    LATE_ON_SITE: { stepSeconds: 1800, amount: sum('500') },
  },
  ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
});

/** Damages, confidentiality, and what the vendor is given of data. Clauses 1.1.4 and 2.2.3. */
export const LIABILITY = {
  damages: {
    liabilityCapBps: 10_000,
    uncapped: ['DATA_LEAK', 'WILFUL'],
    causes: ['VENDOR_OPERATOR_ERROR', 'CUSTOMER', 'FORCE_MAJEURE', 'SHARED'],
  },
  confidentiality: { monthsAfterEnd: 36, isUndertakingRequired: true, breachNoticeHours: 24 },
  dataCustody: [
    {
      ...{ code: 'TOPOLOGY', name: '网络拓扑与资产清单', classification: 'IMPORTANT' },
      ...{ atEnd: 'RETURN', isCertificateRequired: true },
    },
    {
      ...{ code: 'LOGS', name: '运维日志副本', classification: 'PERSONAL' },
      ...{ atEnd: 'DELETION', isCertificateRequired: true },
    },
  ],
} as const;

/** Maintenance and faults are in the fee, upgrades are paid by the hour. Clause 1.1.2. */
export const scopeOf = (categories: readonly string[]): readonly object[] =>
  categories.flatMap((category) => [
    { service: 'MAINTENANCE', category, assetClass: '*', isIncluded: true },
    { service: 'FAULT_HANDLING', category, assetClass: '*', isIncluded: true },
    { service: 'UPGRADE', category, assetClass: '*', isIncluded: false, rateCode: 'OUT_OF_SCOPE' },
  ]);
