import type { Money } from '@steward/money';
import type { Deposit } from './deposit';

/** For downstream finance: a sum of a deposit, and where it is explained. */
export function published(
  { id: depositId, contractId, vendorId, contractVersion }: Deposit,
  { amountMinor, currency }: Money,
  clauseRefs: string[],
) {
  return {
    ...{ depositId, contractId, vendorId, contractVersion, correctionOf: null },
    ...{ amountMinor: amountMinor.toString(), currency, clauseRefs },
    traceUrl: `/api/finance/v1/deposits/${contractId}`,
  };
}
