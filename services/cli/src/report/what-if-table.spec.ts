import { whatIfText, type WhatIfAnswer } from './what-if-table';

const milestones = (breached: number) => [
  { kind: 'ON_SITE', severity: 1, met: 10, breached, open: 0 },
  { kind: 'CLOSURE', severity: 1, met: 9, breached: 1, open: 1 },
];
const figures = (breached: number, performancePay: string) => ({
  ...{ breaches: breached + 1, milestones: milestones(breached) },
  sums: [
    {
      ...{ currency: 'CNY', creditsGranted: '200000', base: '24000000', performancePay },
      ...{ pay: '29867000', depositRequired: '12000000' },
    },
  ],
});
const [signed, draft] = [figures(3, '5867000'), figures(2, '6000000')];
const totalOf = (side: typeof signed) => ({ ...side, quarters: [{ quarter: '2026Q3', ...side }] });
const answer: WhatIfAnswer = {
  ...{ fromOn: '2026-07-01', toOn: '2026-09-30', workOrders: 12 },
  history: { milestones: 24, differing: 0 },
  contracts: [{ contractId: 'c', code: 'HT-1', signed, draft }],
  total: { signed: totalOf(signed), draft: totalOf(draft) },
};
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) => line.split('│').map((cell) => cell.trim()));

it('2.2: signed and draft terms stand beside each other, in Chinese first', () => {
  const text = whatIfText(answer, 'zh');
  expect(text.split('\n')[0]).toBe('2026-07-01 至 2026-09-30,12 张工单');
  const found = rows(text);
  const amounts = ['¥2,000.00', '¥240,000.00', '¥58,670.00', '¥298,670.00', '¥120,000.00'];
  expect(found[1]).toEqual(['', 'HT-1', '现行', '3', '1', '4', ...amounts, '']);
  expect(found[2]).toEqual(['', '', '草案', '2', '1', '3', ...amounts.with(2, '¥60,000.00'), '']);
  const named = found.map((row) => row[1]).filter(Boolean);
  expect(named).toEqual(['HT-1', '2026Q3', '1 级', '2 级', '3 级', '4 级', '合计']);
});

it('2.2: a history that the signed terms do not give is said, in English where that is asked for', () => {
  const text = whatIfText({ ...answer, history: { milestones: 24, differing: 2 } }, 'en');
  expect(text).toContain('2026-07-01 to 2026-09-30, 12 work orders');
  expect(text).toContain('Note: of 24 milestones 2 were recorded otherwise');
  expect(whatIfText({ ...answer, contracts: [] }, 'en')).toContain('No contract.');
});
