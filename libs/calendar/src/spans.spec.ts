import fc from 'fast-check';
import { difference, intersection, totalMillis, union, type Span } from './index';

const span = (from: number, to: number): Span => ({ from, to });

describe('spans of time', () => {
  it('A4: what overlaps or touches is one', () => {
    expect(union([span(600, 630), span(650, 660), span(620, 650)])).toEqual([span(600, 660)]);
  });

  it('that are empty or end before they begin are none', () => {
    expect(union([span(5, 5), span(7, 6)])).toEqual([]);
  });

  it('may have no end', () => {
    expect(intersection([span(5, Infinity)], [span(0, 9)])).toEqual([span(5, 9)]);
    expect(difference([span(0, 9)], [span(5, Infinity)])).toEqual([span(0, 5)]);
    expect(union([span(5, Infinity), span(7, 8)])).toEqual([span(5, Infinity)]);
  });

  it('taken from one another leave what is before, between and after', () => {
    expect(difference([span(0, 10)], [span(2, 3), span(5, 6)])).toEqual([
      span(0, 2),
      span(3, 5),
      span(6, 10),
    ]);
    expect(difference([span(0, 10)], [])).toEqual([span(0, 10)]);
    expect(difference([span(2, 3)], [span(0, 10)])).toEqual([]);
  });
});

describe('properties of spans', () => {
  const anySpans = fc.array(
    fc.tuple(fc.nat(40), fc.integer({ min: -2, max: 15 })).map(([from, length]) => span(from, from + length)),
    { maxLength: 8 },
  );
  /** Point by point: half-open, so that a point stands for [point, point + 1). */
  const points = (spans: readonly Span[]) =>
    Array.from({ length: 60 }, (_, at) => spans.some(({ from, to }) => from <= at && at < to));

  it('agree with what each point says, in order, apart and not empty', () => {
    fc.assert(
      fc.property(anySpans, anySpans, (a, b) => {
        const [inA, inB] = [points(a), points(b)];
        const expected: [Span[], boolean[]][] = [
          [union(a), inA],
          [intersection(a, b), inA.map((isIn, at) => isIn && inB[at]!)],
          [difference(a, b), inA.map((isIn, at) => isIn && !inB[at]!)],
        ];
        for (const [spans, inside] of expected) {
          expect(points(spans)).toEqual(inside);
          expect(totalMillis(spans)).toBe(inside.filter(Boolean).length);
          spans.forEach(({ from, to }, index) => {
            expect(from).toBeLessThan(to);
            if (index > 0) expect(spans[index - 1]!.to).toBeLessThan(from);
          });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
