/**
 * How far a clause has come. `DONE`: a test covers its acceptance and nothing that it asks for is missing;
 * `PLANNED`: at least a part is still to be built; `SOURCE_MISSING`: the policy's text breaks off before it.
 */
export type ClauseState = 'DONE' | 'PLANNED' | 'SOURCE_MISSING';

/** The service that answers for a clause; `platform` is what all services share. */
export type ClauseOwner =
  'vendors' | 'contracts' | 'work-orders' | 'appraisal' | 'finance' | 'risk' | 'collaboration' | 'platform';

const ROWS = [
  ['1.1.1', '确保服务质量和运营效率,同时降低企业风险', 'appraisal', 'PLANNED'],
  ['1.1.2', '明确外包服务范围(设备维护、系统升级、故障处理)', 'contracts', 'DONE'],
  ['1.1.3a', '企业制定服务标准与考核指标', 'contracts', 'PLANNED'],
  ['1.1.3b', '服务商执行具体维护任务并定期提交报告', 'work-orders', 'PLANNED'],
  ['1.1.4', '风险共担机制…合同中明确赔偿条款', 'contracts', 'DONE'],
  ['1.2.1', '战略级 / 常规级 / 临时级', 'vendors', 'DONE'],
  ['1.2.2', '差异化的准入标准、考核频率和资源支持政策', 'vendors', 'PLANNED'],
  ['1.2.3', '按维护内容分类(硬件、软件、网络安全)…匹配专业服务商;避免一刀切', 'vendors', 'DONE'],
  ['1.3.1', '每季度…响应速度、故障解决率、客户满意度等…量化评分', 'appraisal', 'DONE'],
  ['1.3.2', '连续不达标者启动淘汰或降级程序', 'appraisal', 'DONE'],
  ['1.3.3', '定期审查合同条款…更新服务内容与标准', 'contracts', 'DONE'],
  ['1.3.4', '引入巡检技术后…增加相关培训或设备投入', 'contracts', 'DONE'],
  ['2.1.1', '营业执照、行业认证(如ISO9001)、过往案例及客户评价;重点核查同类项目经验', 'vendors', 'PLANNED'],
  ['2.1.2', '通过模拟故障场景(服务器宕机、网络攻击)考察…测试结果作为签约关键依据', 'vendors', 'PLANNED'],
  ['2.1.3', '数据安全法规(如GDPR)、环保要求及劳动保障规定,避免连带法律风险', 'vendors', 'PLANNED'],
  ['2.2.1a', '一级故障2小时内到场', 'contracts', 'DONE'],
  ['2.2.1b', '72小时内闭环', 'work-orders', 'DONE'],
  ['2.2.1c', '可用性…99.9%正常运行', 'contracts', 'DONE'],
  ['2.2.2a', '基础服务费+绩效奖金;20%费用与考核结果挂钩', 'finance', 'DONE'],
  ['2.2.2b', '明确超范围服务的计价规则', 'contracts', 'DONE'],
  ['2.2.3a', '服务商不得留存企业数据', 'contracts', 'PLANNED'],
  ['2.2.3b', '离职人员须签署竞业协议', 'vendors', 'DONE'],
  ['2.2.3c', '泄密行为需承担高额违约金', 'risk', 'DONE'],
  ['2.3.1a', '数字化监管平台…实时追踪服务工单状态', 'work-orders', 'PLANNED'],
  ['2.3.1b', '人员定位', 'work-orders', 'DONE'],
  ['2.3.1c', '资源消耗', 'work-orders', 'DONE'],
  ['2.3.1d', '自动生成服务报告', 'work-orders', 'DONE'],
  ['2.3.2a', '企业对接专员(日常协调)', 'collaboration', 'PLANNED'],
  ['2.3.2b', '技术专家组(疑难问题会诊)', 'collaboration', 'DONE'],
  ['2.3.2c', '每月召开联席会议复盘问题', 'collaboration', 'DONE'],
  ['2.3.3a', '重大故障…储备备用团队', 'risk', 'DONE'],
  ['2.3.3b', '应急设备', 'risk', 'DONE'],
  ['2.3.3c', '定期开展联合演练', 'risk', 'DONE'],
  ['2.4.1a', '除常规指标外…创新贡献(优化建议被采纳)', 'appraisal', 'DONE'],
  ['2.4.1b', '成本节约(如降低能耗20%)等加分项', 'appraisal', 'DONE'],
  ['2.4.2a', '交接全部文档、权限及未完成工单', 'vendors', 'PLANNED'],
  ['2.4.2b', '保留3个月过渡期支持', 'vendors', 'PLANNED'],
  ['3.1.1', '外包服务管理办公室;法务、财务、技术;统筹选择、签订、绩效评估', 'collaboration', 'PLANNED'],
  ['3.1.2', '培训资源共享(安全规范、新设备操作)', 'collaboration', 'PLANNED'],
  ['3.2.1a', '强制使用企业指定的工单系统、巡检APP', 'work-orders', 'PLANNED'],
  ['3.2.1b', '数据格式统一且可追溯', 'platform', 'PLANNED'],
  ['3.2.2', '故障处理案例库…服务商提交…经审核后纳入共享知识库', 'collaboration', 'DONE'],
  ['3.3.1a', '合同金额10%收取履约保证金', 'finance', 'DONE'],
  ['3.3.1b', '用于抵扣违约赔偿', 'finance', 'DONE'],
  ['3.3.1c', '第三方托管账户', 'finance', 'DONE'],
  ['3.3.2a', '争议优先通过行业仲裁机构解决', 'contracts', 'DONE'],
  ['3.3.2b', '诉讼管辖地为服务接受方所在地', 'contracts', 'DONE'],
  ['3.4.1a', '对战略级服务商,联合开展技术研发(如5G维护工具开发)', 'collaboration', 'PLANNED'],
  ['3.4.1b', '共享专利成果', 'collaboration', 'PLANNED'],
  ['3.4.2a', '牵头组建维护服务商协会', 'collaboration', 'PLANNED'],
  ['3.4.2b', '制定行业白皮书', 'collaboration', 'PLANNED'],
  ['3.4.2c', '标准化合同模板', 'contracts', 'DONE'],
  ['3.4.2d', '评价体系普及', 'appraisal', 'DONE'],
  ['4.1.1', '全面风险清单;动态更新;技术/操作/合规/商业风险', 'risk', 'DONE'],
  ['4.1.2', '定量与定性结合;发生概率×影响程度(如5×5);对每类风险分级,优先处[理]…', 'risk', 'PLANNED'],
  ['4.x', '应急响应机制', 'risk', 'SOURCE_MISSING'],
] as const satisfies readonly (readonly [string, string, ClauseOwner, ClauseState])[];

/** A clause of the policy, as `2.2.1a`. Where a clause has lettered parts, only those are ids. */
export type ClauseId = (typeof ROWS)[number][0];

/** A demand of the policy on maintenance vendors (维护外包服务商管理实施办法), with its key phrase. */
export type PolicyClause = {
  readonly id: ClauseId;
  readonly phrase: string;
  readonly owner: ClauseOwner;
  readonly state: ClauseState;
};

/**
 * Every clause in the policy's order. Tests name clauses by their ids; `npm run clauses` holds this list to
 * them and writes docs/clauses.md.
 */
export const CLAUSES: readonly PolicyClause[] = ROWS.map(([id, phrase, owner, state]) => ({
  ...{ id, phrase, owner, state },
}));
