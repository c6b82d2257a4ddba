import type { ProblemsZh } from '@steward/platform';

export const contractsProblemsZh: ProblemsZh = {
  'contract.not-found': '没有这份合同。',
  'contract.amount-missing': '合同金额必须大于零。',
  'contract.dates-reversed': '合同结束日早于开始日。',
  'contract.curve-unknown': '没有这条绩效支付曲线。',
  'contract.waiver-missing': '绩效份额偏离制度规定时须填写豁免理由。',
  'contract.code-taken': '该合同编号已存在。',
  'contract.not-draft': '合同不是草案,不能再批准或签署。',
  'contract.already-approved': '该专业已批准过此合同。',
  'contract.same-approver': '法务、财务、技术须由三个不同的人批准。',
  'contract.approval-missing': '尚缺法务、财务或技术的批准,不能签署。',
  'contract.vendor-not-admitted': '服务商尚未准入,不能签署。',
  'contract.capability-test-required': '服务商尚未通过技术能力测试,不能签署。',
  'contract.damages-clause-missing': '合同缺少赔偿条款(1.1.4),不能签署。',
};
