import type { ProblemsZh } from '@steward/platform';

export const workOrdersProblemsZh: ProblemsZh = {
  'work-order.not-found': '没有这张工单。',
  'work-order.number-taken': '该工单编号已存在。',
  'work-order.reported-in-future': '报修时间尚未到来。',
  'work-order.contract-not-in-force': '没有生效的合同,不能派单。',
  'work-order.capability-mismatch': '服务商不具备该类别的能力资质,不能派单。',
  'work-order.out-of-scope': '该类别不在合同服务范围内。',
  'work-order.wrong-state': '工单当前状态不允许此操作。',
  'work-order.out-of-order': '时间早于最近一次记录。',
  'work-order.not-dispatched': '工单尚未派出。',
  'import.not-found': '没有这次导入。',
  'import.running': '该日志的另一次导入正在进行,请等待其结束。',
  'import.group-twice': '同一处理组被分配给两份合同。',
  'import.two-defaults': '默认服务商只能有一个。',
  'import.contract-unknown': '有合同在工单服务中尚未生效。',
};
