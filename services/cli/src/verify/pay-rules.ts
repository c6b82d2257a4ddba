import { div, halfUp, mul, over, q, sum, textOf, type Q } from './exact';
import { all, fields, minor, money, text, the, total, type Node, type Rule } from './nodes';

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);
const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;
const days = (from: string, to: string): bigint =>
  from > to ? 0n : BigInt(dayNumber(to) - dayNumber(from) + 1);
const above = (n: bigint): bigint => (n > 0n ? n : 0n);
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/** Equal parts, what is left over to the first ones. */
const part = (whole: bigint, of: number, index: number): bigint =>
  whole / BigInt(of) + (BigInt(index) < whole % BigInt(of) ? 1n : 0n);

/** A price by the days of each `length` months: as far as the contract, or the price, reaches. D4. */
const priced =
  (length: 1 | 3): Rule =>
  (inputs, node) => {
    const terms = the(inputs, 'CONTRACT_VERSION');
    const [year, quarter] = text(node, 'quarter').split('Q').map(Number) as [number, number];
    const yearly = { value: fields(terms)['yearlyAmount'] };
    const reach = length === 3 ? ['startOn', 'endOn'] : ['firstOn', 'lastOn'];
    const [from, to] = reach.map((day) => text(length === 3 ? terms : node, day)) as [string, string];
    const before = all(inputs, 'QUARTER_AMOUNT').find((one) => days(text(one, 'lastOn'), from) !== 2n);
    if (before && from !== text(terms, 'startOn')) throw new Error(`it follows ${text(before, 'lastOn')}`);
    const parts = (length === 3 ? [0] : [0, 1, 2]).map((index) => {
      const month = 3 * quarter - 3 + index;
      const [begins, ends] = [dayText(Date.UTC(year, month, 1)), dayText(Date.UTC(year, month + length, 0))];
      const paid = days(from > begins ? from : begins, to < ends ? to : ends);
      return over(part(part(minor(yearly), 4, quarter - 1), 3 / length, index) * paid, days(begins, ends));
    });
    return [{ ...fields(node), amount: money(halfUp(sum(parts)), yearly) }];
  };

const steps = (score: bigint, ...bands: readonly (readonly [bigint, bigint])[]): Q =>
  over(bands.find(([from]) => score >= from * 100n)?.[1] ?? 0n, 100n);
/** By hundredths of a point, at most 10,000. D4. */
const CURVES: Readonly<Record<string, (score: bigint) => Q>> = {
  LINEAR_60_90: (s) => (s >= 9000n ? over(1n) : s < 6000n ? over(0n) : over(s - 3000n, 6000n)),
  STEP_CN: (s) => steps(s, [95n, 100n], [85n, 98n], [75n, 95n], [65n, 90n], [60n, 80n], [0n, 70n]),
  PLUS15: (s) => (s >= 8500n ? over(1n) : over(s + 1500n, 10_000n)),
  FAR: (s) => (s > 5000n ? steps(s, [91n, 100n], [76n, 90n], [51n, 75n], [50n, 50n]) : over(s, 10_000n)),
  PROPORTIONAL: (s) => (s < 6100n ? over(0n) : over(s, 10_000n)),
};
const curve: Rule = (inputs) => {
  const [name, { score }] = [text(the(inputs, 'CONTRACT_VERSION'), 'curve'), fields(the(inputs, 'SCORE'))];
  const points = lesser(10_000n, halfUp(mul(q(score ?? 0), over(100n))));
  return [{ curve: name, k: score === null ? '1' : textOf(CURVES[name]!(points)) }];
};

const CLAIMS = 'A.CLAIMS_RECEIVABLE';
const ACCOUNTS: Readonly<Record<string, string>> = {
  ...{ BASE: 'E.SERVICE_FEE', BASE_DIFFERENCE: 'E.SERVICE_FEE', CARRIED: CLAIMS, SET_OFF: CLAIMS },
  ...{ PERFORMANCE_PAY: 'E.PERFORMANCE_PAY', PERFORMANCE_PAY_DIFFERENCE: 'E.PERFORMANCE_PAY' },
  ...{ SERVICE_CREDIT: 'R.SERVICE_CREDIT', CREDIT_REVERSAL: 'R.SERVICE_CREDIT' },
};
/** What credits leave of the invoice, and what the invoice leaves of the credits. D5. */
function netting(inputs: readonly Node[]) {
  const lines = all(inputs, 'LINE');
  const credits = -total(lines.filter((line) => ACCOUNTS[text(line, 'line')] === 'R.SERVICE_CREDIT'));
  const invoice = above(total(lines) + credits + above(-credits));
  return { left: invoice - lesser(above(credits), invoice), carried: above(above(credits) - invoice) };
}

/** Postings come to the journal's sums, and so do its lines, each owed to the vendor. D6. */
const journal: Rule = (inputs, node) => {
  const posted = all(inputs, 'POSTING').map((one) => [text(one, 'account'), minor(one)] as const);
  const lines = inputs.filter(({ kind }) => kind !== 'POSTING');
  const nameOfLine = (one: Node) => (one.kind === 'LINE' ? text(one, 'line') : one.kind);
  const stated = lines.map((one) => [ACCOUNTS[nameOfLine(one)] ?? '', minor(one)] as const);
  return [posted, stated.concat([['L.PAYABLE_VENDOR', -total(lines)]])].map((entries) => {
    const sums = new Map<string, bigint>();
    for (const [account, amount] of entries) sums.set(account, (sums.get(account) ?? 0n) + amount);
    const moved = [...sums].flatMap(([account, amount]) => (amount === 0n ? [] : [[account, `${amount}`]]));
    return { ...fields(node), sums: Object.fromEntries(moved) as unknown };
  });
};
const statement: Rule = (inputs) => {
  const [lines, own] = [all(inputs, 'LINE'), inputs.filter(({ kind }) => kind !== 'LINE')];
  const others = lines.filter((line) => !own.some(({ kind }) => kind === text(line, 'line')));
  return [money(total(own) + total(others), own[0]!), money(total(lines), own[0]!)];
};
const earned = (whole: Node, k: Q) => [money(halfUp(mul(over(minor(whole)), k)), whole)];
const minus: Rule = ([whole, less]) => [money(minor(whole!) - minor(less!), whole!)];
const shown = (node: Node, amount: bigint, like: Node) => [{ ...fields(node), amount: money(amount, like) }];

export const PAY_RULES: Readonly<Record<string, Rule>> = {
  ...{ 'quarter-covered@1': priced(3), 'quarter-by-months@1': priced(1), 'curve@1': curve },
  ...{ 'statement@1': statement, 'journal@1': journal, 'residual@1': minus, 'difference@1': minus },
  'pool-share@1': ([amount, terms]) =>
    earned(amount!, div(q(text(terms!, 'performanceShareBps')), over(10_000n))),
  'earned@1': ([pool, factor]) => earned(pool!, q(text(factor!, 'k'))),
  'sum@1': (inputs) => [money(total(inputs), inputs[0]!)],
  'stated@1': ([source], node) => shown(node, minor(source!), source!),
  'negated@1': ([source], node) => shown(node, -minor(source!), source!),
  'carried@1': (inputs, node) => [money(netting(inputs).carried, node)],
  'set-off@1': (inputs, node) => [money(-lesser(minor(the(inputs, 'OWED')), netting(inputs).left), node)],
};
