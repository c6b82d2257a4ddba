import { ensure, type Decision } from '@steward/domain';
import { depositDeducted, instructionConfirmed, publicDepositDeducted } from '@steward/events';
import type { DepositEvent, InstructionEvent, PublicDepositEvent } from '@steward/events';
import { isLess, minus, plus, type Money } from '@steward/money';
import type { Deposit } from './deposit';
import { published } from './deposit-announcements';
import { contestedOf, ensureOpen, ensureWithin, free, remainderOf, resolved } from './hold';
import type { Freed, Hold } from './hold';
import { book, credit, debit, type Journal } from './ledger';

type Order = {
  readonly id: string;
  readonly holdId: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly amount: Money;
  readonly placedBy: string;
  readonly postedBy: string;
  readonly postedAt: Date;
};
type Movement = {
  /** The custodian's own number of it; it counts once. */
  readonly custodianReference: string;
  readonly movedOn: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
};
/** A held part pays a claim: at once in the ledger, and in escrow when the custodian has moved it. D6.4. */
export type Deduction = Order & (Movement | { readonly custodianReference: null });

type Ids = { readonly deductionId: string; readonly journalId: string };
/** What posting decided. */
export type Deducted = Decision<Hold, DepositEvent | PublicDepositEvent> & {
  readonly deposit: Deposit;
  readonly deduction: Deduction;
  readonly journals: readonly Journal[];
};

/**
 * Posts what nobody objects to, after the window: `amount`, or all of it. Breaks `hold.resolved`,
 * `hold.same-person`, `hold.window-open` and what `ensureWithin` breaks. D6.3, D6.4.
 */
export function post(
  hold: Hold,
  deposit: Deposit,
  amount: Money | null,
  ids: Ids,
  by: string,
  now: Date,
): Deducted {
  ensureOpen(hold);
  ensure(
    now >= hold.objectionEndsAt,
    'hold.window-open',
    `The vendor may object until ${hold.objectionEndsOn}.`,
  );
  const undisputed = minus(remainderOf(hold), contestedOf(hold));
  const posted = amount ?? undisputed;
  ensureWithin(hold, posted, undisputed);
  return deduct(hold, deposit, posted, ids, by, now);
}

/** What is due of a part that the vendor objected to. The rest of that part is free, and is not due. */
export type Settled = Decision<Hold, DepositEvent | PublicDepositEvent> & {
  readonly deposit: Deposit;
  readonly deductions: readonly Deduction[];
  readonly journals: readonly Journal[];
  /** What was wrongly claimed. */
  readonly waived: Money;
};

/**
 * Settles an objection: `due` of it is posted, the rest is free. Breaks `hold.resolved`, `hold.uncontested`,
 * `hold.same-person`, `deposit.currency-mismatch` and `hold.exceeds-held`. D6.3, D6.9.
 */
export function settleObjection(
  hold: Hold,
  deposit: Deposit,
  due: Money,
  ids: Ids & { readonly settlementId: string; readonly surplusJournalId: string },
  by: string,
  now: Date,
): Settled {
  ensureOpen(hold);
  const { objection } = hold;
  ensure(
    objection !== null && objection.settledAt === null,
    'hold.uncontested',
    'There is no objection to settle.',
  );
  ensure(hold.placedBy !== by, 'hold.same-person', 'Another person than who placed it settles it.');
  ensure(
    due.currency === objection.amount.currency,
    'deposit.currency-mismatch',
    `The hold is in ${objection.amount.currency}.`,
    '/due',
  );
  ensure(!isLess(objection.amount, due), 'hold.exceeds-held', 'More is due than was objected to.');
  const settled: Hold = { ...hold, objection: { ...objection, settledAt: now } };
  const waived = minus(objection.amount, due);
  const first = due.amountMinor > 0n ? deduct(settled, deposit, due, ids, by, now) : null;
  const [state, left] = [first?.state ?? settled, first?.deposit ?? deposit];
  const surplusIds = { journalId: ids.surplusJournalId, commandId: ids.settlementId };
  const second = waived.amountMinor > 0n ? free(state, left, waived, surplusIds, now) : null;
  return {
    state: second?.state ?? state,
    deposit: second?.deposit ?? left,
    deductions: first ? [first.deduction] : [],
    journals: [...(first?.journals ?? []), ...(second?.journals ?? [])],
    events: [...(first?.events ?? []), ...(second?.events ?? [])],
    waived,
  };
}

/**
 * Gives up a hold: all that it keeps is free, and what was claimed stays receivable. Breaks `hold.resolved`
 * and `hold.same-person`. D6.3.
 */
export function lift(
  hold: Hold,
  deposit: Deposit,
  ids: { readonly journalId: string; readonly commandId: string },
  by: string,
  now: Date,
): Freed {
  ensureOpen(hold);
  ensure(hold.placedBy !== by, 'hold.same-person', 'Another person than who placed it lifts it.');
  return free(hold, deposit, remainderOf(hold), ids, now);
}

function deduct(
  hold: Hold,
  deposit: Deposit,
  amount: Money,
  { deductionId, journalId }: Ids,
  by: string,
  now: Date,
): Deducted {
  ensure(hold.placedBy !== by, 'hold.same-person', 'Another person than who placed it posts it.');
  const { id: holdId, depositId, contractId, vendorId, placedBy } = hold;
  const balance = minus(deposit.balance, amount);
  // After the contract's end nothing is asked for in its place.
  const required = deposit.isClosing ? minus(deposit.required, amount) : deposit.required;
  const head = {
    ...{ id: journalId, contractId, vendorId, kind: 'deposit-deduction' as const, commandId: deductionId },
    ...{ memo: `Deduction by hold ${holdId}`, clauseId: '3.3.1b', postedAt: now },
  };
  const parties = { depositId, contractId, vendorId };
  return {
    state: resolved({ ...hold, posted: plus(hold.posted, amount) }, now),
    deposit: { ...deposit, required, balance, held: minus(deposit.held, amount) },
    deduction: {
      ...{ ...parties, id: deductionId, holdId, amount, placedBy, postedBy: by, postedAt: now },
      custodianReference: null,
    },
    journals: book(head, [debit('L.DEPOSIT_VENDOR', amount), credit('A.CLAIMS_RECEIVABLE', amount)]),
    events: [
      depositDeducted({ ...parties, holdId, deductionId, amount, balance, deductedAt: now }),
      publicDepositDeducted(published(deposit, amount, ['3.3.1b'])),
    ],
  };
}

/** The custodian has moved it to the enterprise. Breaks `deduction.confirmed`. Clause 3.3.1c, D6.4. */
export function confirm(
  deduction: Deduction,
  movement: Pick<Movement, 'custodianReference' | 'movedOn'>,
  ids: { readonly journalId: string; readonly commandId: string },
  by: string,
  now: Date,
): Decision<Deduction, InstructionEvent> & { readonly journals: readonly Journal[] } {
  const { id: instructionId, contractId, vendorId, amount } = deduction;
  ensure(deduction.custodianReference === null, 'deduction.confirmed', 'The custodian has moved it already.');
  const head = {
    ...{
      id: ids.journalId,
      contractId,
      vendorId,
      kind: 'deposit-deduction' as const,
      commandId: ids.commandId,
    },
    ...{ memo: `Custodian ${movement.custodianReference}`, clauseId: '3.3.1c', postedAt: now },
  };
  return {
    state: { ...deduction, ...movement, recordedBy: by, recordedAt: now },
    journals: book(head, [debit('A.BANK', amount), credit('A.ESCROW_CASH', amount)]),
    events: [
      instructionConfirmed({
        ...{ instructionId, contractId, vendorId, amount },
        ...{ kind: 'DEDUCTION', confirmedAt: now },
      }),
    ],
  };
}
