import { workingCalendar } from '@steward/calendar';
import { row } from '../app/batch.fixture';
import { contract, contractId, vendorId } from '../app/live.fixture';
import { judgeRows } from './batch-work';
import { cancel } from './retraction';
import { insert, judge } from './work-order';

const { calendar: id, timezone, slots } = contract.workingTime;
const terms = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: new Date(contract.effectiveAt) },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', slaTargets: contract.slaTargets, scope: [] },
  ...{ categories: contract.categories, calendar: workingCalendar({ id, timezone, slots }, []) },
};
const now = new Date('2026-10-01T15:10:00.000Z');
/** Accepted at once; of 3 September both clocks are breached since. */
function accepted(reportedAt = '2026-09-03T23:10:00+08:00') {
  const known = { versions: [terms], standing: 'in-force' as const, skills: contract.categories };
  const batch = { contracts: new Map([[contractId, known]]), taken: new Set<string>(), percents: [50, 150] };
  const instants = { reportedAt, acceptedAt: reportedAt, arrivedAt: '', resolvedAt: '', closedAt: '' };
  return judgeRows('batch', [row(instants)], batch, now).works[0]!.workOrder;
}

it('D1 and 3.2.1a: what is cancelled has open clocks at that instant, whatever they came to', () => {
  const before = accepted();
  expect(before.milestones.map(({ verdict }) => verdict)).toEqual(['BREACHED', 'BREACHED']);
  const { state, events } = cancel(before, 'wrong contract', now);
  expect(state).toMatchObject({ status: 'cancelled', evidenceGrade: 'C' });
  expect(state.milestones).toMatchObject([
    { kind: 'ON_SITE', verdict: 'OPEN', decidedAt: now.getTime(), quarter: '2026Q4' },
    { kind: 'CLOSURE', verdict: 'OPEN', decidedAt: now.getTime(), quarter: '2026Q4' },
  ]);
  expect(events.map(({ type }) => type)).toEqual([
    'work-orders.work-order.cancelled.v1',
    'work-orders.milestone.decided.v1',
    'work-orders.milestone.decided.v1',
  ]);
});

it('D1 and 3.2.1a: nothing follows a cancellation, neither time nor late evidence nor another one', () => {
  const { state } = cancel(accepted('2026-10-01T22:50:00+08:00'), 'wrong contract', now);
  expect(judge(state, new Date('2026-12-31T00:00:00.000Z')).events).toEqual([]);
  const late = { kind: 'ARRIVED', at: Date.parse('2026-10-01T15:00:00.000Z') } as const;
  expect(() => insert(state, late, 'C', now)).toThrow('cancelled');
  expect(() => cancel(state, 'again', now)).toThrow('CANCELLED cannot follow');
});
