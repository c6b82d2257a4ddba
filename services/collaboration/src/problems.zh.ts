import type { ProblemsZh } from '@steward/platform';

export const collaborationProblemsZh: ProblemsZh = {
  'contract.not-found': '没有这份合同,或合同尚未签署。',
  'liaison.deputy-same': '对接专员与其副手不能是同一人。',
  'meeting.not-found': '没有这次联席会议。',
  'meeting.not-scheduled': '该联席会议已召开或已错过,不能再提交纪要。',
  'meeting.held-outside-month': '召开日期不在该会议所属的月份。',
  'meeting.held-in-future': '召开日期晚于今天。',
};
