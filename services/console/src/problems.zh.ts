import type { ProblemsZh } from '@steward/platform';

export const consoleProblemsZh: ProblemsZh = {
  'quarter.not-found': '没有这个季度的数据。',
  'service.unreachable': '该服务暂时无法访问,请稍后再试。',
};
