import type { BatchColumn } from '../domain/batch-row';

export type Language = 'zh' | 'en';
type Words = Readonly<Record<Language, string>>;

/** The media type of an Excel workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a column is called, and what belongs into it. */
export const COLUMN_WORDS: Readonly<Record<BatchColumn, { readonly name: Words; readonly about: Words }>> = {
  number: {
    name: { zh: '工单编号', en: 'Number' },
    about: {
      zh: '必填,企业自己的编号,不得重复,最多 64 字。',
      en: 'Needed. Your own number, unique, up to 64 characters.',
    },
  },
  severity: {
    name: { zh: '级别', en: 'Severity' },
    about: { zh: '必填,1 至 4,1 最严重。', en: 'Needed. 1 to 4, 1 the gravest.' },
  },
  category: {
    name: { zh: '类别', en: 'Category' },
    about: { zh: '必填,从列表选择。', en: 'Needed. One of the list.' },
  },
  service: {
    name: { zh: '服务种类', en: 'Kind of service' },
    about: {
      zh: '选填,从列表选择;不填为故障处理。',
      en: 'One of the list; fault handling where it is empty.',
    },
  },
  assetClass: {
    name: { zh: '资产类别', en: 'Class of assets' },
    about: {
      zh: '选填,与合同服务范围中的名称一致。',
      en: 'As the scope of the contract names it; may be empty.',
    },
  },
  contract: {
    name: { zh: '合同编号', en: 'Contract code' },
    about: { zh: '必填,报修时已生效的合同。', en: 'Needed. A contract in force at the report.' },
  },
  reportedAt: {
    name: { zh: '报修时间', en: 'Reported' },
    about: { zh: '必填,时钟从此开始。', en: 'Needed. The clocks start here.' },
  },
  acceptedAt: {
    name: { zh: '接单时间', en: 'Accepted' },
    about: { zh: '有后续时间时必填。', en: 'Needed where a later instant is given.' },
  },
  arrivedAt: {
    name: { zh: '到场时间', en: 'Arrived' },
    about: { zh: '远程解决的可不填。', en: 'Empty where nobody had to come.' },
  },
  resolvedAt: {
    name: { zh: '解决时间', en: 'Resolved' },
    about: { zh: '有关闭时间时必填。', en: 'Needed where it was closed.' },
  },
  closedAt: {
    name: { zh: '关闭时间', en: 'Closed' },
    about: { zh: '客户认可解决的时间。', en: 'When the customer accepted the resolution.' },
  },
};

/** What people call the values of lists. */
export const VALUE_WORDS: Readonly<Partial<Record<BatchColumn, Readonly<Record<string, Words>>>>> = {
  severity: Object.fromEntries(['1', '2', '3', '4'].map((one) => [one, { zh: one, en: one }])),
  category: {
    HARDWARE: { zh: '硬件', en: 'Hardware' },
    SOFTWARE: { zh: '软件', en: 'Software' },
    NETWORK: { zh: '网络', en: 'Network' },
    SECURITY: { zh: '安全', en: 'Security' },
  },
  service: {
    MAINTENANCE: { zh: '维护', en: 'Maintenance' },
    UPGRADE: { zh: '升级', en: 'Upgrade' },
    FAULT_HANDLING: { zh: '故障处理', en: 'Fault handling' },
  },
};

export const SHEET_WORDS = {
  rows: { zh: '工单', en: 'Work orders' },
  about: { zh: '填写说明', en: 'How to fill it in' },
  problems: { zh: '问题', en: 'Problems' },
} as const satisfies Readonly<Record<string, Words>>;

/** What holds for the whole workbook. */
export const RULES: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '每行一张事后补录的工单,证据等级为 C。全部行无误才会入库,否则一行也不入库。',
    '时间可写 Excel 日期(按合同时区),或带时差的文本,如 2026-10-09T17:00:00+08:00。',
    '时间须依次不早于前一项,且不得晚于现在。请勿使用公式。',
  ],
  en: [
    'Each row is a work order recorded after the fact, as evidence of grade C. All rows are taken, or none.',
    'An instant is an Excel date (in the zone of the contract) or text with its offset: 2026-10-09T17:00:00+08:00.',
    'No instant is before the one to its left, and none is still to come. Cells hold no formulas.',
  ],
};
