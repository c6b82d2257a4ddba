import { monthOf } from '@steward/calendar';
import { ensure } from '@steward/domain';
import { resourceLogged, type ResourceLogged } from '@steward/events';
import { isAssigned, SKEW, type WorkOrder } from './work-order';

/** What was used. Decimals are text with at most three places; the amounts of a reversal are negative. */
export type Resource =
  | { readonly kind: 'LABOUR'; readonly labourMinutes: number }
  | { readonly kind: 'PART'; readonly partCode: string; readonly quantity: string; readonly unit: string }
  | { readonly kind: 'ENERGY'; readonly energyKwh: string };
/** One line of what a work order used. It is never changed: another line takes it back. Clause 2.3.1c. */
export type ResourceEntry = {
  readonly id: string;
  readonly workOrderId: string;
  readonly vendorId: string;
  readonly contractId: string;
  /** Of `occurredAt`, in the contract's zone. */
  readonly month: string;
  readonly resource: Resource;
  readonly occurredAt: Date;
  readonly reversalOf: string | null;
  /** Why it was taken back. */
  readonly reason: string | null;
};
/** What a vendor says that it used on one occasion. */
export type UsedResources = {
  readonly labour?: { readonly people: number; readonly minutes: number } | null;
  readonly parts?: readonly { readonly partCode: string; readonly quantity: string; readonly unit: string }[];
  readonly energyKwh?: string | null;
};
type Logged = { readonly entries: readonly ResourceEntry[]; readonly events: readonly ResourceLogged[] };

/** A vendor works on it, or has and waits for the customer's word. */
const WORKED: readonly WorkOrder['status'][] = ['accepted', 'on-site', 'paused', 'resolved'];

/**
 * Logs what was used on a work order. Labour is people times minutes. Breaks `work-order.wrong-state`,
 * `resource.missing`, `resource.in-future` and `work-order.before-report`. Clause 2.3.1c.
 */
export function logResources(
  workOrder: WorkOrder,
  used: UsedResources,
  occurredAt: Date,
  newId: () => string,
  now: Date,
): Logged {
  const { id: workOrderId, number, status, facts } = workOrder;
  const isWorked = isAssigned(workOrder) && WORKED.includes(status);
  ensure(isWorked, 'work-order.wrong-state', `${number} is ${status}; nothing is used on it.`);
  const resources = resourcesOf(used);
  ensure(resources.length > 0, 'resource.missing', 'Say what was used: labour, parts or energy.', '/labour');
  ensure(
    occurredAt.getTime() <= now.getTime() + SKEW,
    'resource.in-future',
    `${occurredAt.toISOString()} has not come yet.`,
    '/occurredAt',
  );
  ensure(
    occurredAt.getTime() >= facts[0]!.at,
    'work-order.before-report',
    `${number} was reported only at ${new Date(facts[0]!.at).toISOString()}.`,
    '/occurredAt',
  );
  const { vendorId, contractId, calendar } = workOrder.terms;
  const month = monthOf(occurredAt.getTime(), calendar.timezone);
  const of = { workOrderId, vendorId, contractId, month, occurredAt, reversalOf: null, reason: null };
  return logged(resources.map((resource) => ({ ...of, id: newId(), resource })));
}

/**
 * Takes an entry back by one with its amounts negated, in its month. Breaks `resource.reversal` where it is
 * one itself. Clause 2.3.1c.
 */
export function reverse(entry: ResourceEntry, id: string, reason: string): Logged {
  ensure(entry.reversalOf === null, 'resource.reversal', 'It is a reversal itself; log it anew.');
  return logged([{ ...entry, id, resource: negated(entry.resource), reversalOf: entry.id, reason }]);
}

function resourcesOf({ labour, parts, energyKwh }: UsedResources): Resource[] {
  return [
    ...(labour ? [{ kind: 'LABOUR' as const, labourMinutes: labour.people * labour.minutes }] : []),
    ...(parts ?? []).map(({ partCode, quantity, unit }) => ({
      ...{ kind: 'PART' as const, partCode, quantity: shortest(quantity), unit },
    })),
    ...(energyKwh ? [{ kind: 'ENERGY' as const, energyKwh: shortest(energyKwh) }] : []),
  ];
}

/** A decimal without zeros that say nothing: `012.50` is `12.5`. */
const shortest = (decimal: string): string => {
  const whole = decimal.replace(/^0+(?=\d)/, '');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
};

function negated(resource: Resource): Resource {
  switch (resource.kind) {
    case 'LABOUR':
      return { ...resource, labourMinutes: -resource.labourMinutes };
    case 'PART':
      return { ...resource, quantity: `-${resource.quantity}` };
    case 'ENERGY':
      return { ...resource, energyKwh: `-${resource.energyKwh}` };
  }
}

const logged = (entries: readonly ResourceEntry[]): Logged => ({ entries, events: entries.map(announce) });

function announce({ id: entryId, reason: _, reversalOf, ...entry }: ResourceEntry): ResourceLogged {
  return resourceLogged({ ...entry, entryId, ...(reversalOf && { reversalOf }) });
}
