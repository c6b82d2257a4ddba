import { moneyText } from './money-text';

export type TraceNode = {
  readonly id: string;
  readonly kind: string;
  readonly clauseId: string;
  readonly formula: string | null;
  readonly inputs: readonly string[];
  readonly value: unknown;
};
/** A settlement's figures and those of the scores that they follow, in one graph. */
export type JoinedTrace = {
  readonly settlementId: string;
  readonly contractId: string;
  readonly quarter: string;
  readonly status: string;
  readonly roots: readonly string[];
  readonly nodes: readonly TraceNode[];
};

const KINDS: Readonly<Record<string, string>> = {
  ...{
    STATEMENT_TOTAL: '结算单合计',
    LINE: '结算单行',
    CARRIED: '转下期',
    SET_OFF: '抵销',
    OWED: '尚欠款项',
  },
  ...{ JOURNAL: '记账凭证', POSTING: '分录', SOURCE: '依据', PAY_TOTAL: '季度费用合计' },
  ...{ BASE: '基础服务费', POOL: '绩效池', PERFORMANCE_PAY: '绩效奖金', CONTRACT_VERSION: '合同版本' },
  ...{
    QUARTER_AMOUNT: '季度金额',
    PRICE_BASE: '分段基础服务费',
    PRICE_POOL: '分段绩效池',
    PRICE_PAY: '分段绩效奖金',
  },
  ...{ CURVE_FACTOR: '绩效系数 k', SCORE: '采用的评分', BASE_DIFFERENCE: '基础服务费差额' },
  ...{ PERFORMANCE_PAY_DIFFERENCE: '绩效奖金差额', TOTAL_DIFFERENCE: '调整差额' },
  ...{
    PAY_SCORE: '付费评分',
    FINAL_SCORE: '最终得分 F',
    BASE_SCORE: '基础得分 B',
    SCORE_UNCAPPED: '封顶前得分',
  },
  ...{ SCORE_RAW: '加权得分', DIMENSION: '维度得分', WEIGHT: '权重', MEASURE: '指标', KPI: '指标定义' },
  ...{
    COUNTS: '计数',
    MILESTONE: '里程碑',
    VERDICTS: '响应判定',
    SURVEYS: '满意度调查',
    MONTHS: '可用性月份',
  },
  ...{ DUTY: '报告与会议', RULING: '申诉裁定', MANIFEST: '冻结的输入', RED_LINE: '红线' },
  ...{ BONUS: '加分', BONUS_RULES: '加分规则', BONUS_CLAIM: '加分项' },
};
/** Of so many facts of a kind only their number is shown; JSON has each. */
const MOST = 6;

/** Each figure with its clause and formula, and indented beneath it what it follows from, once. */
export function traceText({ settlementId, contractId, quarter, status, roots, nodes }: JoinedTrace): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shown = new Set<string>();
  const linesOf = (id: string, depth: number): readonly string[] => {
    const node = byId.get(id);
    if (!node) return [];
    const isShown = shown.has(id) && node.inputs.length > 0;
    shown.add(id);
    const line = `${'  '.repeat(depth)}${titleOf(node)}${isShown ? '(见上)' : ''}`;
    if (isShown) return [line];
    const beneath = node.inputs.flatMap((input) => byId.get(input) ?? []);
    const crowd = crowdedIn(beneath);
    const counted = [...crowd].map(([kind, { size, said }]) => {
      return `${'  '.repeat(depth + 1)}${KINDS[kind] ?? kind} ${size} 项${said}`;
    });
    const rest = beneath.filter(({ kind }) => !crowd.has(kind));
    return [line, ...counted, ...rest.flatMap((one) => linesOf(one.id, depth + 1))];
  };
  const title = `结算 ${settlementId} · 合同 ${contractId} · ${quarter} · ${status}`;
  return [title, ...roots.flatMap((root) => linesOf(root, 0))].join('\n');
}

function crowdedIn(nodes: readonly TraceNode[]) {
  const crowds = new Map<string, { readonly size: number; readonly said: string }>();
  for (const { kind } of nodes) {
    const alike = nodes.filter((node) => node.kind === kind && node.inputs.length === 0);
    if (alike.length <= MOST) continue;
    const verdicts = new Map<string, number>();
    for (const { value } of alike) {
      const { verdict } = value as { verdict?: string };
      if (verdict) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    const said = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(',');
    crowds.set(kind, { size: alike.length, said: said && `(${said})` });
  }
  return crowds;
}

function titleOf({ id, kind, clauseId, formula, value }: TraceNode): string {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const isNamed = ['DIMENSION', 'WEIGHT', 'MEASURE', 'KPI', 'COUNTS'].includes(kind);
  const how = formula === null ? '' : ` [${formula}]`;
  return `${KINDS[kind] ?? kind}${isNamed ? ` ${name}` : ''}:${valueText(value)}  条款 ${clauseId}${how}`;
}

function valueText(value: unknown): string {
  if (value === null) return '无';
  if (typeof value !== 'object') return String(value);
  const { amountMinor, currency } = value as { amountMinor?: string; currency?: string };
  if (amountMinor !== undefined && currency !== undefined) return moneyText(amountMinor, currency);
  const parts = Object.entries(value).map(([name, part]) => `${name} ${valueText(part)}`);
  return parts.join(',');
}
