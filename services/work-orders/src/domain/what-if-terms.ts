import { areSlots, workingCalendar, type PublishedYear, type WorkingCalendar } from '@steward/calendar';
import { ensure, RuleBroken } from '@steward/domain';
import type { Money } from '@steward/money';
import { ensurePromisable, PAY_CURVES, targetsOf } from '@steward/terms';
import type { AskedTarget, AvailabilityTarget, CreditRegime, PayCurve, SlaTargets } from '@steward/terms';
import type { ContractVersion } from './terms';

/** What is paid, and how it follows the score. Clause 2.2.2a. */
export type PayTerms = {
  readonly yearlyAmount: Money;
  readonly performanceShareBps: number;
  readonly curve: PayCurve;
};

/** A version of a contract with all that breaches, credits and pay follow from. */
export type SignedTerms = ContractVersion & {
  /** The enterprise's own number of the contract. */
  readonly code: string | null;
  readonly availability: readonly AvailabilityTarget[];
  /** Null: the version was told before its pay was kept, and nothing is known of its credits either. */
  readonly pay: PayTerms | null;
  /** Null: nothing is credited. D5. */
  readonly creditRegime: CreditRegime | null;
};

/** Terms that somebody thinks of signing. What is absent stays as it was signed. */
export type DraftTerms = Partial<PayTerms> & {
  readonly slaTargets?: SlaTargets;
  readonly calendar?: WorkingCalendar;
  readonly availability?: readonly AskedTarget[];
  readonly creditRegime?: CreditRegime;
};

/** Working time as it is drafted. */
export type DraftHours = {
  readonly calendar: string;
  readonly timezone: string;
  readonly slots: readonly (readonly [string, string])[];
};

/** Breaks `what-if.slots-wrong`. */
export function calendarOf(
  { calendar: id, timezone, slots }: DraftHours,
  years: readonly PublishedYear[],
): WorkingCalendar {
  ensure(
    areSlots(slots),
    'what-if.slots-wrong',
    'Working slots go forward through a day and do not overlap.',
    '/workingTime/slots',
  );
  return workingCalendar({ id, timezone, slots }, years);
}

/**
 * What contracts refuses in a draft is refused here: breaks what ensurePromisable does,
 * `contract.amount-missing`, `contract.curve-unknown` and `contract.currency-mixed`. That a norm is left is
 * not refused, for nothing is signed. Clause 2.2.
 */
export function ensureDraft({ slaTargets, yearlyAmount, curve, creditRegime }: DraftTerms): void {
  if (slaTargets) ensurePromisable(slaTargets);
  ensure(
    !yearlyAmount || yearlyAmount.amountMinor > 0n,
    'contract.amount-missing',
    'A contract needs an amount above zero.',
    '/yearlyAmount/amountMinor',
  );
  ensure(
    curve === undefined || Object.hasOwn(PAY_CURVES, curve),
    'contract.curve-unknown',
    `There is no pay curve ${curve}.`,
    '/curve',
  );
  if (yearlyAmount) ensureCurrency(creditRegime, yearlyAmount.currency);
}

function ensureCurrency(regime: CreditRegime | null | undefined, currency: string): void {
  const late = regime?.rules.LATE_ON_SITE?.amount;
  ensure(
    !late || late.currency === currency,
    'contract.currency-mixed',
    `All sums of a contract are in one currency, here ${currency}.`,
    '/creditRegime/rules/LATE_ON_SITE/amount/currency',
  );
}

/**
 * A contract's versions under a draft, each from and to when it was in force. What a draft leaves out of a
 * service is as it was signed. Breaks what `targetsOf` does, `what-if.service-incomplete` where it was not,
 * and `contract.currency-mixed`.
 */
export function drafted(versions: readonly SignedTerms[], draft: DraftTerms): readonly SignedTerms[] {
  const { yearlyAmount, performanceShareBps, curve, availability: asked } = draft;
  const availability = asked && completed(asked, versions);
  return versions.map((version) => {
    const pay = { ...version.pay, ...given({ yearlyAmount, performanceShareBps, curve }) };
    const isWhole = 'yearlyAmount' in pay && 'performanceShareBps' in pay && 'curve' in pay;
    const now: SignedTerms = {
      ...version,
      ...given({ slaTargets: draft.slaTargets, calendar: draft.calendar, availability }),
      ...given({ creditRegime: draft.creditRegime }),
      pay: isWhole ? (pay as PayTerms) : null,
    };
    if (now.pay) ensureCurrency(now.creditRegime, now.pay.yearlyAmount.currency);
    return now;
  });
}

function completed(
  asked: readonly AskedTarget[],
  versions: readonly SignedTerms[],
): readonly AvailabilityTarget[] {
  const promised = versions.flatMap(({ availability }) => availability);
  const inFull = asked.map((target, index) => {
    const signed = promised.findLast(({ service }) => service === target.service);
    const fields = ['targetPerMille', 'noticeSeconds', 'monthlyQuotaSeconds'] as const;
    const missing = fields.find((field) => target[field] === undefined && !signed);
    ensure(
      missing === undefined,
      'what-if.service-incomplete',
      `${target.service} is not promised yet, so that its ${missing} has to be said.`,
      `/availability/${index}/${missing}`,
    );
    return { ...signed, ...target } as AvailabilityTarget;
  });
  const [none] = inFull;
  return none ? targetsOf(inFull, none) : [];
}

/** What is there; an undefined field is none. */
const given = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** Runs what names places within the draft, which stands at `at` in what was sent. */
export function placedAt<T>(at: `/${string}`, rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof RuleBroken) || error.path === undefined) throw error;
    throw new RuleBroken(error.code, error.message, `${at}${error.path}`);
  }
}
