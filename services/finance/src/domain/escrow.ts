import type { DepositReturned, InstructionEvent } from '@steward/events';
import { minus, plus, zero, type Money } from '@steward/money';
import type { MovementKind, StatementLine } from './custodian-statement';
import { confirm as confirmDeduction, type Deduction } from './deduction';
import { receive, type Deposit, type Receipt, type Received } from './deposit';
import { accrue } from './deposit-interest';
import { confirm as confirmReturn, type DepositReturn } from './deposit-return';
import type { Break } from './escrow-break';
import type { Journal } from './ledger';

/** What the custodian has moved. */
export type Movement = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The custodian's own number of it; it counts once. */
  readonly custodianReference: string;
  readonly kind: MovementKind;
  readonly amount: Money;
  readonly movedOn: string;
  /** The return or the deduction that ordered it. */
  readonly instructionId: string | null;
  /** False where nobody had ordered it. */
  readonly isBooked: boolean;
  /** What the statement says that escrow holds after it; null while it is on none. */
  readonly closing: Money | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
};

/** A contract's escrow: what was ordered and has not moved, and what has. */
export type Escrow = {
  readonly deposit: Deposit;
  readonly returns: readonly DepositReturn[];
  readonly deductions: readonly Deduction[];
  /** Of the contract, and those of others that a line names. */
  readonly movements: readonly Movement[];
  /** The ledger's balance of what the custodian holds. */
  readonly escrowed: Money;
};
/** A line of its statement, with the ids that it may need. */
export type Line = Omit<StatementLine, 'amount' | 'closing'> & {
  readonly id: string;
  readonly journalId: string;
  readonly breakId: string;
  readonly amount: Money;
  readonly closing: Money;
};
type EventOfEscrow = Received['events'][number] | DepositReturned | InstructionEvent;
/** What a statement changed. */
export type Reconciled = {
  readonly escrow: Escrow;
  readonly receipts: readonly Receipt[];
  readonly moved: readonly Movement[];
  readonly returned: readonly DepositReturn[];
  readonly deducted: readonly Deduction[];
  readonly breaks: readonly Break[];
  readonly journals: readonly Journal[];
  readonly events: readonly EventOfEscrow[];
};

const begin = (escrow: Escrow): Reconciled => ({
  ...{ escrow, receipts: [], moved: [], returned: [], deducted: [], breaks: [], journals: [], events: [] },
});

/**
 * Follows a statement's lines of one contract, in their order: money that came in is booked, money that
 * went out confirms what was ordered, what was recorded before is only marked. A line that nobody ordered,
 * one that was recorded otherwise, and a last balance that is not the ledger's are breaks. Clause 3.3.1c.
 */
export function reconcile(escrow: Escrow, lines: readonly Line[], by: string, now: Date): Reconciled {
  const taken = lines.reduce((state, line) => take(state, line, by, now), begin(escrow));
  const last = lines.at(-1);
  const isNews = last && taken.moved.some(({ custodianReference: it }) => it === last.custodianReference);
  if (!last || !isNews) return taken;
  const booked = balanceAt(taken, last.movedOn, lines);
  if (booked.amountMinor === last.closing.amountMinor) return taken;
  return found(taken, last, { kind: 'CLOSING_BALANCE', stated: last.closing, booked }, now);
}

function take(state: Reconciled, line: Line, by: string, now: Date): Reconciled {
  const { custodianReference, kind, amount, closing } = line;
  const { deposit, movements } = state.escrow;
  const known = movements.find((movement) => movement.custodianReference === custodianReference);
  if (known) {
    const isAlike =
      known.contractId === deposit.contractId &&
      known.kind === kind &&
      known.amount.amountMinor === amount.amountMinor;
    if (!isAlike) {
      return found(state, line, { kind: 'CONFLICTING_LINE', stated: amount, booked: known.amount }, now);
    }
    return known.closing ? state : moved(state, { ...known, closing });
  }
  const { id: depositId, contractId, vendorId } = deposit;
  const { id, movedOn } = line;
  const movement: Movement = {
    ...{ id, depositId, contractId, vendorId, custodianReference, kind, amount, movedOn, closing },
    ...{ instructionId: null, isBooked: true, recordedBy: by, recordedAt: now },
  };
  switch (kind) {
    case 'RECEIPT': {
      const incoming = { id, amount, custodianReference, receivedOn: movedOn };
      const { state: after, receipt, journals, events } = receive(deposit, incoming, line.journalId, by, now);
      const next = { ...booked(state, journals, events), receipts: [...state.receipts, receipt] };
      return moved(kept(next, after), movement);
    }
    case 'INTEREST': {
      const ids = { journalId: line.journalId, commandId: id };
      const borne = accrue(deposit, amount, custodianReference, ids, now);
      return moved(kept(booked(state, borne.journals, borne.events), borne.state), movement);
    }
    case 'RETURN':
      return takeReturn(state, line, movement, by, now);
    case 'DEDUCTION':
      return takeDeduction(state, line, movement, by, now);
  }
}

function takeReturn(state: Reconciled, line: Line, movement: Movement, by: string, now: Date): Reconciled {
  const { deposit, returns } = state.escrow;
  const order = returns.find(
    (one) => one.status === 'approved' && one.amount.amountMinor === line.amount.amountMinor,
  );
  if (!order) return unmatched(state, line, movement, now);
  const what = { custodianReference: line.custodianReference, returnedOn: line.movedOn };
  const confirmed = confirmReturn(order, deposit, what, line.journalId, by, now);
  const left = returns.filter((one) => one !== order);
  const next = booked(state, confirmed.journals, confirmed.events);
  return moved(
    {
      ...{ ...next, escrow: { ...next.escrow, returns: left, deposit: confirmed.deposit } },
      returned: [...next.returned, confirmed.state],
    },
    { ...movement, instructionId: order.id },
  );
}

function takeDeduction(state: Reconciled, line: Line, movement: Movement, by: string, now: Date): Reconciled {
  const { deductions } = state.escrow;
  const order = deductions.find(({ amount }) => amount.amountMinor === line.amount.amountMinor);
  if (!order) return unmatched(state, line, movement, now);
  const what = { custodianReference: line.custodianReference, movedOn: line.movedOn };
  const ids = { journalId: line.journalId, commandId: line.id };
  const confirmed = confirmDeduction(order, what, ids, by, now);
  const left = deductions.filter((one) => one !== order);
  const next = booked(state, confirmed.journals, confirmed.events);
  return moved(
    {
      ...{ ...next, escrow: { ...next.escrow, deductions: left } },
      deducted: [...next.deducted, confirmed.state],
    },
    { ...movement, instructionId: order.id },
  );
}

const unmatched = (state: Reconciled, line: Line, movement: Movement, now: Date): Reconciled =>
  found(
    moved(state, { ...movement, isBooked: false }),
    line,
    { kind: 'UNMATCHED_LINE', stated: line.amount, booked: null },
    now,
  );

const booked = (
  state: Reconciled,
  journals: readonly Journal[],
  events: readonly EventOfEscrow[],
): Reconciled => ({
  ...state,
  journals: [...state.journals, ...journals],
  events: [...state.events, ...events],
});

const kept = (state: Reconciled, deposit: Deposit): Reconciled => ({
  ...state,
  escrow: { ...state.escrow, deposit },
});

function moved(state: Reconciled, movement: Movement): Reconciled {
  const { escrow } = state;
  const others = escrow.movements.filter(({ id }) => id !== movement.id);
  return {
    ...{ ...state, moved: [...state.moved, movement] },
    escrow: { ...escrow, movements: [...others, movement] },
  };
}

function found(
  state: Reconciled,
  { breakId: id, custodianReference, movedOn: statedOn }: Line,
  what: Pick<Break, 'kind' | 'stated' | 'booked'>,
  now: Date,
): Reconciled {
  const { id: depositId, contractId, vendorId } = state.escrow.deposit;
  const about = { id, depositId, contractId, vendorId, custodianReference, statedOn };
  return { ...state, breaks: [...state.breaks, { ...about, ...what, foundAt: now, resolution: null }] };
}

/** What the ledger says that escrow held on a day, with the statement's own lines and nothing later. */
function balanceAt({ escrow, journals }: Reconciled, day: string, lines: readonly Line[]): Money {
  const { currency } = escrow.escrowed;
  const added = journals
    .flatMap(({ entries }) => entries)
    .filter(({ account }) => account === 'A.ESCROW_CASH')
    .reduce((sum, { amount }) => plus(sum, amount), zero(currency));
  const own = new Set(lines.map(({ custodianReference }) => custodianReference));
  const later = escrow.movements
    .filter(({ contractId }) => contractId === escrow.deposit.contractId)
    .filter(({ isBooked, movedOn, custodianReference }) => {
      return isBooked && movedOn > day && !own.has(custodianReference);
    })
    .reduce((sum, { kind, amount }) => {
      return kind === 'RECEIPT' || kind === 'INTEREST' ? plus(sum, amount) : minus(sum, amount);
    }, zero(currency));
  return minus(plus(escrow.escrowed, added), later);
}
