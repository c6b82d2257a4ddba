import { fractionText } from '@steward/money';
import type { AvailabilityTarget, CreditRegime, DamagesClause } from '@steward/terms';
import type { Terms } from './contract';
import type { LegalTerms } from './legal-terms';

/** The events' form of what readers need of a version. */
export const termsTold = (terms: Terms) => ({
  ...{ code: terms.code, vendorId: terms.vendorId },
  ...{ yearlyAmount: terms.yearlyAmount, performanceShareBps: terms.performanceShareBps, curve: terms.curve },
  ...{ startOn: terms.startOn, endOn: terms.endOn, categories: [...terms.categories] },
  workingTime: {
    ...terms.workingTime,
    slots: terms.workingTime.slots.map(([from, to]): [string, string] => [from, to]),
  },
  slaTargets: { ...terms.slaTargets },
  ...(terms.availability && { availability: terms.availability.map(targetTold) }),
  scope: [...terms.scope],
  rateCard: [...terms.rateCard],
  ...(terms.legal.paymentTermDays !== undefined && { paymentTermDays: terms.legal.paymentTermDays }),
  ...(terms.creditRegime && { creditRegime: regimeTold(terms.creditRegime) }),
  ...(terms.damages && { damages: damagesTold(terms.damages, terms.legal) }),
  ...(terms.confidentiality && { confidentiality: terms.confidentiality }),
  ...(terms.dataCustody && { dataCustody: [...terms.dataCustody] }),
});

const targetTold = ({ serviceHours, ...target }: AvailabilityTarget) => ({
  ...target,
  serviceHours: serviceHours && serviceHours.map(([from, to]): [string, string] => [from, to]),
});

const regimeTold = ({ rules: { AVAILABILITY, ...rules }, ...caps }: CreditRegime) => ({
  ...caps,
  rules: {
    ...rules,
    ...(AVAILABILITY && { AVAILABILITY: { ...AVAILABILITY, step: fractionText(AVAILABILITY.step) } }),
  },
});

/** The damages that are agreed for a leak stand among the legal terms. Clauses 1.1.4 and 2.2.3c. */
const damagesTold = ({ uncapped, causes, ...damages }: DamagesClause, { penalty }: LegalTerms) => ({
  ...damages,
  ...{ uncapped: [...uncapped], causes: [...causes] },
  ...(penalty && { leakPenalty: penalty.amount }),
});
