import { Type } from '@sinclair/typebox';
import { event } from './event';
import { code, id, instant } from './fields';

/** Exact, at most three decimals; negative where it reverses. */
const decimal = Type.String({ pattern: '^-?\\d+(\\.\\d{1,3})?$' });

/**
 * A vendor used something on a work order: labour, a part or energy. A reversal has the entry's amounts with
 * a minus, in its month, so that a reader who adds up has what counts. Clause 2.3.1c.
 */
export const resourceLogged = event('work-orders.work-order.resource-logged.v1', {
  workOrderId: id,
  entryId: id,
  vendorId: id,
  contractId: id,
  /** The month of `occurredAt` in the contract's zone, `2026-09`. */
  month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
  resource: Type.Union([
    Type.Object({ kind: Type.Literal('LABOUR'), labourMinutes: Type.Integer() }),
    Type.Object({ kind: Type.Literal('PART'), partCode: code, quantity: decimal, unit: code }),
    Type.Object({ kind: Type.Literal('ENERGY'), energyKwh: decimal }),
  ]),
  /** When it was used. */
  occurredAt: instant,
  /** The entry that this one takes back. */
  reversalOf: Type.Optional(id),
});

export type ResourceLogged = ReturnType<typeof resourceLogged>;
