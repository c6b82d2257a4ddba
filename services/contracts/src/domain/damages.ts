import { UNCAPPED_CAUSES, type DamagesClause } from '@steward/terms';

/** What a contract says of damages; what it leaves out of the cap is the policy's. Clause 1.1.4. */
export type AskedDamages = Omit<DamagesClause, 'liabilityCapBps'> &
  Partial<Pick<DamagesClause, 'liabilityCapBps'>>;

/** The clause in full, so that no later policy changes what was agreed. Clause 1.1.4. */
export const damagesOf = (asked: AskedDamages, policyCapBps: number): DamagesClause => ({
  ...asked,
  liabilityCapBps: asked.liabilityCapBps ?? policyCapBps,
});

/** For which losses the clause leaves the cap where D5 lifts it. */
export const cappedCauses = ({ uncapped }: DamagesClause) =>
  UNCAPPED_CAUSES.filter((cause) => !uncapped.includes(cause));
