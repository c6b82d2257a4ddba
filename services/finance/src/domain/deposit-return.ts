import { ensure, type Decision } from '@steward/domain';
import { depositReturned, instructionConfirmed } from '@steward/events';
import type { DepositReturned, InstructionEvent } from '@steward/events';
import { isLess, minus, sumOf, type Money } from '@steward/money';
import type { Deposit } from './deposit';
import { book, credit, debit, type Journal } from './ledger';

type Order = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly amount: Money;
  readonly requestedBy: string;
  readonly requestedAt: Date;
};
type Approval = { readonly approvedBy: string; readonly approvedAt: Date };

export type Requested = Order & { readonly status: 'requested' };
export type Refused = Order & {
  readonly status: 'refused';
  readonly refusedBy: string;
  readonly refusedAt: Date;
};
export type ApprovedReturn = Order & Approval & { readonly status: 'approved' };
export type Returned = Order &
  Approval & {
    readonly status: 'returned';
    /** The custodian's own number of the movement. */
    readonly custodianReference: string;
    /** The day on the custodian's statement. */
    readonly returnedOn: string;
    readonly recordedBy: string;
    readonly recordedAt: Date;
  };
/** Money in suspense on its way back: two persons order it, the custodian moves it. D6.1, D6.8. */
export type DepositReturn = Requested | Refused | ApprovedReturn | Returned;

/**
 * The first person's step. Breaks `deposit.currency-mismatch`, `deposit.amount-missing` and
 * `deposit-return.exceeds-suspense`, what is on its way included. Clause 3.3.1c.
 */
export function request(
  deposit: Deposit,
  others: readonly DepositReturn[],
  { id, amount }: Pick<Order, 'id' | 'amount'>,
  by: string,
  now: Date,
): Requested {
  const { id: depositId, contractId, vendorId, suspense } = deposit;
  ensure(
    amount.currency === suspense.currency,
    'deposit.currency-mismatch',
    `The deposit is held in ${suspense.currency}.`,
  );
  ensure(amount.amountMinor > 0n, 'deposit.amount-missing', 'A return needs an amount above zero.');
  const underWay = others.filter(({ status }) => status === 'requested' || status === 'approved');
  const free = minus(
    suspense,
    sumOf(
      suspense.currency,
      underWay.map((order) => order.amount),
    ),
  );
  ensure(
    !isLess(free, amount),
    'deposit-return.exceeds-suspense',
    `In suspense, and not on its way back, are ${free.amountMinor} ${free.currency} minor units.`,
    '/amount',
  );
  const order = { id, depositId, contractId, vendorId, amount, requestedBy: by, requestedAt: now };
  return { ...order, status: 'requested' };
}

/** The second person's step. Breaks `deposit-return.wrong-state` and `deposit-return.same-person`. */
export function approve(order: DepositReturn, by: string, now: Date): ApprovedReturn {
  ensureStatus(order, 'requested');
  ensure(order.requestedBy !== by, 'deposit-return.same-person', 'Another person must approve it.');
  return { ...order, status: 'approved', approvedBy: by, approvedAt: now };
}

/** The second person does not approve. Breaks `deposit-return.wrong-state`. */
export function refuse(order: DepositReturn, by: string, now: Date): Refused {
  ensureStatus(order, 'requested');
  return { ...order, status: 'refused', refusedBy: by, refusedAt: now };
}

export type Movement = Pick<Returned, 'custodianReference' | 'returnedOn'>;

/**
 * The custodian has moved it: it leaves escrow, and the suspense. Breaks `deposit-return.wrong-state`.
 * Clause 3.3.1c.
 */
export function confirm(
  order: DepositReturn,
  deposit: Deposit,
  movement: Movement,
  journalId: string,
  by: string,
  now: Date,
): Decision<Returned, DepositReturned | InstructionEvent> & {
  readonly deposit: Deposit;
  readonly journals: readonly Journal[];
} {
  ensureStatus(order, 'approved');
  const { id: returnId, depositId, contractId, vendorId, amount } = order;
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'deposit-return' as const, commandId: returnId },
    ...{ memo: `Deposit return ${movement.custodianReference}`, clauseId: '3.3.1c', postedAt: now },
  };
  const suspense = minus(deposit.suspense, amount);
  const told = { depositId, contractId, vendorId, amount, suspense, returnedAt: now };
  return {
    state: { ...order, ...movement, status: 'returned', recordedBy: by, recordedAt: now },
    deposit: { ...deposit, suspense },
    events: [
      depositReturned(told),
      instructionConfirmed({
        ...{ instructionId: returnId, contractId, vendorId, amount, kind: 'RETURN', confirmedAt: now },
      }),
    ],
    journals: book(head, [debit('L.SUSPENSE', amount), credit('A.ESCROW_CASH', amount)]),
  };
}

function ensureStatus<S extends DepositReturn['status']>(
  order: DepositReturn,
  status: S,
): asserts order is Extract<DepositReturn, { readonly status: S }> {
  ensure(
    order.status === status,
    'deposit-return.wrong-state',
    `The return is ${order.status}, not ${status}.`,
  );
}
