import type { Decision } from '@steward/domain';
import { publicChangeOrderApproved, type PublicFinanceEvent } from '@steward/events';
import type { Money } from '@steward/money';

/** The most that an approved change order may cost. Clause 2.2.2b. */
export type Quote = {
  readonly changeOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly contractVersion: number;
  readonly quoted: Money;
};

/** Keeps a quote, and tells downstream what is to come. One that comes again is known. Clause 2.2.2b. */
export function keepQuote(existing: Quote | null, quote: Quote): Decision<Quote, PublicFinanceEvent> {
  if (existing) return { state: existing, events: [] };
  const { quoted, ...order } = quote;
  const told = publicChangeOrderApproved({
    ...order,
    ...{ amountMinor: quoted.amountMinor.toString(), currency: quoted.currency },
    ...{ clauseRefs: ['2.2.2b'], correctionOf: null },
    traceUrl: `/api/contracts/v1/change-orders/${order.changeOrderId}`,
  });
  return { state: quote, events: [told] };
}
