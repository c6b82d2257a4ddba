import { cappedCauses } from './damages';
import type { LintRule } from './legal-rules';

/** What the law and the policy say of damages, confidentiality and data. Clauses 1.1.4 and 2.2.3. */
export const LIABILITY_RULES: readonly LintRule[] = [
  {
    ...{ id: 'damages.clause-missing', severity: 'ERROR', clauseId: '1.1.4' },
    source: '本办法 1.1.4;《民法典》第五百七十七条、第五百八十四条',
    fix: { en: 'Agree on a damages clause as a term.', zh: '以条款项约定赔偿:责任上限、归因与例外。' },
    find: ({ damages }) =>
      damages ? null : { en: 'No damages clause is agreed.', zh: '未约定赔偿条款项。' },
  },
  {
    ...{ id: 'damages.operator-error-missing', severity: 'ERROR', clauseId: '1.1.4' },
    source: '本办法 1.1.4',
    fix: {
      en: 'Let a loss be attributed to the vendor’s operator errors.',
      zh: '将服务商人员操作失误列为可归因的原因。',
    },
    find: ({ damages }) =>
      damages && !damages.causes.includes('VENDOR_OPERATOR_ERROR')
        ? {
            en: 'No loss can be attributed to the vendor’s operator errors.',
            zh: '损失不能归因于服务商人员操作失误。',
          }
        : null,
  },
  {
    ...{ id: 'damages.wilful-capped', severity: 'ERROR', clauseId: '1.1.4' },
    source: '《民法典》第五百零六条',
    fix: { en: 'Lift the cap for wilful acts.', zh: '故意造成的损失不受责任上限限制。' },
    find: ({ damages }) =>
      damages && cappedCauses(damages).includes('WILFUL')
        ? {
            en: 'The liability cap holds for wilful acts too, and is void there.',
            zh: '责任上限及于故意造成的损失,该部分无效。',
          }
        : null,
  },
  {
    ...{ id: 'damages.leak-capped', severity: 'WARN', clauseId: '2.2.3c' },
    source: '本办法 2.2.3',
    fix: { en: 'Lift the cap for data leaks.', zh: '数据泄露造成的损失不受责任上限限制。' },
    find: ({ damages }) =>
      damages && cappedCauses(damages).includes('DATA_LEAK')
        ? { en: 'The liability cap holds for data leaks too.', zh: '责任上限及于数据泄露造成的损失。' }
        : null,
  },
  {
    ...{ id: 'confidentiality.penalty-missing', severity: 'WARN', clauseId: '2.2.3c' },
    source: '本办法 2.2.3;《民法典》第五百八十五条',
    fix: { en: 'Agree on what a leak costs.', zh: '约定泄密的违约金数额。' },
    find: ({ confidentiality, legal: { penalty } }) =>
      confidentiality && !penalty
        ? {
            en: 'Confidentiality is agreed, but not what a leak costs.',
            zh: '约定了保密,但未约定泄密违约金。',
          }
        : null,
  },
  {
    ...{ id: 'custody.uncertified', severity: 'WARN', clauseId: '2.2.3a' },
    source: '《个人信息保护法》第二十一条;本办法 2.2.3',
    fix: { en: 'Ask for a certificate of each deletion.', zh: '要求逐项出具删除证明。' },
    find: ({ dataCustody = [] }) => {
      const codes = dataCustody
        .filter(({ atEnd, isCertificateRequired }) => atEnd === 'DELETION' && !isCertificateRequired)
        .map(({ code }) => code);
      if (codes.length === 0) return null;
      return {
        en: `No certificate shows that ${codes.join(', ')} will have been deleted.`,
        zh: `${codes.join('、')} 的删除没有证明。`,
      };
    },
  },
];
