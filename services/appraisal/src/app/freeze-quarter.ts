import { quarterBounds, quarterDays, workingCalendar } from '@steward/calendar';
import { hashOf, policyInForce, useCase, type Timer, type Tx } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { appraisalIdOf, propose, REASONS, type Cause, type Contract } from '../domain/appraisal';
import { groupsOf, type KpiSet } from '../domain/kpi-set';
import { manifestOf, scoredPartOf, type Manifest } from '../domain/manifest';
import type { QuarterInputs } from '../domain/quarter-inputs';
import { rulingsOf } from '../storage/appeals';
import { insertAppraisals, lastRevision, saveAppraisals } from '../storage/appraisals';
import { bonusesOf } from '../storage/bonuses';
import { contractOf, versionBefore } from '../storage/contracts';
import { heldDuties } from '../storage/duties';
import { lastInputs, recordInputs } from '../storage/frozen-inputs';
import { kpiSetOn } from '../storage/kpi-sets';
import { heldMilestones } from '../storage/milestones';
import { isFrozen, loadQuarter, saveFrozen, type CompleteQuarter } from '../storage/quarters';
import { redLinesOf } from '../storage/red-lines';
import { streakRulesInForce } from '../storage/streak-rules';
import { tiersOf } from '../storage/vendor-tiers';
import { publishing } from './publish-appraisal';

export class FreezeQuarter {
  @IsUUID() contractId!: string;
  @Matches(/^\d{4}Q[1-4]$/) quarter!: string;
  @IsIn(REASONS) reason: Cause['reason'] = 'LATE_FACTS';
  /** The bonus, red line or appeal that has it scored again. */
  @IsOptional() @IsUUID() causeId?: string;
}

/** Runs by a timer as soon as a quarter's counts are complete; does nothing while a premise is missing. */
export const freezeQuarter = useCase(FreezeQuarter, async (tx, { contractId, quarter, reason, causeId }) => {
  const inputs = await loadQuarter(tx, contractId, quarter);
  const contract = await contractOf(tx, contractId);
  const kpiSet = await kpiSetOn(tx, quarterDays(quarter).lastOn);
  const manifest = await manifestNow(tx, inputs, kpiSet, contract);
  const appraisalId = appraisalIdOf(contractId, quarter);
  const before = await lastInputs(tx, appraisalId);
  const premises = {
    ...{ contract, kpiSet, manifest, inputsHash: hashOf(manifest) },
    tiers: await tiersOf(tx, inputs.vendorId),
    rules: await streakRulesInForce(tx),
    appealWorkingDays: Number(await policyInForce(tx, 'appeal-working-days')),
    last: await lastRevision(tx, appraisalId),
    isUnchanged: before !== null && hashOf(scoredPartOf(before)) === hashOf(scoredPartOf(manifest)),
    cause: { reason, causeId: causeId ?? null },
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

/** All that a score would rest on now; without its contract it is scored by nobody. */
async function manifestNow(
  tx: Tx,
  inputs: QuarterInputs,
  kpiSet: KpiSet,
  contract: Contract | null,
): Promise<Manifest> {
  const { contractId, quarter } = inputs;
  const rulings = await rulingsOf(tx, appraisalIdOf(contractId, quarter));
  return manifestOf(inputs, {
    ...(await calendarOf(tx, quarter, contract)),
    kpiSet: kpiSet.version,
    groups: groupsOf(kpiSet),
    minimumAnswers: Number(await policyInForce(tx, 'survey-minimum-answers')),
    milestones: await heldMilestones(tx, contractId, quarter),
    duties: await heldDuties(tx, contractId, quarter),
    ...(await bonusesOf(tx, contractId, quarter)),
    ...(await redLinesOf(tx, contractId, quarter)),
    ...(rulings.length > 0 && { rulings }),
  });
}

/** The contract's version at the quarter's end, and whose days count with the version of their facts. */
async function calendarOf(tx: Tx, quarter: string, contract: Contract | null) {
  if (!contract) return { contractVersion: null, calendar: '' };
  const { id, calendar, timezone, slots } = contract;
  const contractVersion = await versionBefore(tx, id, new Date(quarterBounds(quarter, timezone).to));
  const { version } = workingCalendar({ id: calendar, timezone, slots });
  return { contractVersion, calendar: `${calendar} ${version}` };
}

/** The timers that freeze quarters at once, in a transaction of their own: a fact's does not depend on it. */
export const freezing = (complete: readonly CompleteQuarter[], now: Date): Timer[] =>
  complete.map(({ contractId, quarter, closingRevision }) => ({
    useCase: freezeQuarter,
    key: `${contractId}:${quarter}:${closingRevision}`,
    dueAt: now,
    input: { contractId, quarter, reason: 'LATE_FACTS' },
  }));

/** Has a quarter scored again at once; one that was not scored yet takes it up when it is. Clause 1.3.1. */
export async function freezeAgain(
  tx: Tx,
  { contractId, quarter }: { readonly contractId: string; readonly quarter: string },
  reason: Cause['reason'],
  causeId: string,
): Promise<void> {
  if (!(await isFrozen(tx, contractId, quarter))) return;
  const key = `${contractId}:${quarter}:${causeId}`;
  await tx.schedule([
    { useCase: freezeQuarter, key, dueAt: tx.now, input: { contractId, quarter, reason, causeId } },
  ]);
}
