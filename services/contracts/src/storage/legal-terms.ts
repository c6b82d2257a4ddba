import { fromWire, toWire, type MoneyWire } from '@steward/money';
import type { LegalTerms, Rate } from '../domain/legal-terms';

/** As JSON holds them: sums as text. */
export type LegalJson = Omit<LegalTerms, 'deposit' | 'penalty'> & {
  readonly deposit?: Omit<NonNullable<LegalTerms['deposit']>, 'amount'> & { readonly amount?: MoneyWire };
  readonly penalty?: { readonly amount: MoneyWire; readonly estimatedLoss: MoneyWire };
};
export type RateJson = { readonly code: string; readonly hourlyRate: MoneyWire; readonly cap: MoneyWire };

export const legalToJson = ({ deposit, penalty, ...terms }: LegalTerms): LegalJson => ({
  ...terms,
  ...(deposit && {
    deposit: { forms: deposit.forms, ...(deposit.amount && { amount: toWire(deposit.amount) }) },
  }),
  ...(penalty && {
    penalty: { amount: toWire(penalty.amount), estimatedLoss: toWire(penalty.estimatedLoss) },
  }),
});

export const legalFromJson = ({ deposit, penalty, ...terms }: LegalJson): LegalTerms => ({
  ...terms,
  ...(deposit && {
    deposit: { forms: deposit.forms, ...(deposit.amount && { amount: fromWire(deposit.amount) }) },
  }),
  ...(penalty && {
    penalty: { amount: fromWire(penalty.amount), estimatedLoss: fromWire(penalty.estimatedLoss) },
  }),
});

export const rateToJson = ({ code, hourlyRate, cap }: Rate): RateJson => ({
  code,
  hourlyRate: toWire(hourlyRate),
  cap: toWire(cap),
});

export const rateFromJson = ({ code, hourlyRate, cap }: RateJson): Rate => ({
  code,
  hourlyRate: fromWire(hourlyRate),
  cap: fromWire(cap),
});
