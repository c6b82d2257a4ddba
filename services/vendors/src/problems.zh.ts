import type { ProblemsZh } from '@steward/platform';

export const vendorsProblemsZh: ProblemsZh = {
  'vendor.not-found': '没有这家服务商。',
  'vendor.code-taken': '该服务商编号已存在。',
  'vendor.already-admitted': '服务商已准入。',
  'vendor.licence-missing': '缺少已核验且在有效期内的营业执照,不能准入;全部未满足的条件见服务商详情。',
  'vendor.iso9001-missing': '缺少已核验且在有效期内的 ISO9001 认证,不能准入;全部未满足的条件见服务商详情。',
  'vendor.similar-projects-missing': '已核验的同类项目数量不足,不能准入;全部未满足的条件见服务商详情。',
  'vendor.capability-test-required': '尚未通过技术能力测试,不能准入;全部未满足的条件见服务商详情。',
  'vendor.compliance-failed': '合规性审查未通过,不能准入;全部未满足的条件见服务商详情。',
  'vendor.compliance-missing': '没有有效期内的合规性审查,不能准入;全部未满足的条件见服务商详情。',
  'vendor.not-classified': '服务商尚未分级分类,不能准入;全部未满足的条件见服务商详情。',
  'qualification.valid-to-missing': 'ISO9001 认证须填写有效期截止日。',
  'reference-project.not-completed': '案例项目的完成日期晚于今天。',
  'evidence.not-found': '没有这份资质材料。',
  'evidence.already-verified': '该资质材料已核验。',
  'evidence.same-person': '资质材料须由提交人以外的人核验。',
  'capability-test.not-held': '能力测试的日期晚于今天。',
  'capability-test.superseded': '已有日期更晚的能力测试记录。',
};
