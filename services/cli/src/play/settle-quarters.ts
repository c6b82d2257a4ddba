import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, type Api } from '../console/api';
import { Failure } from '../failure';
import type { Cast } from './cast';
import { keyOf } from './keys';
import type { Party } from './run-import';

type Quarter = {
  readonly quarter: string;
  readonly log: string;
  readonly revision: number;
  readonly isComplete: boolean;
};
type Appraisal = {
  readonly appraisalId: string;
  readonly contractId: string;
  readonly revision: number;
  readonly status: string;
};
type Settlement = {
  readonly settlementId: string;
  readonly contractId: string;
  readonly status: string;
  readonly original: { readonly appraisalRevision: number };
};
type Adjustment = {
  readonly adjustmentId: string;
  readonly contractId: string;
  readonly quarter: string;
  readonly status: string;
  readonly appraisalRevision: number;
};
type Claim = { readonly claimId: string; readonly contractId: string; readonly status: string };
type Status = { readonly missing: readonly { readonly vendor: string; readonly fact: string }[] };

export type Settling = {
  readonly log: string;
  readonly parties: readonly Party[];
  /** Each vendor's own access, by the vendor's code. */
  readonly vendors: ReadonlyMap<string, Api>;
};

/** Milliseconds without any progress after which the wait ends. */
const PATIENCE = 120_000;

/**
 * Accepts every proposed score as its vendor, and submits and approves every settlement and adjustment as two
 * persons, until each quarter of the log is settled for every vendor. Gives the quarters in order. Throws a
 * Failure that names what is missing where nothing moves any more. `revision` counts the ends of the log's
 * imports: the quarters must have seen that one. Clauses 1.3.1 and 2.2.2a.
 */
export async function settleQuarters(
  cast: Cast,
  settling: Settling,
  revision: number,
  tell: (progress: string) => void,
): Promise<string[]> {
  const auditor = cast.as('auditor');
  let last = { state: '', at: Date.now() };
  for (;;) {
    const listed = await auditor
      .all<Quarter>(`console/v1/quarters?log=${settling.log}`)
      .catch(notFoundIsNone);
    const quarters = listed.filter((quarter) => quarter.revision >= revision);
    const open = quarters.filter(({ isComplete }) => !isComplete).map(({ quarter }) => quarter);
    if (quarters.length > 0 && open.length === 0) return quarters.map(({ quarter }) => quarter);

    const missing = await missingIn(auditor, settling.log, open);
    const state = quarters.length === 0 ? 'waiting for the end of the import' : missing.join(', ');
    if (state !== last.state) last = { state, at: Date.now() };
    if (Date.now() > last.at + PATIENCE) {
      throw new Failure(`Nothing has moved for ${PATIENCE / 1000} s; still missing: ${state}.`);
    }
    tell(open.length > 0 ? `${missing.length} facts to come for ${open.join(', ')}` : state);
    for (const quarter of open) {
      await acceptScores(auditor, settling, quarter);
      await postSettlements(cast, settling, quarter);
    }
    if (open.length > 0) await postAdjustments(cast, settling);
    await pause(200);
  }
}

async function missingIn(auditor: Api, log: string, quarters: readonly string[]): Promise<string[]> {
  const statuses = quarters.map(async (quarter) => {
    const { missing } = await auditor.get<Status>(`console/v1/quarters/${quarter}/status?log=${log}`);
    return missing.map(({ vendor, fact }) => `the ${fact} of ${vendor} for ${quarter}`);
  });
  return (await Promise.all(statuses)).flat();
}

export async function acceptScores(
  auditor: Api,
  { log, parties, vendors }: Settling,
  quarter: string,
): Promise<void> {
  const appraisals = await auditor.all<Appraisal>(`appraisal/v1/appraisals?quarter=${quarter}`);
  for (const { appraisalId, contractId, revision, status } of appraisals) {
    const code = parties.find((party) => party.contractId === contractId)?.code;
    const vendor = code === undefined ? undefined : vendors.get(code);
    if (status !== 'proposed' || code === undefined || !vendor) continue;
    const key = keyOf(log, code, `accept/${appraisalId}/${revision}`);
    await unlessOvertaken(() =>
      vendor.post(`appraisal/v1/appraisals/${appraisalId}/acceptance`, key, { revision }),
    );
  }
}

export async function postSettlements(
  cast: Cast,
  { log, parties }: Settling,
  quarter: string,
): Promise<void> {
  const settlements = await cast.as('auditor').all<Settlement>(`finance/v1/settlements?quarter=${quarter}`);
  for (const { settlementId, contractId, status, original } of settlements) {
    const code = parties.find((party) => party.contractId === contractId)?.code;
    if (code === undefined) continue;
    const step = `settlement/${settlementId}/${original.appraisalRevision}`;
    await twoPersons(cast, `finance/v1/settlements/${settlementId}`, keyOf(log, code, step), status);
  }
}

export async function postAdjustments(cast: Cast, { log, parties }: Settling): Promise<void> {
  const lists = ['calculated', 'submitted'].map((status) =>
    cast.as('auditor').all<Adjustment>(`finance/v1/adjustments?status=${status}`),
  );
  for (const { adjustmentId, contractId, status, appraisalRevision } of (await Promise.all(lists)).flat()) {
    const code = parties.find((party) => party.contractId === contractId)?.code;
    if (code === undefined) continue;
    const step = `adjustment/${adjustmentId}/${appraisalRevision}`;
    await twoPersons(cast, `finance/v1/adjustments/${adjustmentId}`, keyOf(log, code, step), status);
  }
}

/** What disputes and change orders made due, by the same two persons. Clauses 2.2.2b and 3.3.2a. */
export async function postClaims(cast: Cast, { log, parties }: Settling): Promise<void> {
  const lists = ['raised', 'submitted'].map((status) =>
    cast.as('auditor').all<Claim>(`finance/v1/claims?status=${status}`),
  );
  for (const { claimId, contractId, status } of (await Promise.all(lists)).flat()) {
    const code = parties.find((party) => party.contractId === contractId)?.code;
    if (code === undefined) continue;
    await twoPersons(cast, `finance/v1/claims/${claimId}`, keyOf(log, code, `claim/${claimId}`), status);
  }
}

/** What is calculated or raised one person submits; what is submitted another approves. */
async function twoPersons(cast: Cast, place: string, key: string, status: string): Promise<void> {
  const isOpen = status === 'calculated' || status === 'raised';
  if (isOpen) {
    await unlessOvertaken(() => cast.as('finance-maker').post(`${place}/submission`, `${key}/submit`));
  }
  if (isOpen || status === 'submitted') {
    await unlessOvertaken(() => cast.as('finance-checker').post(`${place}/approval`, `${key}/approve`));
  }
}

/** A fact that came in between may have changed what was to be decided: then the next look shows it. */
async function unlessOvertaken(decide: () => Promise<unknown>): Promise<void> {
  try {
    await decide();
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 409)) throw error;
  }
}

function notFoundIsNone(error: unknown): Quarter[] {
  if (error instanceof Refusal && error.status === 404) return [];
  throw error;
}
