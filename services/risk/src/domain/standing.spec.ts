import { fractionText, money, ratio } from '@steward/money';
import fc from 'fast-check';
import { aleMinorOf } from './assessment';
import { BANDS, type Band } from './matrix';
import { draftMatrix, publishMatrix } from './matrix-version';
import { norms } from './norms.fixture';
import { coverageOf, exposureChange, standingChange, type Exposure } from './standing';

const id = '0195540a-0000-7000-8000-00000000000a';
const now = new Date('2026-03-02T01:00:00.000Z');
const exposure = (aleMinor: string, depositMinor: bigint | null): Exposure => ({
  ...{ contractId: id, vendorId: id, currency: 'CNY', risks: 1 },
  ...{ aleMinor: ratio(aleMinor), depositMinor },
});

it('D8: 0.3 a year times 400,000.00 are 120,000.00, which a deposit of 120,000.00 covers 1.00 times', () => {
  const ale = aleMinorOf({ frequency: '0.3', loss: money(40_000_000n, 'CNY') });
  expect(fractionText(ale)).toBe('12000000');
  expect(fractionText(coverageOf(exposure('12000000', 12_000_000n))!)).toBe('1');
  expect(fractionText(coverageOf(exposure('18000000', 12_000_000n))!)).toBe('2/3');
  expect(coverageOf(exposure('0', 12_000_000n))).toBeNull();
  expect(coverageOf(exposure('1', null))).toBeNull();
});

it('D8: an exposure is told where it changes, with the exact cover', () => {
  const full = exposure('12000000', 12_000_000n);
  expect(exposureChange(null, full, now)).toMatchObject([{ data: { aleMinor: '12000000', coverage: '1' } }]);
  expect(exposureChange(full, { ...full }, now)).toEqual([]);
  expect(exposureChange(full, exposure('12000000', null), now)).toMatchObject([{ data: { coverage: null } }]);
  expect(exposureChange(null, { ...exposure('0', 1n), risks: 0 }, now)).toEqual([]);
});

it('4.1.2: a vendor’s gravest band is told where it changes, goes stale, or is gone', () => {
  const none = { band: null, isStale: false };
  const high = { band: 'HIGH', isStale: false } as const;
  expect(standingChange(id, none, none, now)).toEqual([]);
  expect(standingChange(id, high, high, now)).toEqual([]);
  expect(standingChange(id, none, high, now)).toMatchObject([{ data: { band: 'HIGH', previous: null } }]);
  expect(standingChange(id, high, { ...high, isStale: true }, now)).toMatchObject([
    { data: { isStale: true } },
  ]);
  expect(standingChange(id, high, none, now)).toMatchObject([{ data: { band: null, previous: 'HIGH' } }]);
});

const drafted = {
  version: 2,
  effectiveOn: '2027-01-01',
  hasImpactFloor: true,
  draftedBy: 'rui',
  draftedAt: now,
};
const draft = (grid: readonly (readonly Band[])[], hasImpactFloor = true) =>
  draftMatrix({ ...drafted, grid, hasImpactFloor });
const [L, M, H, X] = BANDS;
/** The ISO 27005 library's corners: 1 x 5 is LOW, 5 x 1 MEDIUM. */
const asymmetric: Band[][] = [
  [L, L, L, L, L],
  [L, L, M, M, M],
  [L, M, M, M, H],
  [L, M, M, H, H],
  [M, M, H, H, X],
];
const breaks = (code: string, path?: string) => expect.objectContaining({ code, ...(path && { path }) });

it('D8: impact 5 is MEDIUM at least, unless the matrix goes without the floor', () => {
  expect(draft(norms.matrix.grid).status).toBe('draft');
  expect(() => draft(asymmetric)).toThrow(breaks('matrix.impact-floor', '/grid/0/4'));
  expect(draft(asymmetric, false).status).toBe('draft');
});

it('D8: a graver grade never has a milder band', () => {
  const grid = norms.matrix.grid.map((row) => [...row]);
  grid[4]![3] = 'MEDIUM'; // 5 x 4, after 5 x 3 HIGH and 4 x 4 HIGH
  expect(() => draft(grid)).toThrow(breaks('matrix.not-monotone', '/grid/4/3'));
});

it('D8: whatever the thresholds, bands by product are monotone, and one cell made milder is not', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(24), fc.nat(24), fc.nat(24)), fc.nat(4), fc.nat(4), (cuts, p, i) => {
      const [a, b, c] = [...cuts].sort((x, y) => x - y) as [number, number, number];
      const of = (n: number): Band => (n > c ? X : n > b ? H : n > a ? M : L);
      const grid = [1, 2, 3, 4, 5].map((x) => [1, 2, 3, 4, 5].map((y) => of(x * y)));
      expect(draft(grid, false).status).toBe('draft');
      const lowered = grid.map((row) => [...row]);
      const isAfterGraver = [lowered[p - 1]?.[i], lowered[p]![i - 1]].some((cell) => cell && cell !== L);
      lowered[p]![i] = L;
      if (isAfterGraver) expect(() => draft(lowered, false)).toThrow(breaks('matrix.not-monotone'));
    }),
  );
});

it('R3: another person publishes a matrix before it counts, once', () => {
  const matrix = draft(norms.matrix.grid);
  const by = (who: string, today = '2026-12-31') => publishMatrix(matrix, { by: who, today }, now);
  expect(() => by('rui')).toThrow(breaks('matrix.same-person'));
  expect(() => by('lin', '2027-01-02')).toThrow(breaks('matrix.effective-past'));
  const { state, events } = by('lin', '2027-01-01');
  expect(state).toMatchObject({ status: 'published', publishedBy: 'lin' });
  expect(events).toMatchObject([{ data: { matrixVersion: 2, effectiveOn: '2027-01-01' } }]);
  const again = () => publishMatrix(state, { by: 'wang', today: '2026-12-31' }, now);
  expect(again).toThrow(breaks('matrix.not-draft'));
});
