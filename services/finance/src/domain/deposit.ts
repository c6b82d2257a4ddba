import { ensure, type Decision } from '@steward/domain';
import { depositReceived, depositRequired, publicDepositReceived } from '@steward/events';
import type { DepositReceived, DepositRequired, PublicFinanceEvent } from '@steward/events';
import { isLess, minus, plus, zero, type Money } from '@steward/money';
import { book, credit, debit, type Journal } from './ledger';

/** What a vendor owes for a contract, and what a third party holds of it in escrow. Clause 3.3.1. */
export type Deposit = {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The version of the contract that asks for it. */
  readonly contractVersion: number;
  /** At most ten per cent of the yearly amount; contracts sees to it. Clause 3.3.1a. */
  readonly required: Money;
  /** What escrow holds for the deposit, never above what is required. */
  readonly balance: Money;
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
    state: { ...demand, contractVersion: 1, balance: nothing, suspense: nothing },
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
export type Received = Decision<Deposit, DepositReceived | PublicFinanceEvent> & {
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

  const missing = minus(required, deposit.balance);
  const deposited = isLess(missing, amount) ? missing : amount;
  const suspended = minus(amount, deposited);
  const state = {
    ...deposit,
    balance: plus(deposit.balance, deposited),
    suspense: plus(deposit.suspense, suspended),
  };
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
      depositReceived({ ...parties, amount, balance: state.balance, receivedAt: now }),
      publicDepositReceived({
        ...{ ...parties, contractVersion, correctionOf: null },
        ...{ amountMinor: amount.amountMinor.toString(), currency: amount.currency },
        clauseRefs: ['3.3.1a', '3.3.1c'],
        traceUrl: `/api/finance/v1/deposits/${contractId}`,
      }),
    ],
  };
}

/** What an amended contract asks for from its instant on. */
export type Amended = Pick<Deposit, 'contractVersion' | 'required'>;

/**
 * Follows an amendment at its instant: what is missing now is asked for, and what is held beyond it waits in
 * suspense to be returned, so that escrow never holds more than the contract may ask for. `amendmentId`
 * identifies contract and version. An older version than the one in force changes nothing. Breaks
 * `deposit.currency-mismatch`. Clause 3.3.1a, D6.8.
 */
export function amend(
  deposit: Deposit,
  { contractVersion, required }: Amended,
  amendmentId: string,
  journalId: string,
  now: Date,
): Decision<Deposit, DepositRequired> & { readonly journals: readonly Journal[] } {
  if (contractVersion <= deposit.contractVersion) return { state: deposit, events: [], journals: [] };
  const { id: depositId, contractId, vendorId, balance, suspense } = deposit;
  ensure(
    required.currency === balance.currency,
    'deposit.currency-mismatch',
    `The deposit is held in ${balance.currency}; ${required.currency} is asked for.`,
  );
  const surplus = isLess(required, balance) ? minus(balance, required) : zero(balance.currency);
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'deposit-amendment' as const, commandId: amendmentId },
    ...{ memo: `Deposit by version ${contractVersion}`, clauseId: '3.3.1a', postedAt: now },
  };
  const entries = [debit('L.DEPOSIT_VENDOR', surplus), credit('L.SUSPENSE', surplus)];
  const held = { balance: minus(balance, surplus), suspense: plus(suspense, surplus) };
  return {
    state: { ...deposit, contractVersion, required, ...held },
    events: [depositRequired({ depositId, contractId, vendorId, required, requiredAt: now })],
    journals: book(head, entries),
  };
}
