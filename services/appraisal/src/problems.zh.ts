import type { ProblemsZh } from '@steward/platform';

export const appraisalProblemsZh: ProblemsZh = {
  'appraisal.not-found': '没有这份考核。',
  'appraisal.revision-outdated': '该考核已有更新的版本,请重新查看后再确认。',
  'appraisal.already-published': '该考核结果已发布。',
  'contract.not-found': '没有这份合同。',
  'quarter.not-found': '该合同在该季度没有考核数据。',
  'kpi-set.weights-not-100': '考核指标权重之和必须为 100。',
  'kpi-set.weight-negative': '考核指标权重不得为负。',
  'kpi-set.target-is-floor': '考核指标的目标值不得等于下限值。',
};
