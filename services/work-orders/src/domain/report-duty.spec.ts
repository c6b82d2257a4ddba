import { workingCalendar } from '@steward/calendar';
import { dutiesOpened, dutyOf, findOverdue, submit } from './report-duty';

const calendar = workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] });
const contract = {
  ...{ contractId: 'contract', vendorId: 'vendor', calendar, startOn: '2026-03-15', endOn: '2026-10-20' },
};
const dueAt = (period: string) => dutyOf(contract, period, 5).dueAt.toISOString();
const submission = {
  ...{ contentHash: 'a'.repeat(64), asOf: new Date('2026-10-09T02:00:00.000Z'), remarks: null },
  submittedBy: 'zhou',
};
const code = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return null;
};
const opened = (last: string | null, now: string) =>
  dutiesOpened([contract], new Map(last ? [['contract', last]] : []), 5, new Date(now)).map(
    ({ period }) => period,
  );

it('1.1.3b: the report of September 2026 is due at 24:00 of Tuesday 13 October: the 10th is a make-up day', () => {
  expect(dueAt('2026-09')).toBe('2026-10-13T16:00:00.000Z');
});

it('1.1.3b: a quarter is due like its last month', () => {
  expect(dueAt('2026Q3')).toBe('2026-10-13T16:00:00.000Z');
});

it('1.1.3b: nothing is owed of months in which the contract did not live', () => {
  expect(code(() => dutyOf(contract, '2026-02', 5))).toBe('report.not-owed');
  expect(code(() => dutyOf(contract, '2026-11', 5))).toBe('report.not-owed');
  expect(code(() => dutyOf(contract, '2026-03', 5))).toBeNull();
});

it('1.1.3b: a month comes to be owed when it is over in the contract’s zone', () => {
  expect(opened(null, '2026-09-30T15:59:59.999Z')).toEqual(['2026-08']);
  expect(opened(null, '2026-09-30T16:00:00.000Z')).toEqual(['2026-09']);
});

it('1.1.3b: months that nobody put down while the service stood still are not forgotten', () => {
  expect(opened('2026-06', '2026-10-02T00:00:00.000Z')).toEqual(['2026-07', '2026-08', '2026-09']);
  expect(opened('2026-09', '2026-10-02T00:00:00.000Z')).toEqual([]);
  expect(opened('2026-09', '2026-12-02T00:00:00.000Z')).toEqual(['2026-10']); // the contract's last
});

it('1.1.3b: what is missing is announced once, and what was submitted never', () => {
  const missing = findOverdue(dutyOf(contract, '2026-09', 5));
  expect(missing.events.map(({ type }) => type)).toEqual(['work-orders.report.overdue.v1']);
  expect(findOverdue(missing.state).events).toEqual([]);
  const there = submit(dutyOf(contract, '2026-09', 5), submission, 'Asia/Shanghai', submission.asOf).state;
  expect(findOverdue(there).events).toEqual([]);
});

it('1.1.3b: a report is taken once, after its period, late ones too', () => {
  const duty = dutyOf(contract, '2026-09', 5);
  const at = (iso: string, of = duty) => submit(of, submission, 'Asia/Shanghai', new Date(iso));
  expect(code(() => at('2026-09-30T15:59:59.999Z'))).toBe('report.period-open');
  const [inTime, late] = ['2026-10-13T16:00:00.000Z', '2026-10-13T16:00:00.001Z'].map((iso) => at(iso));
  expect([inTime, late].map((decided) => decided!.events[0]!.data.isLate)).toEqual([false, true]);
  expect(code(() => at('2026-10-14T00:00:00.000Z', inTime!.state))).toBe('report.submitted-already');
});
