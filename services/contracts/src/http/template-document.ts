import type { PdfDocument } from '@steward/platform';
import type { TemplateDocument } from '../storage/template-document-views';
import { liabilityOnPaper } from './liability-on-paper';

type Language = 'zh' | 'en';
const WORDS = {
  standard: ['标准合同范本', 'Standard contract'],
  version: ['版本', 'Version'],
  published: ['发布时间', 'Published'],
  hash: ['内容摘要', 'Content hash'],
  clauses: ['条款', 'Clauses'],
  mayBe: ['可另行约定', 'may be agreed otherwise'],
  targets: ['服务目标', 'Service targets'],
  severity: ['级别', 'Severity'],
  response: ['响应(小时)', 'Response, hours'],
  onSite: ['到场(小时)', 'On site, hours'],
  closure: ['闭环(小时)', 'Closure, hours'],
  clock: ['计时', 'Clock'],
  rates: ['超范围费率', 'Rates outside the scope'],
  code: ['代码', 'Code'],
  hourly: ['每小时', 'An hour'],
  cap: ['封顶', 'Cap'],
  terms: ['其他可执行条款', 'Other executable terms'],
  term: ['条款项', 'Term'],
  value: ['取值', 'Value'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

/** A published standard contract on paper: headings in Chinese or English, clauses as written. 3.4.2c. */
export function templateOnPaper(template: TemplateDocument, language: Language): PdfDocument {
  const say = (word: keyof typeof WORDS): string => WORDS[word][language === 'zh' ? 0 : 1];
  const heading = (text: string) => ({ text, style: 'heading' });
  const table = (rows: readonly (readonly string[])[]) => ({
    layout: 'lightHorizontalLines',
    margin: [0, 0, 0, 8],
    table: { headerRows: 1, widths: rows[0]!.map(() => 'auto'), body: rows.map((row) => [...row]) },
  });
  const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [heading(title), table([head, ...rows])];
  const { code, name, templateVersion, publishedAt, contentHash } = template;
  return {
    title: `${say('standard')} ${code} v${templateVersion}`,
    madeAt: publishedAt,
    styles: { title: { fontSize: 16 }, heading: { fontSize: 11, margin: [0, 10, 0, 4] } },
    content: [
      { text: name, style: 'title' },
      { text: `${say('standard')} ${code}    ${say('version')} ${templateVersion}` },
      { text: `${say('published')}: ${publishedAt.toISOString()}` },
      { text: `${say('hash')}: sha256:${contentHash}` },
      heading(say('clauses')),
      ...template.clauses.map(({ clauseId, text, parameters }) => ({
        margin: [0, 0, 0, 6],
        stack: [
          { text: `${clauseId}  ${text}` },
          ...parameters.map((parameter) => ({
            ...{ text: `${parameter.name} = ${parameter.defaultValue} (${say('mayBe')})`, fontSize: 7 },
            margin: [16, 1, 0, 0],
          })),
        ],
      })),
      ...section(
        say('targets'),
        [say('severity'), say('response'), say('onSite'), say('closure'), say('clock')],
        template.targets.map((target) => [
          ...[`${target.severity}`, target.responseHours, target.onSiteHours, target.closureHours],
          target.clock,
        ]),
      ),
      ...section(
        say('rates'),
        [say('code'), say('hourly'), say('cap')],
        template.rates.map((rate) => [rate.code, rate.hourlyRate, rate.cap]),
      ),
      ...liabilityOnPaper(template.liability, language).flatMap((each) => section(...each)),
      ...section(
        say('terms'),
        [say('term'), say('value')],
        template.terms.map(({ term, value }) => [term, value]),
      ),
    ],
  };
}
