import { score, type TestSheet } from './capability-test';

const at = new Date('2026-03-02T01:00:00.000Z');
const norms = { passScore: 70, today: '2026-03-02' };
const sheet: TestSheet = {
  id: 't1',
  vendorId: 'v1',
  scenario: 'SERVER_DOWN',
  score: 70,
  assessors: ['technical', 'risk'],
  heldOn: '2026-03-01',
};

it('2.1.2: a test at the pass score is passed, one point below it is failed', () => {
  const { state, events } = score(sheet, null, norms, 'technical', at);
  expect(state).toEqual({ ...sheet, passScore: 70, scoredAt: at, scoredBy: 'technical' });
  const told = { vendorId: 'v1', passScore: 70, scoredAt: at };
  const type = 'vendors.vendor.tested.v1';
  expect(events).toEqual([{ type, data: { ...told, score: 70, isPassed: true } }]);

  const failed = score({ ...sheet, score: 69 }, null, norms, 'technical', at);
  expect(failed.events).toEqual([{ type, data: { ...told, score: 69, isPassed: false } }]);
});

it('2.1.2: a test that is still to be held is refused', () => {
  const early = () => score({ ...sheet, heldOn: '2026-03-03' }, null, norms, 'technical', at);
  expect(early).toThrow(expect.objectContaining({ code: 'capability-test.not-held' }));
});

it('2.1.2: the last test counts, so that an earlier one is not recorded behind it', () => {
  const { state: last } = score({ ...sheet, score: 40 }, null, norms, 'technical', at);
  const behind = () => score({ ...sheet, heldOn: '2026-02-28' }, last, norms, 'technical', at);
  expect(behind).toThrow(
    'A capability test of 2026-03-01 is on record; one of 2026-02-28 comes too late to count.',
  );

  const sameDay = score(sheet, last, norms, 'technical', at);
  expect(sameDay.events[0]!.data.isPassed).toBe(true);
});
