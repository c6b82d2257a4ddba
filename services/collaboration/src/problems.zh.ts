import type { ProblemsZh } from '@steward/platform';

export const collaborationProblemsZh: ProblemsZh = {
  'contract.not-found': '没有这份合同,或合同尚未签署。',
  'liaison.deputy-same': '对接专员与其副手不能是同一人。',
  'meeting.not-found': '没有这次联席会议。',
  'meeting.not-scheduled': '该联席会议已召开或已错过,不能再提交纪要。',
  'meeting.held-outside-month': '召开日期不在该会议所属的月份。',
  'meeting.held-in-future': '召开日期晚于今天。',
  'meeting.not-held': '该联席会议尚未召开。',
  'minutes.not-found': '该会议没有纪要。',
  'minutes.not-proposed': '纪要不在待确认状态。',
  'minutes.confirmed-already': '本方已确认过该纪要。',
  'minutes.not-returned': '纪要没有被退回,不能改写。',
  'action.not-found': '没有这项待办。',
  'action.due-past': '截止日期已过。',
  'action.done': '该待办已完成。',
  'action.other-side': '该待办由另一方负责。',
};
