/** What one benchmark found: a line of the table. */
export type Figure = {
  readonly what: string;
  readonly against: string;
  /** The median of the rounds. */
  readonly value: number;
  readonly unit: 'times' | 'ms' | 'rows/s' | 'MB';
  /** Absent where nothing is demanded and the figure is only told. */
  readonly demanded?: { readonly atLeast: number } | { readonly atMost: number };
  readonly rounds: readonly number[];
  /** What both sides reached, each the median of its rounds; these depend on the machine. */
  readonly reached: string;
};

/** Measures, and gives its figures; it leaves nothing running. */
export type Benchmark = () => Promise<readonly Figure[]>;
/** One side of a comparison: runs once and gives what it did in a second. */
export type Side = () => Promise<number>;

const ROUNDS = 5;
/** Long enough for the compiler, the caches and the write-ahead log to settle. */
const WARM_UP_MS = 10_000;

/** Runs both sides in turns; each round gives one ratio, so that what disturbs the machine disturbs both. */
export async function sideBySide(
  ours: Side,
  theirs: Side,
): Promise<Pick<Figure, 'value' | 'unit' | 'rounds' | 'reached'>> {
  const warmUntil = performance.now() + WARM_UP_MS;
  do {
    await ours();
    await theirs();
  } while (performance.now() < warmUntil);
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Neither always has the caches that the other left.
    if (round % 2 === 1) other.push(await theirs());
    own.push(await ours());
    if (round % 2 === 0) other.push(await theirs());
  }
  const rounds = own.map((rate, round) => rate / other[round]!);
  const reached = `${whole(median(own))}/s against ${whole(median(other))}/s`;
  return { value: median(rounds), unit: 'times', rounds, reached };
}

/** The same for what has no other side: rounds of it alone, after one that does not count. */
export async function alone<T>(round: () => Promise<T>): Promise<readonly T[]> {
  await round();
  const found: T[] = [];
  while (found.length < ROUNDS) found.push(await round());
  return found;
}

/** Times `work` on `count` things. */
export async function perSecond(count: number, work: () => unknown): Promise<number> {
  const begunAt = performance.now();
  await work();
  return (count * 1000) / (performance.now() - begunAt);
}

/** Does `each` for 0 … count - 1, as many at once as `width`, each of these one after the other. */
export async function inParallel(
  width: number,
  count: number,
  each: (n: number, lane: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const walk = async (lane: number) => {
    for (let n = next++; n < count; n = next++) await each(n, lane);
  };
  await Promise.all(Array.from({ length: width }, (_, lane) => walk(lane)));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value that this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? NaN;
}

export function isMet({ value, demanded }: Pick<Figure, 'value' | 'demanded'>): boolean {
  if (!demanded) return true;
  return 'atLeast' in demanded ? value >= demanded.atLeast : value <= demanded.atMost;
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
