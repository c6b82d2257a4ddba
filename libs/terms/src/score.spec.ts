import { decimalString, ratio } from '@steward/money';
import fc from 'fast-check';
import { DEFAULT_KPI_SET, dimensionScore, percentMet, scoreOf, type KpiDimension } from './index';
import { publishedScore, scoreFrom } from './published-score';

type Values = Partial<Record<KpiDimension, ReturnType<typeof ratio>>>;
const scored = (values: Values) =>
  scoreOf(DEFAULT_KPI_SET.map((definition) => ({ ...definition, value: values[definition.name] ?? null })));
const p1: Values = {
  response: percentMet({ met: 117, breached: 3 })!,
  resolution: percentMet({ met: 112, breached: 8 })!,
  satisfaction: ratio('4.4'),
  availability: percentMet({ met: 2, breached: 1 })!,
};
const shown = (name: KpiDimension, value: ReturnType<typeof ratio>) => {
  const { floor, target } = DEFAULT_KPI_SET.find((definition) => definition.name === name)!;
  return decimalString(dimensionScore({ value, floor, target }), 4, 'HALF_UP');
};
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

describe('the score of a quarter', () => {
  it('P1, 1.3.1: 117/120, 112/120, 4.4 and 2 of 3 months make 88.67', () => {
    expect(shown('response', p1.response!)).toBe('97.2222');
    expect(shown('resolution', p1.resolution!)).toBe('91.6667');
    expect(shown('satisfaction', p1.satisfaction!)).toBe('93.3333');
    expect(shown('availability', p1.availability!)).toBe('66.6667');
    expect(scored(p1)!.score).toBe('88.67');
    expect(scored(p1)!.raw.equals(ratio(266n, 3n))).toBe(true);
  });

  it('P2: without surveys their weight goes to the others in proportion', () => {
    // (30 × 97.2222 + 30 × 91.6667 + 20 × 66.6667) / 80 = 7000 / 80
    const { response, resolution, availability } = p1;
    expect(scored({ response: response!, resolution: resolution!, availability: availability! })!.score).toBe(
      '87.50',
    );
  });

  it('of a log has response and resolution alone, or the one of them that was decided', () => {
    const { response, resolution } = p1;
    // (97.2222 + 91.6667) / 2
    expect(scored({ response: response!, resolution: resolution! })!.score).toBe('94.44');
    expect(scored({ response: response! })!.score).toBe('97.22');
    expect(scored({ resolution: resolution! })!.score).toBe('91.67');
  });

  it('P3: where nothing was measured it is not rated', () => {
    expect(scored({})).toBeNull();
    expect(percentMet({ met: 0, breached: 0 })).toBeNull();
  });

  it('P3: where only a dimension without weight was measured it is not rated', () => {
    const kpi = { floor: ratio('0'), target: ratio('100') };
    const dimensions = [
      { ...kpi, name: 'response', weight: 100n, value: null },
      { ...kpi, name: 'informative', weight: 0n, value: ratio('50') },
    ];
    expect(scoreOf(dimensions)).toBeNull();
  });

  it('D3: the weights of a set make up exactly 100, absent dimensions included', () => {
    const set = DEFAULT_KPI_SET.map((definition) => ({ ...definition, value: null }));
    expect(() => scoreOf(set.slice(1))).toThrow(breaks('kpi-set.weights-not-100'));
    const [first, second, ...others] = set;
    const negative = [{ ...first!, weight: 80n }, { ...second!, weight: -20n }, ...others];
    expect(() => scoreOf(negative)).toThrow(breaks('kpi-set.weight-negative'));
  });
});

describe('the score of a dimension', () => {
  const between = (value: string, floor: string, target: string) =>
    dimensionScore({ value: ratio(value), floor: ratio(floor), target: ratio(target) }).toString();

  it('D3: is 0 up to the floor and 100 from the target on', () => {
    expect([between('80', '80', '98'), between('12', '80', '98')]).toEqual(['0', '0']);
    expect([between('98', '80', '98'), between('100', '80', '98')]).toEqual(['100', '100']);
    expect(between('89', '80', '98')).toBe('50');
  });

  it('D3: also where less is better', () => {
    expect([between('10', '10', '2'), between('4', '10', '2'), between('1', '10', '2')]).toEqual([
      '0',
      '75',
      '100',
    ]);
  });

  it('has no meaning where floor and target are the same', () => {
    expect(() => between('1', '2', '2')).toThrow(breaks('kpi-set.target-is-floor'));
  });

  it('grows with what was measured and stays between 0 and 100', () => {
    const any = fc.integer({ min: -200, max: 200 }).map((n) => ratio(BigInt(n)));
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [low, high] = a.lte(b) ? [a, b] : [b, a];
        const score = (value: typeof a) =>
          dimensionScore({ value, floor: ratio('-20'), target: ratio('70') });
        expect(score(low).lte(score(high)) && score(low).gte(0n) && score(high).lte(100n)).toBe(true);
      }),
    );
  });
});

describe('a published score', () => {
  it('P5: 89.995 is published as 90.00, 89.994 as 89.99', () => {
    expect([publishedScore(ratio('89.995')), publishedScore(ratio('89.994'))]).toEqual(['90.00', '89.99']);
  });

  it('is read back exactly, and nothing else is', () => {
    expect(scoreFrom('88.67').equals(ratio(8867n, 100n))).toBe(true);
    for (const text of ['88.7', '88', '88.670', '', '-1.00', '1000.00', 'null']) {
      expect(() => scoreFrom(text)).toThrow(SyntaxError);
    }
  });
});
