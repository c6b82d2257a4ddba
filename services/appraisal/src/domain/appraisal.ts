import { addWorkingDays, endOfLocalDay, localDateOf, quarterDays, workingCalendar } from '@steward/calendar';
import { ensure, importedId, type Decision, type Tier } from '@steward/domain';
import { appraisalProposed, appraisalPublished } from '@steward/events';
import type { AppraisalProposed, AppraisalPublished } from '@steward/events';
import { ratio } from '@steward/money';
import type { StreakRule } from '@steward/terms';
import { payScoreOf } from './bonus';
import type { DimensionResult, KpiSet } from './kpi-set';
import { scoreManifest, type Manifest } from './manifest';
import { isComplete, tierOn } from './quarter-inputs';
import type { Counts, QuarterInputs, TierSince } from './quarter-inputs';

/** What appraisal knows of a contract: whose it is and whose working days count. */
export type Contract = {
  readonly id: string;
  readonly vendorId: string;
  readonly calendar: string;
  readonly timezone: string;
  readonly slots: readonly (readonly [string, string])[];
};

export const REASONS = ['CLOSED', 'LATE_FACTS', 'BONUS', 'RED_LINE', 'APPEAL'] as const;
/** Why a quarter was scored; `causeId` names the bonus, the red line or the appeal. Clause 1.3.1. */
export type Cause = { readonly reason: (typeof REASONS)[number]; readonly causeId: string | null };

/** One scoring of a contract's quarter. Its inputs do not change any more: a change is the next revision. */
type Revision = Counts &
  Cause & {
    readonly id: string;
    readonly contractId: string;
    readonly vendorId: string;
    readonly quarter: string;
    readonly revision: number;
    readonly tier: Tier;
    /** Points from which the tier passes. D3 P4. */
    readonly passLine: string;
    readonly kpiSet: number;
    /** B of D3: two decimals, null where not rated. */
    readonly score: string | null;
    /** Points beside it, and F of D3. Clause 2.4.1. */
    readonly bonus: string;
    readonly finalScore: string | null;
    readonly dimensions: readonly DimensionResult[];
    readonly workOrders: number;
    /** The closing of the period that was frozen. */
    readonly closingRevision: number;
    readonly inputsHash: string;
    readonly proposedAt: Date;
    /** The vendor's time to object ends; the score stands then. */
    readonly appealEndsAt: Date;
    /** A year without a loaded calendar took part in that end. */
    readonly isAppealEndProvisional: boolean;
  };
export type Proposed = Revision & { readonly status: 'proposed' };
/** `acceptedBy` is who of the vendor accepted before the window ended, or null. */
export type Published = Revision & {
  readonly status: 'published';
  readonly publishedAt: Date;
  readonly acceptedBy: string | null;
};
/** A later revision took its place before it was published. */
export type Superseded = Revision & { readonly status: 'superseded'; readonly supersededAt: Date };
export type Appraisal = Proposed | Published | Superseded;

/** What a freeze needs beside the quarter. */
export type Premises = {
  readonly contract: Contract | null;
  readonly tiers: readonly TierSince[];
  readonly kpiSet: KpiSet;
  readonly rules: Readonly<Record<Tier, StreakRule>>;
  readonly appealWorkingDays: number;
  /** What is scored, and its SHA-256. */
  readonly manifest: Manifest;
  readonly inputsHash: string;
  /** The quarter's highest revision so far, and whether it was scored from the same. */
  readonly last: Appraisal | null;
  readonly isUnchanged: boolean;
  readonly cause: Cause;
};
/** The quarter as frozen, and what became of its appraisals. */
export type Frozen = {
  readonly inputs: QuarterInputs;
  readonly superseded: readonly Superseded[];
  readonly proposed: readonly Proposed[];
};

/** One appraisal per contract and quarter, however often it is scored. */
export const appraisalIdOf = (contractId: string, quarter: string): string =>
  importedId('appraisal', `${contractId}:${quarter}`);

/**
 * Freezes and scores a quarter once all of it is here: the counts of its last closing, the contract and the
 * vendor's tier. Until then, and where the inputs are those of the last revision, nothing is proposed.
 * Clause 1.3.1, D3.
 */
export function propose(
  inputs: QuarterInputs,
  premises: Premises,
  now: Date,
): Decision<Frozen, AppraisalProposed> {
  const { contract, last, inputsHash, manifest } = premises;
  const tier = tierOn(premises.tiers, quarterDays(inputs.quarter).lastOn);
  const nothing = { superseded: [], proposed: [] };
  if (!isComplete(inputs) || !contract || !tier) return { state: { inputs, ...nothing }, events: [] };

  const frozen = { ...inputs, frozenRevision: inputs.closing.revision };
  if (premises.isUnchanged) return { state: { inputs: frozen, ...nothing }, events: [] };

  const { contractId, vendorId, quarter, closing } = inputs;
  const proposal: Proposed = {
    id: appraisalIdOf(contractId, quarter),
    ...{ contractId, vendorId, quarter, tier, inputsHash },
    revision: (last?.revision ?? 0) + 1,
    passLine: premises.rules[tier].passLine,
    kpiSet: premises.kpiSet.version,
    ...scoreManifest(premises.kpiSet, manifest),
    ...(last ? premises.cause : FIRST),
    onSite: closing.onSite,
    closure: closing.closure,
    workOrders: closing.workOrders,
    closingRevision: closing.revision,
    proposedAt: now,
    ...windowOf(contract, premises, now),
    status: 'proposed',
  };
  const superseded: Superseded[] =
    last?.status === 'proposed' ? [{ ...last, status: 'superseded', supersededAt: now }] : [];
  return { state: { inputs: frozen, superseded, proposed: [proposal] }, events: [announcementOf(proposal)] };
}

const FIRST: Cause = { reason: 'CLOSED', causeId: null };

/** The end of the window's last working day, whose first is the day after; an appeal opens no other. D3. */
function windowOf(
  { calendar, timezone, slots }: Contract,
  { appealWorkingDays, cause }: Premises,
  now: Date,
) {
  if (cause.reason === 'APPEAL') return { appealEndsAt: now, isAppealEndProvisional: false };
  const working = workingCalendar({ id: calendar, timezone, slots });
  const today = localDateOf(working, now.getTime());
  const { date, isProvisional } = addWorkingDays(working, today, appealWorkingDays);
  return { appealEndsAt: new Date(endOfLocalDay(working, date)), isAppealEndProvisional: isProvisional };
}

function announcementOf(proposal: Proposed): AppraisalProposed {
  const { id: appraisalId, contractId, vendorId, quarter, revision, score, inputsHash } = proposal;
  const { proposedAt, appealEndsAt } = proposal;
  return appraisalProposed({
    ...{ appraisalId, contractId, vendorId, quarter, revision, score, inputsHash },
    ...{ proposedAt, appealEndsAt },
  });
}

/** Who accepts what: the revision that was read, and whether the vendor has an appeal open. */
export type Acceptance = {
  readonly revision: number;
  readonly by: string;
  readonly hasOpenAppeal: boolean;
};

/**
 * The vendor accepts what is proposed, and the score stands at once. Breaks `appraisal.revision-outdated`,
 * `appraisal.already-published` and `appraisal.appealed`. Clause 1.3.1.
 */
export function accept(
  appraisal: Appraisal,
  { revision, by, hasOpenAppeal }: Acceptance,
  now: Date,
): Decision<Published, AppraisalPublished> {
  const { quarter, status } = appraisal;
  ensure(
    revision === appraisal.revision && status !== 'superseded',
    'appraisal.revision-outdated',
    `Revision ${revision} of the appraisal of ${quarter} is not its last; read it again.`,
  );
  ensure(
    status === 'proposed',
    'appraisal.already-published',
    `Revision ${revision} of ${quarter} is published.`,
  );
  ensure(!hasOpenAppeal, 'appraisal.appealed', `An appeal against ${quarter} is not decided yet.`);
  return publish(appraisal, by, now);
}

/** The window has ended: what is still proposed stands; what was replaced or accepted is left alone. */
export function publishDue(
  appraisal: Appraisal,
  revision: number,
  now: Date,
): Decision<Appraisal, AppraisalPublished> {
  const isDue = appraisal.status === 'proposed' && appraisal.revision === revision;
  return isDue ? publish(appraisal, null, now) : { state: appraisal, events: [] };
}

function publish(
  proposal: Proposed,
  acceptedBy: string | null,
  now: Date,
): Decision<Published, AppraisalPublished> {
  const { id: appraisalId, contractId, vendorId, quarter, revision, score, inputsHash } = proposal;
  const { tier, onSite, closure, workOrders, bonus, finalScore } = proposal;
  const announced = appraisalPublished({
    ...{ appraisalId, contractId, vendorId, quarter, revision, score, inputsHash },
    ...{ tier, onSite, closure, workOrders, bonus, finalScore, payScore: payScoreOf(finalScore) },
    isPassed: isPassed(proposal),
    publishedAt: now,
  });
  return { state: { ...proposal, status: 'published', publishedAt: now, acceptedBy }, events: [announced] };
}

/** Null where not rated. The published, rounded score decides. D3. */
export function isPassed({ score, passLine }: Pick<Appraisal, 'score' | 'passLine'>): boolean | null {
  return score === null ? null : ratio(score).gte(ratio(passLine));
}
