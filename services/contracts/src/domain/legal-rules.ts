import { decimalString, isLess, minus, ratio, shareDown, type Money } from '@steward/money';
import type { DamagesClause } from '@steward/terms';
import type { Confidentiality, DataCustodyItem } from './confidentiality';
import { LIABILITY_RULES } from './liability-rules';
import type { LegalTerms } from './legal-terms';

export type Sentence = { readonly en: string; readonly zh: string };
/** What the linter reads of a contract or of an amendment. */
export type Linted = {
  readonly yearlyAmount: Money;
  readonly clauses: readonly { readonly clauseId: string; readonly text: string }[];
  readonly legal: LegalTerms;
  readonly damages?: DamagesClause;
  readonly confidentiality?: Confidentiality;
  readonly dataCustody?: readonly DataCustodyItem[];
};
/**
 * ERROR: the term is void, forbidden or owed; nobody can waive it. WARN: lawful, but to be answered for by
 * two.
 */
export type LintSeverity = 'ERROR' | 'WARN';
export type LintRule = {
  readonly id: string;
  readonly severity: LintSeverity;
  /** The clause of the policy that the term serves. */
  readonly clauseId: string;
  /** The norm: statute, article and edition. */
  readonly source: string;
  readonly fix: Sentence;
  /** What is wrong, or null where the contract keeps the rule. */
  readonly find: (contract: Linted) => Sentence | null;
};

/** Ten per cent, in hundredths of a per cent. Clause 3.3.1a. */
const DEPOSIT_CEILING_BPS = 1_000n;
/** Above it a penalty can be reduced: a hundred and thirty per cent of the loss. Clause 2.2.3c. */
const PENALTY_CEILING_BPS = 13_000n;
const NON_COMPETE_MONTHS = 24;
const PAYMENT_DAYS = 60;

/** Names that leave open which institution it is. */
const NO_NAME =
  /^(本合同(列明|约定)的?|有关|相关|当地|所在地|双方(同意|约定)的?|合同签订地)?的?仲裁(机构|委员会|部门)?$/;
/** Arbitration, then a court as the other way to choose; a pause in the sentence separates two clauses. */
const SUIT = String.raw`(提起|提出)?(起诉(?!期)|诉讼(?!期间|过程|程序|费|时效))`;
const CHOICE = String.raw`(也|亦|又|或者?)(可以?|有权|能|直接|依法|选择)*`;
const ARBITRATE_OR_SUE = [
  new RegExp(String.raw`仲裁[^。;;]{0,20}?${CHOICE}(向[^,,。;;]{0,20}法院)?${SUIT}`),
  new RegExp(String.raw`仲裁[^。;;]{0,20}?或者?(由|到|在|向)[^,,。;;]{0,20}法院`),
  new RegExp(
    String.raw`${SUIT}[^。;;]{0,10}?${CHOICE}(向[^,,。;;]{0,20})?` +
      String.raw`((申请|提交|提请)[^,,。;;]{0,20})?仲裁(?!期间|过程|程序|费)`,
  ),
  /arbitrat\w*[^.;]{0,40}\bor\b[^.;]{0,40}\b(litigat\w*|su(e|it)|court)/i,
];

/** Every rule, in the order in which findings are shown: what is agreed on losses and data comes last. */
export const LINT_RULES: readonly LintRule[] = [
  {
    ...{ id: 'deposit.over-ceiling', severity: 'ERROR', clauseId: '3.3.1a' },
    source: '《政府采购法实施条例》第四十八条;本办法 3.3.1',
    fix: { en: 'Ask for ten per cent or less.', zh: '将履约保证金降至合同金额的百分之十以内。' },
    find: ({ yearlyAmount, legal: { deposit } }) => {
      const ceiling = shareDown(yearlyAmount, DEPOSIT_CEILING_BPS);
      if (!deposit?.amount || !isLess(ceiling, deposit.amount)) return null;
      const [asked, most] = [shown(deposit.amount), shown(ceiling)];
      return {
        en: `A deposit of ${asked} is asked for; ten per cent is ${most}.`,
        zh: `要求履约保证金 ${asked},合同金额的百分之十为 ${most}。`,
      };
    },
  },
  {
    ...{ id: 'deposit.cash-only', severity: 'ERROR', clauseId: '3.3.1a' },
    source: '《保障中小企业款项支付条例》(国务院令第802号)第十三条',
    fix: { en: 'Accept a bank guarantee as well.', zh: '同时接受金融机构保函。' },
    find: ({ legal: { deposit } }) =>
      deposit && !deposit.forms.includes('BANK_GUARANTEE')
        ? { en: 'The deposit can be given in cash alone.', zh: '履约保证金被限定为现金。' }
        : null,
  },
  {
    ...{ id: 'dispute.arbitrate-or-sue', severity: 'ERROR', clauseId: '3.3.2a' },
    source: '《最高人民法院关于适用〈仲裁法〉若干问题的解释》第七条',
    fix: { en: 'Choose arbitration alone.', zh: '只约定仲裁,删除可向人民法院起诉的选择。' },
    find: ({ clauses }) => {
      const found = clauses.filter(({ text }) => isArbitrateOrSue(text)).map(({ clauseId }) => clauseId);
      if (found.length === 0) return null;
      return {
        en: `Clause ${found.join(', ')} lets a party arbitrate or sue, so that arbitration is not agreed.`,
        zh: `条款 ${found.join('、')} 或裁或审,仲裁协议无效。`,
      };
    },
  },
  {
    ...{ id: 'dispute.institution-missing', severity: 'ERROR', clauseId: '3.3.2a' },
    source: '《仲裁法》(2017年修正)第十六条、第十八条',
    fix: { en: 'Name one institution in full.', zh: '写明一家仲裁机构的全称。' },
    find: ({ legal: { dispute } }) =>
      !dispute || NO_NAME.test(dispute.institution.replace(/\s/g, ''))
        ? { en: 'No arbitration institution is named.', zh: '未指明仲裁机构。' }
        : null,
  },
  {
    ...{ id: 'jurisdiction.not-recipient-seat', severity: 'WARN', clauseId: '3.3.2b' },
    source: '《民事诉讼法》(2023年修正)第三十五条;本办法 3.3.2',
    fix: { en: 'Agree on the court at the recipient’s seat.', zh: '约定由服务接受方所在地人民法院管辖。' },
    find: ({ legal: { jurisdiction, recipientSeat } }) =>
      !jurisdiction || jurisdiction !== recipientSeat
        ? {
            en: `Jurisdiction is ${jurisdiction ?? 'not agreed'}; the recipient’s seat is ${recipientSeat ?? 'not stated'}.`,
            zh: `管辖地为${jurisdiction ?? '未约定'},服务接受方所在地为${recipientSeat ?? '未载明'}。`,
          }
        : null,
  },
  {
    ...{ id: 'non-compete.too-long', severity: 'ERROR', clauseId: '2.2.3b' },
    source: '《劳动合同法》第二十四条第二款',
    fix: { en: 'Agree on 24 months or less.', zh: '将竞业限制期限改为不超过二十四个月。' },
    find: ({ legal: { nonCompete } }) =>
      nonCompete && nonCompete.months > NON_COMPETE_MONTHS
        ? {
            en: `The non-compete term is ${nonCompete.months} months; 24 is the most.`,
            zh: `竞业限制期限为${nonCompete.months}个月,最长不得超过二十四个月。`,
          }
        : null,
  },
  {
    ...{ id: 'non-compete.client-party', severity: 'ERROR', clauseId: '2.2.3b' },
    source: '《劳动合同法》第二十三条、第二十四条',
    fix: {
      en: 'Let the vendor agree with its employee, and hand in the evidence.',
      zh: '由服务商与其员工签订,并向企业提交证明。',
    },
    find: ({ legal: { nonCompete } }) =>
      nonCompete?.parties.includes('CLIENT')
        ? {
            en: 'The client is a party to the non-compete; only employer and employee can be.',
            zh: '企业是竞业协议的当事人;当事人只能是用人单位与劳动者。',
          }
        : null,
  },
  {
    ...{ id: 'penalty.excessive', severity: 'WARN', clauseId: '2.2.3c' },
    source: '《民法典》第五百八十五条;《合同编通则解释》第六十五条',
    fix: { en: 'Agree on 130 % of the loss or less.', zh: '将违约金降至损失的百分之一百三十以内。' },
    find: ({ legal: { penalty } }) => {
      if (!penalty) return null;
      const ceiling = shareDown(penalty.estimatedLoss, PENALTY_CEILING_BPS);
      if (!isLess(ceiling, penalty.amount)) return null;
      const [over, most] = [shown(minus(penalty.amount, ceiling)), shown(ceiling)];
      return {
        en: `The penalty is ${over} above ${most}, and can be reduced by that.`,
        zh: `违约金超出 ${most} 的部分 ${over} 可被请求调减。`,
      };
    },
  },
  {
    ...{ id: 'payment.term-too-long', severity: 'WARN', clauseId: '2.2.2a' },
    source: '《保障中小企业款项支付条例》(国务院令第802号)第九条',
    fix: { en: 'Pay within 60 days of delivery.', zh: '约定自交付之日起六十日内付款。' },
    find: ({ legal: { paymentTermDays, supplierSize = 'SMALL' } }) =>
      paymentTermDays !== undefined && paymentTermDays > PAYMENT_DAYS && supplierSize !== 'LARGE'
        ? {
            en: `A small or medium supplier is paid after ${paymentTermDays} days; 60 is the rule.`,
            zh: `对中小企业的付款期限为${paymentTermDays}日,超过六十日。`,
          }
        : null,
  },
  ...LIABILITY_RULES,
];

export type Finding = Omit<LintRule, 'find'> & { readonly sentence: Sentence };

/** What the linter finds in a contract, in the order of the rules. Clauses 2.2.3, 3.3.1a and 3.3.2. */
export function lint(contract: Linted): readonly Finding[] {
  return LINT_RULES.flatMap(({ find, ...rule }) => {
    const sentence = find(contract);
    return sentence ? [{ ...rule, sentence }] : [];
  });
}

function isArbitrateOrSue(text: string): boolean {
  const plain = text.replace(/(?<=[^\x20-\x7e])\s+|\s+(?=[^\x20-\x7e])/g, '');
  return ARBITRATE_OR_SUE.some((pattern) => pattern.test(plain));
}

/** As `65000.00 CNY`: the policy's currencies have two decimals. */
const shown = ({ amountMinor, currency }: Money): string =>
  `${decimalString(ratio(amountMinor, 100n), 2, 'DOWN')} ${currency}`;
