import type { ProblemsZh } from '@steward/platform';

export const riskProblemsZh: ProblemsZh = {
  'risk.not-found': '没有这项风险。',
  'risk.not-open': '该风险当前状态不允许此操作。',
  'notice.in-future': '通知日期尚未到来。',
  'matrix.not-found': '没有这一版风险矩阵。',
  'matrix.not-monotone': '概率或影响更高的格子,等级不得更低。',
  'matrix.impact-floor': '影响为 5 的格子不得为低风险。',
  'matrix.not-draft': '该版矩阵已发布。',
  'matrix.same-person': '起草人不能发布自己的矩阵。',
  'matrix.effective-past': '矩阵的生效日已过。',
  'acceptance.not-owner': '只有该风险的责任人可以提出接受。',
  'acceptance.extreme': '极高风险不得接受。',
  'acceptance.stale': '该风险复审已逾期,须先重新评估。',
  'acceptance.over': '接受期限已过。',
  'acceptance.too-long': '接受期限超过上限。',
  'acceptance.not-proposed': '责任人尚未提出接受。',
  'acceptance.same-person': '接受须由另一人批准。',
  'treatment.not-found': '没有这项处置措施。',
  'treatment.due-past': '处置期限已过。',
  'treatment.not-open': '该处置措施已结束。',
};
