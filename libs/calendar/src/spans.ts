import type { Instant } from './days';

/** A half-open stretch of time [from, to); without an end yet, `to` is Infinity. D0. */
export type Span = { readonly from: Instant; readonly to: Instant };

/** All that lies in any of the spans: in order, none empty, those that touch or overlap made one. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (!last || last.to < span.from) merged.push({ from: span.from, to: span.to });
    else if (last.to < span.to) merged[merged.length - 1] = { from: last.from, to: span.to };
  }
  return merged;
}

/** All that lies in both, as `union` gives it. */
export function intersection(these: readonly Span[], those: readonly Span[]): Span[] {
  const [a, b] = [union(these), union(those)];
  const both: Span[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]!.from, b[j]!.from);
    const to = Math.min(a[i]!.to, b[j]!.to);
    if (from < to) both.push({ from, to });
    if (a[i]!.to < b[j]!.to) i += 1;
    else j += 1;
  }
  return both;
}

/** All that lies in `these` and not in `those`, as `union` gives it. */
export const difference = (these: readonly Span[], those: readonly Span[]): Span[] =>
  intersection(these, complement(those));

/** What the spans last together, milliseconds; what overlaps counts as often as it is there. */
export const totalMillis = (spans: readonly Span[]): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0);

function complement(spans: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let from = -Infinity;
  for (const span of union(spans)) {
    gaps.push({ from, to: span.from });
    from = span.to;
  }
  return [...gaps, { from, to: Infinity }];
}
