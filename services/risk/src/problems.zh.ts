import type { ProblemsZh } from '@steward/platform';

export const riskProblemsZh: ProblemsZh = {
  'risk.not-found': '没有这项风险。',
  'risk.not-open': '该风险已关闭,不能再评估或关闭。',
  'notice.in-future': '通知日期尚未到来。',
};
