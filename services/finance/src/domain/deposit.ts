import { ensure, type Decision } from '@steward/domain';
import { depositReceived, depositRequired, publicDepositReceived } from '@steward/events';
import type {
  DepositEvent,
  DepositReceived,
  DepositRequired,
  PublicDepositEvent,
  PublicFinanceEvent,
} from '@steward/events';
import { isLess, least, minus, plus, zero, type Money } from '@steward/money';
import { book, credit, debit, type Journal } from './ledger';
import { replenished } from './replenishment';

/** What a vendor owes for a contract, and what a third party holds of it in escrow. Clause 3.3.1. */
export type Deposit = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The version of the contract that asks for it. */
  readonly contractVersion: number;
  /** At most ten per cent of the yearly amount; contracts sees to it. Clause 3.3.1a. */
  readonly required: Money;
  /** What escrow holds for the deposit, never above what is required but for what a hold keeps. */
  readonly balance: Money;
  /** What banks stand for in place of cash; it is only noted. Clause 3.3.1a. */
  readonly guaranteed: Money;
  /** What of the balance is kept for claims. D6.2. */
  readonly held: Money;
  /** What escrow bore; it is the vendor's. D6.7. */
  readonly interest: Money;
  /** By when a deduction has to be paid in again; null where nothing has. D6.5. */
  readonly replenishDueOn: string | null;
  readonly isReplenishOverdue: boolean;
  /** The contract ended and a part was released: nothing is asked for any more. D6.9. */
  readonly isClosing: boolean;
  /** What came in beyond it and is to be returned. D6.1. */
  readonly suspense: Money;
};

/** What a signed contract asks for. */
export type Demand = Pick<Deposit, 'id' | 'contractId' | 'vendorId' | 'required'>;

/** Opens the deposit of a signed contract. A fact that comes again finds it open. Clause 3.3.1a. */
export function open(
  existing: Deposit | null,
  demand: Demand,
  now: Date,
): Decision<Deposit, DepositRequired> {
  if (existing) return { state: existing, events: [] };
  const { id: depositId, contractId, vendorId, required } = demand;
  const nothing = zero(required.currency);
  return {
    // The version that was signed; an amendment asks for more or gives back by its own event.
    state: {
      ...{ ...demand, contractVersion: 1, balance: nothing, held: nothing, interest: nothing },
      ...{
        guaranteed: nothing,
        suspense: nothing,
        replenishDueOn: null,
        isReplenishOverdue: false,
        isClosing: false,
      },
    },
    events: [depositRequired({ depositId, contractId, vendorId, required, requiredAt: now })],
  };
}

/** Money that the custodian reports to have come in. */
export type Incoming = {
  readonly id: string;
  readonly amount: Money;
  /** The custodian's own number of the movement; it counts once. */
  readonly custodianReference: string;
  readonly receivedOn: string;
};
/** How an incoming sum was divided. */
export type Receipt = Incoming & {
  readonly deposited: Money;
  readonly suspended: Money;
  readonly recordedBy: string;
  readonly recordedAt: Date;
};
export type Received = Decision<
  Deposit,
  DepositReceived | PublicFinanceEvent | DepositEvent | PublicDepositEvent
> & {
  readonly receipt: Receipt;
  readonly journals: readonly Journal[];
};

/**
 * Takes money into escrow: up to what is required it is deposit, what is above waits in suspense to be
 * returned. Breaks `deposit.currency-mismatch` and `deposit.amount-missing`. Clauses 3.3.1a and 3.3.1c, D6.1.
 */
export function receive(
  deposit: Deposit,
  incoming: Incoming,
  journalId: string,
  by: string,
  now: Date,
): Received {
  const { id: depositId, contractId, vendorId, contractVersion, required } = deposit;
  const { amount, custodianReference } = incoming;
  const isSameCurrency = amount.currency === required.currency;
  ensure(
    isSameCurrency,
    'deposit.currency-mismatch',
    `${amount.currency} came in, ${required.currency} is owed.`,
  );
  ensure(amount.amountMinor > 0n, 'deposit.amount-missing', 'A receipt needs an amount above zero.');

  const deposited = least(missingOf(deposit), amount);
  const suspended = minus(amount, deposited);
  const { state, events } = replenished(
    {
      ...deposit,
      balance: plus(deposit.balance, deposited),
      suspense: plus(deposit.suspense, suspended),
    },
    now,
  );
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'deposit-receipt' as const, commandId: incoming.id },
    ...{ memo: `Deposit receipt ${custodianReference}`, clauseId: '3.3.1c', postedAt: now },
  };
  const journals = book(head, [
    debit('A.ESCROW_CASH', amount),
    credit('L.DEPOSIT_VENDOR', deposited),
    credit('L.SUSPENSE', suspended),
  ]);
  const parties = { depositId, contractId, vendorId };
  return {
    state,
    receipt: { ...incoming, deposited, suspended, recordedBy: by, recordedAt: now },
    journals,
    events: [
      depositReceived({ ...parties, amount, balance: coveredOf(state), receivedAt: now }),
      publicDepositReceived({
        ...{ ...parties, contractVersion, correctionOf: null },
        ...{ amountMinor: amount.amountMinor.toString(), currency: amount.currency },
        clauseRefs: ['3.3.1a', '3.3.1c'],
        traceUrl: `/api/finance/v1/deposits/${contractId}`,
      }),
      ...events,
    ],
  };
}

/** What is still to be paid in. */
export const missingOf = (deposit: Deposit): Money => {
  const { required } = deposit;
  const covered = coveredOf(deposit);
  return isLess(covered, required) ? minus(required, covered) : zero(required.currency);
};

/** What stands for the vendor: cash in escrow, and the promises of banks. Clause 3.3.1a. */
export const coveredOf = ({ balance, guaranteed }: Deposit): Money => plus(balance, guaranteed);

/** What is kept for no claim. D6.2. */
export const availableOf = ({ balance, held }: Deposit): Money => minus(balance, held);

/** What is free and beyond what is required: it waits in suspense to be returned. D6.1, D6.8. */
export const surplusOf = (deposit: Deposit): Money => {
  const { required } = deposit;
  const covered = coveredOf(deposit);
  return isLess(required, covered)
    ? least(minus(covered, required), availableOf(deposit))
    : zero(required.currency);
};

/** Moves what is beyond the deposit to suspense, without its journal. */
export const withoutSurplus = (deposit: Deposit): Deposit => {
  const surplus = surplusOf(deposit);
  return {
    ...deposit,
    balance: minus(deposit.balance, surplus),
    suspense: plus(deposit.suspense, surplus),
  };
};

/** What an amended contract asks for from its instant on. */
export type Amended = Pick<Deposit, 'contractVersion' | 'required'>;

/**
 * Follows an amendment at its instant: what is missing now is asked for, and what is held beyond it waits in
 * suspense to be returned, so that escrow never holds more than the contract may ask for. `amendmentId`
 * identifies contract and version. An older version than the one in force changes nothing, nor does one after
 * the contract's end. What a hold keeps stays until it is resolved. Breaks
 * `deposit.currency-mismatch`. Clause 3.3.1a, D6.8.
 */
export function amend(
  deposit: Deposit,
  { contractVersion, required }: Amended,
  amendmentId: string,
  journalId: string,
  now: Date,
): Decision<Deposit, DepositRequired> & { readonly journals: readonly Journal[] } {
  if (contractVersion <= deposit.contractVersion || deposit.isClosing)
    return { state: deposit, events: [], journals: [] };
  const { id: depositId, contractId, vendorId, balance } = deposit;
  ensure(
    required.currency === balance.currency,
    'deposit.currency-mismatch',
    `The deposit is held in ${balance.currency}; ${required.currency} is asked for.`,
  );
  const amended = { ...deposit, contractVersion, required };
  const surplus = surplusOf(amended);
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'deposit-amendment' as const, commandId: amendmentId },
    ...{ memo: `Deposit by version ${contractVersion}`, clauseId: '3.3.1a', postedAt: now },
  };
  const entries = [debit('L.DEPOSIT_VENDOR', surplus), credit('L.SUSPENSE', surplus)];
  return {
    state: withoutSurplus(amended),
    events: [depositRequired({ depositId, contractId, vendorId, required, requiredAt: now })],
    journals: book(head, entries),
  };
}
