export { CALCULATORS } from './calculators';
export type { AllocateAnswer, AvailabilityAnswer, Calculator, DeadlineAnswer } from './calculators';
export type { PayAnswer, ScoreAnswer, WorkingDaysAnswer } from './calculators';
export { IfGiven, IsInstant } from './fits';
export { CreditRegimeInput, DamagesInput } from './liability';
export { askedOf, AvailabilityTargetInput, SlaTargetInput, SlaTargetPairInput } from './promises';
export { SlaTargetsInput, WorkingSlotInput, WorkingTimeInput } from './promises';
export { AllocateQuestion, AvailabilityQuestion, DeadlineQuestion, PayQuestion } from './questions';
export { ScoreQuestion, WorkingDaysQuestion } from './questions';
