export { CALCULATORS } from './calculators';
export type { AvailabilityAnswer, Calculator, DeadlineAnswer, WorkingDaysAnswer } from './calculators';
export { AvailabilityQuestion, DeadlineQuestion, WorkingDaysQuestion } from './questions';
