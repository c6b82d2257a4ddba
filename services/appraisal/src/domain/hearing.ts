import { addWorkingDays, endOfLocalDay, localDateOf, workingCalendar } from '@steward/calendar';
import { ensure, type Decision } from '@steward/domain';
import { hearingCalled, procedureDecided, type HearingCalled, type ProcedureDecided } from '@steward/events';
import type { Contract } from './appraisal';
import type { CalledProcedure, DecidedProcedure, Procedure } from './procedure';

/** When the vendor is heard, who calls it, and the clocks, in working days of the contract. */
export type Calling = {
  readonly hearingAt: Date;
  readonly by: string;
  readonly contract: Contract;
  /** Between the call and the hearing at least. */
  readonly noticeWorkingDays: number;
  /** From the hearing to the decision at most. */
  readonly decisionWorkingDays: number;
};

/**
 * Calls the vendor to a hearing, with time to prepare. Breaks `procedure.not-open` and, at `/hearingAt`,
 * `procedure.notice-short`. Clause 1.3.2.
 */
export function callHearing(
  procedure: Procedure,
  { hearingAt, by, contract, noticeWorkingDays, decisionWorkingDays }: Calling,
  now: Date,
): Decision<CalledProcedure, HearingCalled> {
  const { status, id: procedureId, vendorId, contractId } = procedure;
  ensure(status === 'open', 'procedure.not-open', `The procedure is ${status}.`);
  const earliestAt = endAfter(contract, now, noticeWorkingDays);
  const says = `A hearing is not before ${earliestAt.toISOString()}.`;
  ensure(hearingAt >= earliestAt, 'procedure.notice-short', says, '/hearingAt');
  const decisionDueAt = endAfter(contract, hearingAt, decisionWorkingDays);
  const announced = hearingCalled({
    procedureId,
    vendorId,
    contractId,
    hearingAt,
    decisionDueAt,
    calledAt: now,
  });
  return {
    state: { ...procedure, hearingAt, decisionDueAt, calledBy: by, status: 'called' },
    events: [announced],
  };
}

/** The end of the n-th working day after an instant's own. */
function endAfter({ calendar, timezone, slots }: Contract, at: Date, workingDays: number): Date {
  const working = workingCalendar({ id: calendar, timezone, slots });
  const { date } = addWorkingDays(working, localDateOf(working, at.getTime()), workingDays);
  return new Date(endOfLocalDay(working, date));
}

/**
 * Another person than who called the hearing decides after it. It is for the vendors' register to act on what
 * is upheld: no tier changes here. Breaks `procedure.not-heard` and `procedure.same-person`. Clause 1.3.2.
 */
export function decideProcedure(
  procedure: Procedure,
  { isUpheld, reason, by }: { readonly isUpheld: boolean; readonly reason: string; readonly by: string },
  now: Date,
): Decision<DecidedProcedure, ProcedureDecided> {
  const { status, id: procedureId, vendorId, contractId, kind, quarter } = procedure;
  const isHeard = status === 'called' && procedure.hearingAt <= now;
  ensure(isHeard, 'procedure.not-heard', 'The vendor has not been heard yet, or it is decided already.');
  ensure(by !== procedure.calledBy, 'procedure.same-person', `${by} called the hearing.`);
  const announced = procedureDecided({
    ...{ procedureId, vendorId, contractId, kind, quarter, isUpheld, decidedAt: now },
  });
  return {
    state: { ...procedure, isUpheld, reason, decidedBy: by, decidedAt: now, status: 'decided' },
    events: [announced],
  };
}
