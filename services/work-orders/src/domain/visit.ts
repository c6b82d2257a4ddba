import { ensure } from '@steward/domain';
import { visitCheckedIn, visitContested, visitSettled, type VisitEvent } from '@steward/events';
import { lastOf } from './facts';
import { retract } from './retraction';
import { metresBetween, type Asset, type Position } from './site';
import {
  follow,
  insert,
  type Assigned,
  type PlainFact,
  type WorkOrder,
  type WorkOrderDecided,
} from './work-order';

/** How somebody shows that he is there. Clause 2.3.1b. */
export const PROOFS = ['POSITION', 'ASSET_CODE'] as const;
export type Proof = (typeof PROOFS)[number];
export const VISIT_STATUSES = ['awaits-signature', 'stands', 'contested', 'void'] as const;
export type VisitStatus = (typeof VISIT_STATUSES)[number];
export const OUTCOMES = ['STANDS', 'VOID'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A check-in at a work order, and what became of it. */
export type Visit = {
  readonly id: string;
  readonly workOrderId: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly assetId: string;
  readonly proof: Proof;
  readonly status: VisitStatus;
  readonly checkedInAt: Date;
  readonly checkedInBy: string;
  /** Who of the enterprise signed beside an asset's code. */
  readonly signedBy: string | null;
  readonly contestedBy: string | null;
  readonly contestReason: string | null;
  /** What the last person who judged the contest would have, and the second, who agreed. */
  readonly outcome: Outcome | null;
  readonly proposedBy: string | null;
  readonly secondedBy: string | null;
};
/** What a command on a visit decided: of the visit, and of its work order where it counts for that. */
export type VisitDecided = {
  readonly visit: Visit;
  readonly workOrder: WorkOrder;
  readonly events: readonly (VisitEvent | WorkOrderDecided['events'][number])[];
};
export type CheckIn = {
  readonly id: string;
  readonly by: string;
  /** The asset that the work order names. */
  readonly asset: Asset | null;
};
/** A position as a device took it: within `accuracyMetres` of where it says. */
export type TakenPosition = Position & { readonly accuracyMetres: number };

/**
 * The vendor says that it is there; that is enough where the work order names no asset. Breaks
 * `work-order.proof-required` and what `follow` breaks. Clauses 2.2.1a and 2.3.1b.
 */
export function arrive(workOrder: WorkOrder, now: Date): WorkOrderDecided {
  ensure(
    workOrder.assetId === null,
    'work-order.proof-required',
    `${workOrder.number} names an asset; check in there.`,
  );
  return follow(workOrder, arrivalAt(now), now);
}

/**
 * Checks in by position: an arrival where the position may be within the site's fence. Breaks
 * `work-order.not-active`, `location-consent.missing`, `work-order.asset-missing`,
 * `visit.position-too-coarse`, `visit.outside-fence` and what `follow` breaks. Clause 2.3.1b.
 */
export function checkInByPosition(
  workOrder: WorkOrder,
  { asset, ...checkIn }: CheckIn,
  position: TakenPosition,
  { hasConsented, maxAccuracyMetres }: { readonly hasConsented: boolean; readonly maxAccuracyMetres: number },
  now: Date,
): VisitDecided {
  ensureActive(workOrder);
  ensure(hasConsented, 'location-consent.missing', 'You have not agreed that your position is taken.');
  ensureNamed(workOrder, asset);
  const { accuracyMetres } = position;
  ensure(
    accuracyMetres <= maxAccuracyMetres,
    'visit.position-too-coarse',
    `A position within ${maxAccuracyMetres} m is needed, not one within ${accuracyMetres} m.`,
    '/accuracyMetres',
  );
  ensure(
    metresBetween(position, asset.site) <= asset.site.radiusMetres + accuracyMetres,
    'visit.outside-fence',
    `The position is outside ${asset.site.code}.`,
    '/latitudeMicrodegrees',
  );
  const visit = begun(workOrder, { ...checkIn, asset }, { proof: 'POSITION', status: 'stands' }, now);
  const { state, events } = follow(workOrder, arrivalAt(now), now);
  return {
    visit,
    workOrder: state,
    events: [visitCheckedIn({ ...about(visit), proof: 'POSITION' }), ...events],
  };
}

/**
 * Checks in by the code that is written on the asset; it counts once the enterprise has signed. Breaks
 * `work-order.not-active`, `work-order.asset-missing`, `visit.wrong-asset` and what `follow` breaks.
 * Clause 2.3.1b.
 */
export function checkInByAssetCode(
  workOrder: WorkOrder,
  { asset, ...checkIn }: CheckIn,
  assetCode: string,
  now: Date,
): VisitDecided {
  ensureActive(workOrder);
  ensureNamed(workOrder, asset);
  ensure(
    asset.code === assetCode,
    'visit.wrong-asset',
    `${workOrder.number} is about another asset than ${assetCode}.`,
    '/assetCode',
  );
  follow(workOrder, arrivalAt(now), now); // what could not follow is refused now, not when it is signed
  const stage = { proof: 'ASSET_CODE', status: 'awaits-signature' } as const;
  const visit = begun(workOrder, { ...checkIn, asset }, stage, now);
  return { visit, workOrder, events: [visitCheckedIn({ ...about(visit), proof: 'ASSET_CODE' })] };
}

/**
 * The enterprise signs beside an asset's code: somebody arrived when he checked in, as evidence of grade B.
 * Breaks `visit.not-waiting`, `visit.same-person` and what `insert` breaks. Clause 2.3.1b.
 */
export function counterSign(visit: Visit, workOrder: WorkOrder, by: string, now: Date): VisitDecided {
  ensure(visit.status === 'awaits-signature', 'visit.not-waiting', 'The check-in waits for no signature.');
  ensure(visit.checkedInBy !== by, 'visit.same-person', 'Another person must sign.');
  const { state, events } = insert(workOrder, arrivalAt(visit.checkedInAt), 'B', now);
  return { visit: { ...visit, status: 'stands', signedBy: by }, workOrder: state, events };
}

/**
 * A side does not accept a check-in, or that it goes unsigned; two persons will settle it. Breaks
 * `visit.contested-before` and `visit.contest-too-late`. Clause 2.3.1b.
 */
export function contest(
  visit: Visit,
  { by, actor, reason }: { readonly by: string; readonly actor: string; readonly reason: string },
  windowHours: number,
  now: Date,
): { readonly visit: Visit; readonly events: readonly VisitEvent[] } {
  ensure(visit.contestedBy === null, 'visit.contested-before', 'The check-in has been contested before.');
  const until = visit.checkedInAt.getTime() + windowHours * 3_600_000;
  ensure(
    now.getTime() <= until,
    'visit.contest-too-late',
    `It could be contested until ${new Date(until).toISOString()}.`,
  );
  const side = actor.startsWith('vendor:') ? 'VENDOR' : 'ENTERPRISE';
  return {
    visit: { ...visit, status: 'contested', contestedBy: by, contestReason: reason },
    events: [visitContested({ ...about(visit), side, contestedAt: now })],
  };
}

/**
 * A person says what becomes of a contested check-in; with another one who says the same it is settled. An
 * arrival that stands although nobody signed it is evidence of grade C, as what is confirmed late. Breaks
 * `visit.not-contested`, `visit.party`, `visit.same-person` and what `insert` breaks. Clause 2.3.1b.
 */
export function settle(
  visit: Visit,
  workOrder: WorkOrder,
  { by, outcome }: { readonly by: string; readonly outcome: Outcome },
  now: Date,
): VisitDecided {
  ensure(visit.status === 'contested', 'visit.not-contested', 'There is nothing to settle.');
  const parties = [visit.checkedInBy, visit.signedBy, visit.contestedBy];
  ensure(!parties.includes(by), 'visit.party', 'Who checked in, signed or contested does not settle it.');
  if (visit.outcome !== outcome) {
    return { visit: { ...visit, outcome, proposedBy: by }, workOrder, events: [] };
  }
  ensure(visit.proposedBy !== by, 'visit.same-person', 'Another person must agree.');
  const { state, events } = consequence(visit, workOrder, outcome, now);
  return {
    visit: { ...visit, status: outcome === 'VOID' ? 'void' : 'stands', secondedBy: by },
    workOrder: state,
    events: [visitSettled({ ...about(visit), outcome, settledAt: now }), ...events],
  };
}

function consequence(visit: Visit, workOrder: WorkOrder, outcome: Outcome, now: Date): WorkOrderDecided {
  const counts = visit.proof === 'POSITION' || visit.signedBy !== null;
  if (counts === (outcome === 'STANDS')) return { state: workOrder, events: [] };
  if (outcome === 'STANDS') return insert(workOrder, arrivalAt(visit.checkedInAt), 'C', now);
  const arrival = lastOf(workOrder.facts, 'ARRIVED'); // there is but one
  if (arrival?.at !== visit.checkedInAt.getTime()) throw new Error(`The arrival of ${visit.id} is missing.`);
  return retract(workOrder, arrival, now);
}

const arrivalAt = (at: Date) => ({ kind: 'ARRIVED', at: at.getTime() }) as const satisfies PlainFact;

const ACTIVE: readonly WorkOrder['status'][] = ['dispatched', 'accepted', 'on-site', 'paused'];

/** Outside of work nobody's whereabouts are anybody's business. PIPL art. 28. */
function ensureActive(workOrder: WorkOrder): asserts workOrder is Assigned {
  ensure(
    ACTIVE.includes(workOrder.status),
    'work-order.not-active',
    `${workOrder.number} is ${workOrder.status}; nobody checks in at it.`,
    '/workOrderId',
  );
}

function ensureNamed({ number }: WorkOrder, asset: Asset | null): asserts asset is Asset {
  ensure(asset !== null, 'work-order.asset-missing', `${number} names no asset to check in at.`);
}

const begun = (
  { id: workOrderId, terms }: Assigned,
  { id, by, asset }: CheckIn & { readonly asset: Asset },
  stage: Pick<Visit, 'proof' | 'status'>,
  now: Date,
): Visit => ({
  ...{ id, workOrderId, vendorId: terms.vendorId, contractId: terms.contractId, assetId: asset.id },
  ...{ ...stage, checkedInAt: now, checkedInBy: by, signedBy: null, contestedBy: null, contestReason: null },
  ...{ outcome: null, proposedBy: null, secondedBy: null },
});

const about = ({ id: visitId, workOrderId, vendorId, contractId, checkedInAt }: Visit) => ({
  ...{ visitId, workOrderId, vendorId, contractId, checkedInAt },
});
