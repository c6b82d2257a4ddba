import { fractionText, fromWire, ratioOf, toWire, type MoneyWire } from '@steward/money';
import type { CreditRegime, CreditRules } from './service-credits';

/** A regime as JSON keeps it: the step as an exact text, the sum as text. */
export type CreditRegimeWire = Omit<CreditRegime, 'rules'> & {
  readonly rules: Omit<CreditRules, 'AVAILABILITY' | 'LATE_ON_SITE'> & {
    /** `step` as `1/1000` or `0.001`. */
    readonly AVAILABILITY?: { readonly step: string; readonly feeBps: number };
    readonly LATE_ON_SITE?: { readonly stepSeconds: number; readonly amount: MoneyWire };
  };
};

export function regimeToWire({ rules, ...caps }: CreditRegime): CreditRegimeWire {
  const { AVAILABILITY: steps, LATE_ON_SITE: late, ...plain } = rules;
  return {
    ...caps,
    rules: {
      ...(steps && { AVAILABILITY: { step: fractionText(steps.step), feeBps: steps.feeBps } }),
      ...(late && { LATE_ON_SITE: { stepSeconds: late.stepSeconds, amount: toWire(late.amount) } }),
      ...plain,
    },
  };
}

/** What `regimeToWire` wrote. Throws as `ratioOf` and `fromWire` do. */
export function regimeFromWire({ rules, ...caps }: CreditRegimeWire): CreditRegime {
  const { AVAILABILITY: steps, LATE_ON_SITE: late, ...plain } = rules;
  return {
    ...caps,
    rules: {
      ...(steps && { AVAILABILITY: { step: ratioOf(steps.step), feeBps: steps.feeBps } }),
      ...(late && { LATE_ON_SITE: { stepSeconds: late.stepSeconds, amount: fromWire(late.amount) } }),
      ...plain,
    },
  };
}

const STEP = /^\d{1,9}(\.\d{1,9})?(\/0*[1-9]\d{0,8})?$/;
/** Whether a text says a part of the time that a service is owed: above none, at most all. 2.2.1c. */
export function isCreditStep(text: string): boolean {
  if (!STEP.test(text)) return false;
  const step = ratioOf(text);
  return step.gt(0n) && step.lte(1n);
}
