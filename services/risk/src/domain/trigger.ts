import type { Grades } from './assessment';
import type { Category } from './risk';

/**
 * What one fact of a source amounts to, as the policy has it on a day: rule data, not code. Clause 4.1.1, D8.
 */
export type Trigger = {
  readonly category: Category;
  /** What the first one is graded. */
  readonly first: Grades;
  /** For how many days a fact adds to the next. */
  readonly windowDays: number;
  /** What the risk is called. */
  readonly title: string;
  /** Which role answers for the risk until a person takes it on. */
  readonly ownerRole: OwnerRole;
};

/** Roles that may answer for a risk. Clause 4.1.1. */
export const OWNER_ROLES = [
  'office-head',
  'vendor-manager',
  'legal',
  'finance-maker',
  'technical',
  'risk',
] as const;
export type OwnerRole = (typeof OWNER_ROLES)[number];
