import Table from 'cli-table3';
import { moneyText } from './money-text';

export type Language = 'zh' | 'en';
type Sums = { readonly currency: string } & Readonly<Record<string, string | undefined>>;
type Counted = {
  readonly kind: string;
  readonly severity: number;
  readonly met: number;
  readonly breached: number;
  readonly open: number;
};
type Figures = {
  readonly breaches: number;
  readonly milestones: readonly Counted[];
  readonly sums: readonly Sums[];
};
type Total = Figures & { readonly quarters: readonly (Figures & { readonly quarter: string })[] };
/** What `POST /v1/contracts/what-if` answers, as far as the table shows it. */
export type WhatIfAnswer = {
  readonly fromOn: string;
  readonly toOn: string;
  readonly workOrders: number;
  readonly history: { readonly milestones: number; readonly differing: number };
  readonly contracts: readonly {
    readonly contractId: string;
    readonly code: string | null;
    readonly signed: Figures;
    readonly draft: Figures;
  }[];
  readonly total: { readonly signed: Total; readonly draft: Total };
};

const WORDS = {
  zh: {
    columns: [
      '',
      '条款',
      '到场违约',
      '闭环违约',
      '全部违约',
      '服务抵扣',
      '基础服务费',
      '绩效奖金',
      '合计',
      '履约保证金',
    ],
    ...{ signed: '现行', draft: '草案', total: '合计', severity: '级', none: '没有合同。' },
    title: (from: string, to: string, n: number) => `${from} 至 ${to},${n} 张工单`,
    differs: (n: number, of: number) => `注意:${of} 个里程碑中有 ${n} 个的记录与现行条款的重算不同。`,
  },
  en: {
    columns: [
      ...['', 'Terms', 'On site breached', 'Closure breached', 'All breached', 'Credits', 'Base'],
      ...['Performance pay', 'Pay', 'Deposit'],
    ],
    ...{ signed: 'signed', draft: 'draft', total: 'Total', severity: 'severity ', none: 'No contract.' },
    title: (from: string, to: string, n: number) => `${from} to ${to}, ${n} work orders`,
    differs: (n: number, of: number) =>
      `Note: of ${of} milestones ${n} were recorded otherwise than the signed terms give now.`,
  },
} as const;

/** Signed and draft terms beside each other: each contract, each quarter, each severity, and all. */
export function whatIfText(answer: WhatIfAnswer, language: Language): string {
  const words = WORDS[language];
  const { fromOn, toOn, workOrders, contracts, total, history } = answer;
  const title = words.title(fromOn, toOn, workOrders);
  if (contracts.length === 0) return `${title}\n${words.none}`;
  const table = new Table({
    head: [...words.columns],
    colAligns: words.columns.map((_, n) => (n < 2 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  const add = (name: string, sides: { readonly signed: Figures; readonly draft: Figures }) => {
    table.push([name, words.signed, ...cells(sides.signed)], ['', words.draft, ...cells(sides.draft)]);
  };
  for (const { code, contractId, ...sides } of contracts) add(code ?? contractId, sides);
  for (const [n, signed] of total.signed.quarters.entries()) {
    add(signed.quarter, { signed, draft: total.draft.quarters[n]! });
  }
  for (const severity of [1, 2, 3, 4]) {
    const of = ({ milestones }: Figures): Figures => {
      const alike = milestones.filter((each) => each.severity === severity);
      return { milestones: alike, breaches: breached(alike), sums: [] };
    };
    const name = language === 'zh' ? `${severity} ${words.severity}` : `${words.severity}${severity}`;
    add(name, { signed: of(total.signed), draft: of(total.draft) });
  }
  add(words.total, total);
  const note = history.differing > 0 ? `\n${words.differs(history.differing, history.milestones)}` : '';
  return `${title}\n${table.toString()}${note}`;
}

const breached = (milestones: readonly Counted[]): number =>
  milestones.reduce((sum, each) => sum + each.breached, 0);

function cells({ milestones, breaches, sums }: Figures): string[] {
  const of = (wanted: string) => String(breached(milestones.filter(({ kind }) => kind === wanted)));
  const amount = (name: string) =>
    sums.flatMap(({ currency, [name]: minor }) => (minor ? moneyText(minor, currency) : [])).join(' + ') ||
    '–';
  const amounts = ['creditsGranted', 'base', 'performancePay', 'pay', 'depositRequired'].map(amount);
  return [of('ON_SITE'), of('CLOSURE'), String(breaches), ...amounts];
}
