import { workingCalendar } from '@steward/calendar';
import { row } from '../app/batch.fixture';
import { contract, contractId, vendorId } from '../app/live.fixture';
import type { BatchColumn, Cell } from './batch-row';
import { judgeRows, type BatchContract } from './batch-work';

const { calendar, timezone, slots } = contract.workingTime;
const version = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: new Date(contract.effectiveAt) },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', slaTargets: contract.slaTargets, scope: [] },
  categories: contract.categories,
  calendar: workingCalendar({ id: calendar, timezone, slots }, []),
};
const inForce: BatchContract = { versions: [version], standing: 'in-force', skills: ['HARDWARE'] };
const now = new Date('2026-10-01T15:10:00.000Z');
const judged = (rows: Parameters<typeof judgeRows>[1], known = inForce) => {
  const contracts = new Map([[contractId, known]]);
  return judgeRows('batch', rows, { contracts, taken: new Set(['TAKEN']), percents: [50] }, now);
};

it('3.2.1a: a row becomes the facts that it tells, in order, the dispatch with the report', () => {
  const { works, errors } = judged([row({ service: 'FAULT_HANDLING', assetClass: '=UPS' })]);
  expect(errors).toEqual([]);
  const { facts, status, evidenceGrade } = works[0]!.workOrder;
  expect([status, evidenceGrade]).toEqual(['closed', 'C']);
  expect(facts.map(({ kind, at }) => `${kind} ${new Date(at).toISOString()}`)).toEqual([
    'REPORTED 2026-09-03T15:10:00.000Z',
    'DISPATCHED 2026-09-03T15:10:00.000Z',
    'ACCEPTED 2026-09-03T15:20:00.000Z',
    'ARRIVED 2026-09-03T17:10:01.000Z',
    'RESOLVED 2026-09-04T01:10:00.000Z',
    'CLOSED 2026-09-04T02:00:00.000Z',
  ]);
  expect(facts[0]).toMatchObject({ severity: 1, service: 'FAULT_HANDLING', assetClass: '=UPS' });
});

const wrong: [string, Partial<Record<BatchColumn, Cell>>, BatchColumn, string][] = [
  ['without a number', { number: '' }, 'number', 'work-order-batch.cell-missing'],
  ['with a number too long', { number: 'P'.repeat(65) }, 'number', 'work-order-batch.cell-wrong'],
  [
    'with a date for a number',
    { number: { local: '2026-09-03T00:00:00' } },
    'number',
    'work-order-batch.cell-wrong',
  ],
  ['with a formula', { number: { unread: 'A formula' } }, 'number', 'work-order-batch.cell-unread'],
  ['with a number that is taken', { number: 'TAKEN' }, 'number', 'work-order.number-taken'],
  ['of severity 5', { severity: '5' }, 'severity', 'work-order-batch.cell-wrong'],
  ['without a severity', { severity: '' }, 'severity', 'work-order-batch.cell-missing'],
  ['of no known category', { category: 'GARDEN' }, 'category', 'work-order-batch.cell-wrong'],
  ['of no known service', { service: 'GARDENING' }, 'service', 'work-order-batch.cell-wrong'],
  ['with a class too long', { assetClass: 'P'.repeat(65) }, 'assetClass', 'work-order-batch.cell-wrong'],
  ['under no known contract', { contract: 'HT-0' }, 'contract', 'work-order-batch.contract-unknown'],
  ['without a report', { reportedAt: '' }, 'reportedAt', 'work-order-batch.instant-missing'],
  [
    'without an offset',
    { reportedAt: '2026-09-03T23:10:00' },
    'reportedAt',
    'work-order-batch.instant-wrong',
  ],
  [
    'of no real day',
    { reportedAt: { local: '2026-02-30T00:00:00' } },
    'reportedAt',
    'work-order-batch.instant-wrong',
  ],
  ['of 1960', { reportedAt: '1960-01-01T00:00:00Z' }, 'reportedAt', 'work-order-batch.instant-wrong'],
  [
    'with a formula for an instant',
    { closedAt: { unread: 'A formula' } },
    'closedAt',
    'work-order-batch.cell-unread',
  ],
  ['that was resolved by nobody', { acceptedAt: '' }, 'acceptedAt', 'work-order-batch.instant-missing'],
  ['that was closed unresolved', { resolvedAt: '' }, 'resolvedAt', 'work-order-batch.instant-missing'],
  [
    'accepted before its report',
    { acceptedAt: '2026-09-03T23:09:59+08:00' },
    'acceptedAt',
    'work-order.out-of-order',
  ],
  [
    'closed in the future',
    { closedAt: '2026-10-01T23:10:00.001+08:00' },
    'closedAt',
    'work-order-batch.in-future',
  ],
  [
    'before its contract',
    { reportedAt: '2025-12-31T23:59:59+08:00' },
    'contract',
    'work-order.contract-not-in-force',
  ],
  ['outside the scope', { category: 'NETWORK' }, 'category', 'work-order.out-of-scope'],
  [
    'of what the vendor is not certified for',
    { category: 'SECURITY' },
    'category',
    'work-order.capability-mismatch',
  ],
];
it.each(wrong)('3.2.1a: a row %s is refused, by cell and code', (_, otherwise, column, code) => {
  const { errors, works } = judged([row(otherwise, 7)]);
  expect(works).toEqual([]);
  expect(errors.map((error) => [error.line, error.column, error.code])).toContainEqual([7, column, code]);
});

it('3.2.1a: all that is wrong in a row is said at once', () => {
  const { errors } = judged([row({ severity: '9', contract: '', closedAt: 'soon' })]);
  expect(errors.map(({ column }) => column)).toEqual(['severity', 'contract', 'closedAt']);
});

it('3.2.1a: a number stands in one row only', () => {
  const { errors, works } = judged([row(), row({}, 3)]);
  expect(errors).toMatchObject([{ line: 3, column: 'number', code: 'work-order-batch.number-twice' }]);
  expect(works).toHaveLength(1);
});

it.each([
  ['expired', 0],
  ['suspended', 1],
  ['terminated', 1],
] as const)('1.1.2 and 3.2.1a: under a contract that is %s by now there are %s errors', (standing, count) => {
  expect(judged([row()], { ...inForce, standing }).errors).toHaveLength(count);
});

it('S11 and 3.2.1a: the version in force at the report counts', () => {
  const later = { ...version, contractVersion: 2, effectiveAt: new Date('2026-09-03T15:10:00.001Z') };
  const { works } = judged([row()], { ...inForce, versions: [version, later] });
  expect(works[0]!.workOrder.terms.contractVersion).toBe(1);
});
