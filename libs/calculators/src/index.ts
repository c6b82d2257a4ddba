export { CALCULATORS } from './calculators';
export type { AvailabilityAnswer, Calculator, DeadlineAnswer, WorkingDaysAnswer } from './calculators';
export { IsInstant } from './fits';
export { AvailabilityQuestion, DeadlineQuestion, WorkingDaysQuestion } from './questions';
