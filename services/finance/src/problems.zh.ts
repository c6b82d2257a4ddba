import type { ProblemsZh } from '@steward/platform';

export const financeProblemsZh: ProblemsZh = {
  'deposit.not-found': '该合同没有应缴的履约保证金。',
  'deposit.amount-missing': '到账金额必须大于零。',
  'deposit.currency-mismatch': '到账币种与保证金币种不一致。',
  'deposit.reference-used': '该托管流水号已登记过。',
  'settlement.not-found': '没有这份结算单。',
  'settlement.not-calculated': '结算单不处于已计算状态,不能提交。',
  'settlement.not-submitted': '结算单尚未提交或已过账,不能批准。',
  'settlement.same-person': '提交人不能批准同一份结算单。',
  'adjustment.not-found': '没有这份结算调整单。',
  'adjustment.not-calculated': '调整单不处于已计算状态,不能提交。',
  'adjustment.not-submitted': '调整单尚未提交或已过账,不能批准。',
  'adjustment.same-person': '提交人不能批准同一份调整单。',
  'journal.unbalanced': '凭证借贷不平,不能入账。',
  'deposit-return.not-found': '没有这笔退款。',
  'deposit-return.exceeds-suspense': '退款金额超过暂记款中尚未退回的部分。',
  'deposit-return.wrong-state': '该退款的当前状态不允许此操作。',
  'deposit-return.same-person': '申请与批准须由不同的人完成。',
};
