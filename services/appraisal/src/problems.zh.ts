import type { ProblemsZh } from '@steward/platform';

export const appraisalProblemsZh: ProblemsZh = {
  'appraisal.not-found': '没有这份考核。',
  'appraisal.revision-outdated': '该考核已有更新的版本,请重新查看后再确认。',
  'appraisal.already-published': '该考核结果已发布。',
  'contract.not-found': '没有这份合同。',
  'quarter.not-found': '该合同在该季度没有考核数据。',
  'kpi-set.weights-not-100': '考核指标权重之和必须为 100。',
  'kpi-set.weight-negative': '考核指标权重不得为负。',
  'kpi-set.not-found': '没有这个考核指标版本。',
  'kpi-set.mandatory-missing': '响应、解决和满意度三项指标必须有权重。',
  'kpi-set.dimension-repeated': '考核指标重复。',
  'kpi-set.formula-invalid': '公式无效;路径最后一段是出错的字符位置。',
  'kpi-set.not-draft': '该考核指标版本已发布。',
  'kpi-set.same-person': '须由起草人以外的人发布。',
  'kpi-set.quarter-over': '该版本的首个适用季度已结束。',
  'kpi-set.target-is-floor': '考核指标的目标值不得等于下限值。',
};
