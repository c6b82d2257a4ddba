import type { Tier } from '@steward/domain';
import { DEFAULT_STREAK_RULES, isPassed } from '@steward/terms';
import { reviewStreaks, type Procedure, type Standing } from './procedure';

const now = new Date('2026-10-20T01:00:00.000Z');
const later = new Date('2026-11-20T01:00:00.000Z');
const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';

const published = (tier: Tier, ...scores: (string | null)[]): Standing[] =>
  scores.map((score, n) => {
    const quarter = `2026Q${n + 1}`;
    return { quarter, isPublished: true, tier, score, isPassed: isPassed(tier, score) };
  });
const review = (standings: Standing[], procedures: readonly Procedure[] = [], at = now) =>
  reviewStreaks({ contractId, vendorId, standings, procedures }, DEFAULT_STREAK_RULES, at);
const opened = (standings: Standing[]) => review(standings).state;
const seen = (changed: readonly Procedure[]) =>
  changed.map(({ status, kind, quarter }) => `${status} ${kind} ${quarter}`);

it('1.3.2: 82, 78 and 76 at a strategic vendor open a downgrade procedure with the third quarter', () => {
  const { state, events } = review(published('STRATEGIC', '82.00', '78.00', '76.00'));
  expect(seen(state)).toEqual(['open DOWNGRADE 2026Q3']);
  expect(events).toEqual([
    {
      type: 'appraisal.procedure.opened.v1',
      data: {
        procedureId: state[0]!.id,
        ...{ vendorId, contractId, kind: 'DOWNGRADE', quarter: '2026Q3', openedAt: now },
      },
    },
  ]);
});

it('D3 P4: 78, 85 and 76 open nothing', () => {
  expect(opened(published('STRATEGIC', '78.00', '85.00', '76.00'))).toEqual([]);
});

it('D3 P4: a quarter that is not rated neither breaks nor extends a streak', () => {
  expect(seen(opened(published('STRATEGIC', '78.00', null, '76.00')))).toEqual(['open DOWNGRADE 2026Q3']);
  expect(opened(published('STRATEGIC', '78.00', null))).toEqual([]);
});

it('D3 P4: two failing quarters of a temporary vendor, or three of another, open an elimination procedure', () => {
  expect(seen(opened(published('TEMPORARY', '59.00', '59.99')))).toEqual(['open ELIMINATION 2026Q2']);
  expect(seen(opened(published('REGULAR', '69.99', '69.00', '60.00')))).toEqual([
    'open DOWNGRADE 2026Q2',
    'open ELIMINATION 2026Q3',
  ]);
});

it('1.3.2: while one of its kind is open, a longer streak opens no second', () => {
  const scores = ['59.00', '58.00', '57.00'];
  const first = opened(published('TEMPORARY', ...scores.slice(0, 2)));
  expect(review(published('TEMPORARY', ...scores), first)).toEqual({ state: [], events: [] });
});

it('D3 P4: a correction from 78 to 81 withdraws the procedure', () => {
  const open = opened(published('STRATEGIC', '82.00', '78.00', '76.00'));
  const { state, events } = review(published('STRATEGIC', '82.00', '81.00', '76.00'), open, later);
  expect(state).toEqual([{ ...open[0], status: 'withdrawn', withdrawnAt: later }]);
  expect(events).toEqual([
    {
      type: 'appraisal.procedure.withdrawn.v1',
      data: { procedureId: open[0]!.id, vendorId, contractId, withdrawnAt: later },
    },
  ]);
});

it('D3 P4: a correction that moves the start of a streak puts a new procedure in the place of the old one', () => {
  const open = opened(published('STRATEGIC', '78.00', '77.00', '76.00'));
  const { state } = review(published('STRATEGIC', '81.00', '77.00', '76.00'), open, later);
  expect(seen(state)).toEqual([
    'withdrawn DOWNGRADE 2026Q2',
    'withdrawn ELIMINATION 2026Q3',
    'open DOWNGRADE 2026Q3',
  ]);
});

it('D3 P4: a streak that comes back opens its procedure again', () => {
  const failing = published('STRATEGIC', '82.00', '78.00', '76.00');
  const withdrawn = review(published('STRATEGIC', '82.00', '81.00', '76.00'), opened(failing)).state;
  const { state } = review(failing, withdrawn, later);
  expect(state).toEqual([{ ...opened(failing)[0], openedAt: later }]);
});

it('1.3.2: a quarter still in its appeal window holds the later ones back, and keeps what is open', () => {
  const [first, second, third] = published('STRATEGIC', '78.00', '77.00', '76.00');
  const unsure = { ...second!, isPublished: false };
  expect(opened([first!, unsure, third!])).toEqual([]);
  const open = opened([first!, second!, third!]);
  expect(review([{ ...first!, isPublished: false }, second!, third!], open)).toEqual({
    state: [],
    events: [],
  });
});

it('1.2.1: a quarter that passed in the tier of its time is no failing one after an upgrade', () => {
  const [regular] = published('REGULAR', '75.00');
  const [, strategic] = published('STRATEGIC', null, '78.00');
  expect(opened([regular!, strategic!])).toEqual([]);
});
