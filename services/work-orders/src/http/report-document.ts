import { csvOf, type PdfDocument } from '@steward/platform';
import type { ServiceReport } from '../storage/report-views';

type Language = 'zh' | 'en';
const WORDS = {
  title: ['维护服务报告', 'Service report'],
  contract: ['合同', 'Contract'],
  vendor: ['服务商', 'Vendor'],
  period: ['期间', 'Period'],
  asOf: ['数据截至', 'As of'],
  hash: ['内容摘要', 'Content hash'],
  counts: ['工单', 'Work orders'],
  reported: ['报修', 'Reported'],
  closed: ['关闭', 'Closed'],
  reopened: ['重开', 'Reopened'],
  open: ['期末未结', 'Open at the end'],
  promises: ['服务承诺', 'Promises'],
  milestone: ['里程碑', 'Milestone'],
  severity: ['级别', 'Severity'],
  met: ['达标', 'Met'],
  breached: ['违约', 'Breached'],
  list: ['工单明细', 'Work orders in detail'],
  number: ['编号', 'Number'],
  category: ['类别', 'Category'],
  resolved: ['解决', 'Resolved'],
  grade: ['证据', 'Evidence'],
  verdicts: ['判定', 'Verdicts'],
  none: ['本期无工单。', 'No work orders in this period.'],
  signature: ['服务商(盖章):                    日期:', 'For the vendor:                    Date:'],
  availability: ['可用性', 'Availability'],
  service: ['服务', 'Service'],
  month: ['月份', 'Month'],
  target: ['目标', 'Target'],
  reached: ['实际', 'Reached'],
  resources: ['资源消耗', 'Resources used'],
  labour: ['人工(分钟)', 'Labour, minutes'],
  energy: ['电能(kWh)', 'Energy, kWh'],
  parts: ['备件', 'Parts'],
  satisfaction: ['满意度(答卷数 / 总分)', 'Satisfaction (answers / sum of scores)'],
  RESPONSE: ['响应', 'Response'],
  ON_SITE: ['到场', 'On site'],
  CLOSURE: ['闭环', 'Closure'],
  MET: ['达标', 'met'],
  BREACHED: ['违约', 'breached'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

/** A service report on paper, in Chinese or English. Clause 2.3.1d. */
export function reportDocument(report: ServiceReport, contentHash: string, language: Language): PdfDocument {
  const say = (word: keyof typeof WORDS): string => WORDS[word][language === 'zh' ? 0 : 1];
  const { counts, milestones, workOrders, resources, availability, satisfaction } = report;
  const title = `${say('title')} ${report.period}`;
  const table = (widths: readonly (number | '*' | 'auto')[], rows: readonly (readonly string[])[]) => ({
    layout: 'lightHorizontalLines' as const,
    margin: [0, 0, 0, 10] as [number, number, number, number],
    table: { headerRows: 1, widths: [...widths], body: rows.map((row) => [...row]) },
  });
  const promises = milestones.map(({ kind, severity, met, breached }) => [
    ...[say(kind), `${severity}`, `${met}`, `${breached}`],
  ]);
  const lines = workOrders.map((line) => [
    ...[line.number, `${line.severity}`, line.category ?? '', shortOf(line.reportedAt)],
    ...[shortOf(line.resolvedAt), shortOf(line.closedAt), line.evidenceGrade],
    line.milestones.map(({ kind, verdict }) => `${say(kind)}: ${say(verdict)}`).join(', '),
  ]);
  const months = availability.map((one) => [
    ...[one.service, one.month, `${decimals(one.targetPerMille)} %`, `${one.displayPercent} %`],
    say(one.isMet ? 'met' : 'breached'),
  ]);
  const parts = resources.parts.map(({ partCode, quantity, unit }) => `${partCode} ${quantity} ${unit}`);
  const heads = [
    ...[say('number'), say('severity'), say('category'), say('reported'), say('resolved')],
    ...[say('closed'), say('grade'), say('verdicts')],
  ];
  const heading = (text: string) => ({ text, style: 'heading' });
  return {
    title,
    madeAt: new Date(report.asOf),
    pageOrientation: 'landscape',
    styles: { title: { fontSize: 16 }, heading: { fontSize: 11, margin: [0, 8, 0, 4] } },
    content: [
      { text: title, style: 'title' },
      { text: `${say('contract')}: ${report.contractId}    ${say('vendor')}: ${report.vendorId}` },
      { text: `${say('period')}: ${report.from} – ${report.to} (${report.timezone})` },
      { text: `${say('asOf')}: ${report.asOf}` },
      { text: `${say('hash')}: sha256:${contentHash}` },
      heading(say('counts')),
      table(
        ['auto', 'auto', 'auto', 'auto'],
        [
          [say('reported'), say('closed'), say('reopened'), say('open')],
          [counts.reported, counts.closed, counts.reopened, counts.open].map(String),
        ],
      ),
      heading(say('promises')),
      table(
        ['auto', 'auto', 'auto', 'auto'],
        [[say('milestone'), say('severity'), say('met'), say('breached')], ...promises],
      ),
      heading(say('availability')),
      table(
        ['auto', 'auto', 'auto', 'auto', 'auto'],
        [[say('service'), say('month'), say('target'), say('reached'), say('verdicts')], ...months],
      ),
      heading(say('resources')),
      { text: `${say('labour')}: ${resources.labourMinutes}    ${say('energy')}: ${resources.energyKwh}` },
      { text: `${say('parts')}: ${parts.join(', ') || '–'}` },
      { text: `${say('satisfaction')}: ${satisfaction.answers} / ${satisfaction.scoreSum}` },
      heading(say('list')),
      workOrders.length === 0
        ? { text: say('none') }
        : table(['auto', 'auto', 'auto', 'auto', 'auto', 'auto', 'auto', '*'], [heads, ...lines]),
      { text: say('signature'), margin: [0, 24, 0, 0] },
    ],
  };
}

/** 999 of a thousand are 99.9 per cent. */
const decimals = (perMille: number): string => `${Math.trunc(perMille / 10)}.${perMille % 10}`;

/** `2026-09-03 23:14`: the zone stands at the head of the report. */
const shortOf = (instant: string | null): string => instant?.slice(0, 16).replace('T', ' ') ?? '';

const COLUMNS = [
  ...['number', 'category', 'service', 'severity', 'evidenceGrade', 'reportedAt', 'arrivedAt', 'resolvedAt'],
  ...['closedAt', 'reopened', 'onSite', 'onSiteSeconds', 'closure', 'closureSeconds'],
  ...['response', 'responseSeconds'],
];

/** One line a work order, for spreadsheets: what would be a formula there is text. Clause 2.3.1d. */
export function reportCsv({ workOrders }: ServiceReport): string {
  const rows = workOrders.map(({ milestones, ...line }) => {
    const of = (kind: string) => milestones.find((milestone) => milestone.kind === kind);
    const [response, onSite, closure] = [of('RESPONSE'), of('ON_SITE'), of('CLOSURE')];
    return {
      ...{ ...line, onSite: onSite?.verdict, onSiteSeconds: onSite?.elapsedSeconds },
      ...{ closure: closure?.verdict, closureSeconds: closure?.elapsedSeconds },
      ...{ response: response?.verdict, responseSeconds: response?.elapsedSeconds },
    };
  });
  return csvOf(COLUMNS, rows);
}
