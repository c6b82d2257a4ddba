/** An exact fraction in lowest terms; nothing of the suite takes part in its check. D0. */
export type Q = { readonly n: bigint; readonly d: bigint };
const abs = (n: bigint): bigint => (n < 0n ? -n : n);
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? abs(a) : gcd(b, a % b));
export function over(n: bigint, d = 1n): Q {
  const by = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / by, d: d / by };
}
/** From `97.5`, `117/120` or `-3`. */
export function q(text: unknown): Q {
  const [, whole, decimals = '', d = '1'] = /^(-?\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(String(text)) ?? [];
  if (whole === undefined || BigInt(d) === 0n) throw new Error(`"${String(text)}" is no number`);
  return over(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(d));
}
export const add = (a: Q, b: Q): Q => over(a.n * b.d + b.n * a.d, a.d * b.d);
export const sub = (a: Q, b: Q): Q => add(a, over(-b.n, b.d));
export const mul = (a: Q, b: Q): Q => over(a.n * b.n, a.d * b.d);
export const div = (a: Q, b: Q): Q => over(a.n * b.d, a.d * b.n);
export const least = (a: Q, b: Q): Q => (sub(a, b).n < 0n ? a : b);
export const most = (a: Q, b: Q): Q => (sub(a, b).n < 0n ? b : a);
export const sum = (values: readonly Q[]): Q => values.reduce(add, over(0n));
export const textOf = ({ n, d }: Q): string => (d === 1n ? `${n}` : `${n}/${d}`);
/** The next whole number, the half away from zero. */
export const halfUp = ({ n, d }: Q): bigint => ((2n * abs(n) + d) / (2n * d)) * (n < 0n ? -1n : 1n);
/** With two decimals, rounded once. */
export function twoPlaces(value: Q): string {
  const digits = String(halfUp(mul(value, over(100n)))).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A KPI's formula by the counts that it names; of whole numbers and operators it means what it does here. */
export function evaluate(formula: string, counts: ReadonlyMap<string, bigint>): bigint {
  const said = (formula.match(/\d+|[a-zA-Z.]+|&&|\|\||[<>=!]=|\S/g) ?? []).map((token) => {
    const value = /^\d+$/.test(token) ? BigInt(token) : counts.get(token);
    if (value === undefined && !/^([-+*()?:<>!]|&&|\|\||[<>=!]=|true|false)$/.test(token)) {
      throw new Error(`"${token}" is not known in ${formula}`);
    }
    return value === undefined ? token : `${value}n`;
  });
  return new Function(`return ${said.join(' ')}`)() as bigint;
}
