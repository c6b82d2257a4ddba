import {
  publicServiceCreditGranted,
  publicServiceCreditReversed,
  serviceCreditGranted,
  serviceCreditReversed,
  type ServiceCreditEvent,
} from '@steward/events';
import type { GrantedCredit, ReversedCredit } from './service-credit';

/** What is told of a credit, here and downstream. Clause 1.1.4. */
export function creditGranted(credit: GrantedCredit): readonly ServiceCreditEvent[] {
  const { units, isRepeat, earned, granted, capped, correctionOf, grantedAt } = credit;
  const outcome = { units: Number(units), isRepeat, earned, granted, capped };
  return [
    serviceCreditGranted({ ...identity(credit), ...outcome, correctionOf, grantedAt }),
    publicServiceCreditGranted({
      ...published(credit),
      cappedMinor: String(capped.amountMinor),
      correctionOf,
    }),
  ];
}

export function creditReversed({ credit, reversedAt }: ReversedCredit): readonly ServiceCreditEvent[] {
  return [
    serviceCreditReversed({ ...identity(credit), amount: credit.granted, reversedAt }),
    publicServiceCreditReversed({ ...published(credit), correctionOf: credit.id }),
  ];
}

function identity({ id, contractId, vendorId, contractVersion, breachId, promise, month }: GrantedCredit) {
  return { serviceCreditId: id, contractId, vendorId, contractVersion, breachId, promise, month };
}

function published(credit: GrantedCredit) {
  const { serviceCreditId: servicecreditId, ...others } = identity(credit);
  return {
    ...{ servicecreditId, ...others, clauseRefs: ['1.1.4', credit.clauseId] },
    ...{ amountMinor: String(credit.granted.amountMinor), currency: credit.granted.currency },
    traceUrl: `/api/finance/v1/service-credits/${credit.id}`,
  };
}
