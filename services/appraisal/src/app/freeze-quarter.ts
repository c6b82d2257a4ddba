import { quarterDays } from '@steward/calendar';
import { hashOf, policyInForce, useCase, type Timer } from '@steward/messaging';
import { IsUUID, Matches } from 'class-validator';
import { appraisalIdOf, propose } from '../domain/appraisal';
import { groupsOf } from '../domain/kpi-set';
import { manifestOf } from '../domain/quarter-inputs';
import { insertAppraisals, lastRevision, saveAppraisals } from '../storage/appraisals';
import { contractOf } from '../storage/contracts';
import { heldDuties } from '../storage/duties';
import { recordInputs } from '../storage/frozen-inputs';
import { kpiSetOn } from '../storage/kpi-sets';
import { heldMilestones } from '../storage/milestones';
import { loadQuarter, saveFrozen, type CompleteQuarter } from '../storage/quarters';
import { streakRulesInForce } from '../storage/streak-rules';
import { tiersOf } from '../storage/vendor-tiers';
import { publishing } from './publish-appraisal';

export class FreezeQuarter {
  @IsUUID() contractId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
}

/** Runs by a timer as soon as a quarter's counts are complete; does nothing while a premise is missing. */
export const freezeQuarter = useCase(FreezeQuarter, async (tx, { contractId, quarter }) => {
  const inputs = await loadQuarter(tx, contractId, quarter);
  const kpiSet = await kpiSetOn(tx, quarterDays(quarter).lastOn);
  const manifest = manifestOf(inputs, {
    kpiSet: kpiSet.version,
    groups: groupsOf(kpiSet),
    minimumAnswers: Number(await policyInForce(tx, 'survey-minimum-answers')),
    milestones: await heldMilestones(tx, contractId, quarter),
    duties: await heldDuties(tx, contractId, quarter),
  });
  const premises = {
    contract: await contractOf(tx, contractId),
    tiers: await tiersOf(tx, inputs.vendorId),
    kpiSet,
    rules: await streakRulesInForce(tx),
    appealWorkingDays: Number(await policyInForce(tx, 'appeal-working-days')),
    manifest,
    inputsHash: hashOf(manifest),
    last: await lastRevision(tx, appraisalIdOf(contractId, quarter)),
  };
  const { state, events } = propose(inputs, premises, tx.now);
  await saveFrozen(tx, state.inputs);
  await saveAppraisals(tx, state.superseded);
  await insertAppraisals(tx, state.proposed);
  recordInputs(tx, state.proposed, manifest);
  await tx.schedule(state.proposed.map(publishing));
  tx.publish(events);
  return { contractId, quarter, revisions: state.proposed.map(({ revision }) => revision) };
});

/** The timers that freeze quarters at once, in a transaction of their own: a fact's does not depend on it. */
export const freezing = (complete: readonly CompleteQuarter[], now: Date): Timer[] =>
  complete.map(({ contractId, quarter, closingRevision }) => ({
    useCase: freezeQuarter,
    key: `${contractId}:${quarter}:${closingRevision}`,
    dueAt: now,
    input: { contractId, quarter },
  }));
