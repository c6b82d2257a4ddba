import type { LiabilityDocument, Line, LineName } from '../storage/liability-document-views';

type Language = 'zh' | 'en';
type Words = readonly [zh: string, en: string];
const LINES: Readonly<Record<LineName, Words>> = {
  availabilityStep: ['可用性每低于目标(占约定时间)', 'Each full step below the target, of the agreed time'],
  availabilityFee: ['每档抵扣(月费)', 'Credit for each, of the month’s fee'],
  lateStep: ['到场迟延每(秒,不足一档按一档)', 'Each started step late on site, seconds'],
  lateAmount: ['每档抵扣', 'Credit for each'],
  pointsFee: ['每分抵扣(月费)', 'Credit for a point, of the month’s fee'],
  points: ['分值', 'Points'],
  atRisk: ['风险比例(月费)', 'At risk, of the month’s fee'],
  repeatFactor: ['次月再次未达标的倍数', 'Times, where missed again in the next month'],
  monthCap: ['当月上限(月费)', 'Most of a month, of its fee'],
  rollingCap: ['滚动上限(各月费用之和)', 'Most of the rolling months, of their fees'],
  rollingMonths: ['滚动月数', 'Rolling months'],
  liabilityCap: ['责任上限(年费)', 'Liability cap, of the yearly fee'],
  uncapped: ['不受上限限制', 'Not capped'],
  causes: ['损失归因', 'A loss is attributed to'],
  monthsAfterEnd: ['合同结束后(月)', 'After the end, months'],
  undertaking: ['人员须签署承诺书', 'People sign an undertaking'],
  breachNotice: ['泄密通知时限(小时)', 'Notice of a breach, hours'],
};
const WORDS = {
  creditRegime: ['服务抵扣', 'Service credits'],
  damages: ['赔偿', 'Damages'],
  confidentiality: ['保密', 'Confidentiality'],
  dataCustody: ['数据保管', 'Data in custody'],
  term: ['条款项', 'Term'],
  value: ['取值', 'Value'],
  code: ['代码', 'Code'],
  name: ['名称', 'Name'],
  classification: ['分级', 'Classification'],
  atEnd: ['终止时处理', 'At the end'],
  certificate: ['须出具证明', 'Certificate'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
} as const satisfies Readonly<Record<string, Words>>;

/** A heading, the head of its table, and the rows. */
export type PaperSection = readonly [
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
];

/** Credits, damages, confidentiality and data in custody, headed in Chinese or English. 1.1.4, 2.2.3. */
export function liabilityOnPaper(document: LiabilityDocument, language: Language): readonly PaperSection[] {
  const of = (words: Words): string => words[language === 'zh' ? 0 : 1];
  const say = (word: keyof typeof WORDS): string => of(WORDS[word]);
  const shown = (value: string | boolean): string =>
    typeof value === 'string' ? value : say(value ? 'yes' : 'no');
  const row = ({ name, of: one, value }: Line): readonly string[] => [
    ...[one === undefined ? of(LINES[name]) : `${of(LINES[name])} ${one}`, shown(value)],
  ];
  const lines = (['creditRegime', 'damages', 'confidentiality'] as const).map((part): PaperSection => [
    say(part),
    [say('term'), say('value')],
    document[part].map(row),
  ]);
  const custody: PaperSection = [
    say('dataCustody'),
    [say('code'), say('name'), say('classification'), say('atEnd'), say('certificate')],
    document.dataCustody.map(({ isCertificateRequired, ...item }) => [
      ...[item.code, item.name, item.classification, item.atEnd, shown(isCertificateRequired)],
    ]),
  ];
  return [...lines, custody];
}
