import { answerTo, calc, said } from './calculate.fixture';

type Exact = string | number;
const dimension = (name: string, weight: Exact, floor: Exact, target: Exact, value: Exact | null) => ({
  ...{ name, weight, floor, target, value },
});
/** The default set with what was measured of response, resolution, satisfaction and availability. */
const measured = (...[response, resolution, satisfaction, availability]: (Exact | null)[]) => ({
  dimensions: [
    dimension('response', 30, '80', '98', response ?? null),
    dimension('resolution', 30, '75', '95', resolution ?? null),
    dimension('satisfaction', '20', '3.0', '4.5', satisfaction ?? null),
    dimension('availability', '20', 0, 100, availability ?? null),
  ],
});
/** Of one dimension that scores what it is. */
const plain = (value: Exact | null) => ({ dimensions: [dimension('all', '100', '0', '100', value)] });

describe('calc score', () => {
  it.each<[string, object, object]>([
    [
      'P1, 1.3.1: 117/120, 112/120, 4.4 and two of three months',
      measured('11700/120', '11200/120', '4.4', '200/3'),
      { raw: '266/3', score: '88.67' },
    ],
    [
      'P1: the same as decimals where they are exact',
      measured('97.5', '11200/120', '44/10', '66.6/0.999'),
      { raw: '266/3', score: '88.67' },
    ],
    // 30 × 875/9 + 30 × 275/3 + 20 × 200/3 is 7,000, of 80.
    [
      'P2: without surveys',
      measured('11700/120', '11200/120', null, '200/3'),
      { raw: '175/2', score: '87.50' },
    ],
    // (875/9 + 275/3) / 2 is 850/9.
    [
      'P2: with two dimensions of four',
      measured('97.5', '11200/120', null, null),
      { raw: '850/9', score: '94.44' },
    ],
    ['P3: nothing was measured', measured(), { raw: null, score: null }],
    ['P5: 89.995', plain('89.995'), { raw: '17999/200', score: '90.00' }],
    ['P5: 89.994', plain('89.994'), { raw: '44997/500', score: '89.99' }],
    ['D3: below the floor', plain('-1'), { raw: '0/1', score: '0.00' }],
    ['D3: above the target', plain(101), { raw: '100/1', score: '100.00' }],
    [
      'D3: where less is better',
      { dimensions: [dimension('hours', 100, '10', '2', '4')] },
      { raw: '75/1', score: '75.00' },
    ],
    // 33.3 of 100 at 100 and 66.7 at nothing.
    [
      'D3: weights with decimals',
      { dimensions: [dimension('a', '33.3', 0, 1, 1), dimension('b', '66.7', 0, 1, 0)] },
      { raw: '333/10', score: '33.30' },
    ],
    [
      'D3: weights of a third',
      { dimensions: [1, 1, 0].map((value) => dimension('x', '100/3', 0, 1, value)) },
      { raw: '200/3', score: '66.67' },
    ],
    [
      'P3: only what has no weight was measured',
      { dimensions: [dimension('a', 100, 0, 1, null), dimension('b', 0, 0, 1, 1)] },
      { raw: null, score: null },
    ],
  ])('%s', async (_, question, answer) => {
    expect(await answerTo('score', question)).toEqual(answer);
  });
});

const quarter = (score: Exact | null, more: object = {}) => ({
  ...{ fee: '30000000', shareBps: 2000, curve: 'LINEAR_60_90', score, ...more },
});
const paid = (performancePay: string, total: string) => ({
  ...{ base: '24000000', pool: '6000000', performancePay, total },
});

describe('calc pay', () => {
  it.each<[string, object, object]>([
    ['2.2.2a, D4: 88.67', quarter('88.67'), paid('5867000', '29867000')],
    ['D4: 95.67', quarter('95.67'), paid('6000000', '30000000')],
    ['D4: 90.00', quarter('90.00'), paid('6000000', '30000000')],
    ['D4: 89.99', quarter('89.99'), paid('5999000', '29999000')],
    ['D4: 60, half', quarter('60'), paid('3000000', '27000000')],
    ['D4: 59.99, nothing', quarter('59.99'), paid('0', '24000000')],
    ['D3: 100.00 has a band', quarter('100.00'), paid('6000000', '30000000')],
    ['P5: 89.995 is published as 90.00', quarter('90.0'), paid('6000000', '30000000')],
    [
      'P6: with the most bonus no more than all',
      quarter('110', { curve: 'PROPORTIONAL' }),
      paid('6000000', '30000000'),
    ],
    ['P3: not rated pays in full', quarter(null), paid('6000000', '30000000')],
    ['D4: PLUS15 pays 99 % at 84', quarter(84, { curve: 'PLUS15' }), paid('5940000', '29940000')],
    ['D4: PLUS15 pays 85 % at 70', quarter('70.00', { curve: 'PLUS15' }), paid('5100000', '29100000')],
    ['D3: PLUS15 pays all at 85', quarter('85', { curve: 'PLUS15' }), paid('6000000', '30000000')],
    ['D3: STEP_CN pays 98 % at 94.99', quarter('94.99', { curve: 'STEP_CN' }), paid('5880000', '29880000')],
    ['D3: STEP_CN pays 70 % at 59.99', quarter('59.99', { curve: 'STEP_CN' }), paid('4200000', '28200000')],
    ['D3: FAR pays 90 % at 76', quarter('76', { curve: 'FAR' }), paid('5400000', '29400000')],
    ['D3: FAR pays nothing at 0', quarter('0', { curve: 'FAR' }), paid('0', '24000000')],
    [
      'D3: PROPORTIONAL pays 85 % at 85',
      quarter('85', { curve: 'PROPORTIONAL' }),
      paid('5100000', '29100000'),
    ],
    [
      'D3: PROPORTIONAL pays nothing below 61',
      quarter('60.99', { curve: 'PROPORTIONAL' }),
      paid('0', '24000000'),
    ],
    [
      'M2: the base is what the pool leaves of 333,333.33',
      quarter('90', { fee: '33333333', shareBps: '2000' }),
      { base: '26666666', pool: '6666667', performancePay: '6666667', total: '33333333' },
    ],
    [
      'M4: a pool of 12.5 fen is 13',
      quarter('90', { fee: '25', shareBps: 5000 }),
      { base: '12', pool: '13', performancePay: '13', total: '25' },
    ],
    [
      'M4: a pool of 12.5 fen is 12 by HALF_EVEN',
      quarter('90', { fee: '25', shareBps: 5000, rounding: 'HALF_EVEN' }),
      { base: '13', pool: '12', performancePay: '12', total: '25' },
    ],
    [
      'M4: half of 25 fen is 13',
      quarter('60', { fee: '25', shareBps: 10_000, rounding: 'HALF_UP' }),
      { base: '0', pool: '25', performancePay: '13', total: '13' },
    ],
    [
      'M4: half of 25 fen is 12 by HALF_EVEN',
      quarter('60', { fee: '25', shareBps: 10_000, rounding: 'HALF_EVEN' }),
      { base: '0', pool: '25', performancePay: '12', total: '12' },
    ],
    [
      'sums that no double holds',
      quarter('90', { fee: '9007199254740993', shareBps: 0 }),
      { base: '9007199254740993', pool: '0', performancePay: '0', total: '9007199254740993' },
    ],
  ])('%s', async (_, question, answer) => {
    expect(await answerTo('pay', question)).toEqual(answer);
  });
});

describe('calc allocate', () => {
  it.each<[string, string, Exact[], string[]]>([
    [
      'M1: a year of 1,000,000.01 in quarters',
      '100000001',
      [1, 1, 1, 1],
      ['25000001', '25000000', '25000000', '25000000'],
    ],
    ['M3: 100.00 in three', '10000', ['1', '1', '1'], ['3334', '3333', '3333']],
    ['D0: the largest remainder first', '10', [2, '3', 1], ['3', '5', '2']],
    ['D0: nobody without weight', '7', [0, 2, '0', 1], ['0', '5', '0', '2']],
    // November at 100,000 for four days, 110,000 for fifteen, 120,000 for eleven.
    ['D4: four days of thirty', '10000000', [4, 26], ['1333333', '8666667']],
    ['D4: fifteen days of thirty', '11000000', [15, 15], ['5500000', '5500000']],
    ['D4: eleven days of thirty', '12000000', [11, 19], ['4400000', '7600000']],
  ])('%s', async (_, amount, weights, parts) => {
    expect(await answerTo('allocate', { amount, weights })).toEqual({ parts });
  });
});

it('a list is answered by a list', async () => {
  expect(await answerTo('pay', [quarter('88.67'), quarter('0')])).toEqual([
    paid('5867000', '29867000'),
    paid('0', '24000000'),
  ]);
});

describe('a question that does not fit ends with exit code 2, one sentence and no answer', () => {
  const set = (change: object) => {
    const [first, ...others] = measured('97.5', 90, '4', 100).dimensions;
    return { dimensions: [{ ...first, ...change }, ...others] };
  };
  const split = (change: object) => ({ amount: '100', weights: [1], ...change });

  it.each<[string, string, object, string]>([
    [
      'weights of 99',
      'score',
      set({ weight: 29 }),
      'dimensions must have weights of exactly 100 together, not',
    ],
    [
      'weights of 99.99',
      'score',
      set({ weight: '29.99' }),
      'dimensions must have weights of exactly 100 together, not',
    ],
    ['no dimensions', 'score', { dimensions: [] }, 'dimensions must be a list of 1 to 100 objects'],
    ['no list', 'score', { dimensions: 1 }, 'dimensions must be a list of 1 to 100 objects'],
    ['a list in the list', 'score', { dimensions: [[]] }, 'dimensions[0] must be an object'],
    ['a number in the list', 'score', { dimensions: [1] }, 'dimensions[0] must be an object'],
    ['nothing asked', 'score', {}, 'dimensions must be a list'],
    ['a negative weight', 'score', set({ weight: '-30' }), 'dimensions[0].weight must not be negative'],
    ['half a number', 'score', set({ value: 97.5 }), 'dimensions[0].value must be a whole number, or a text'],
    ['a power', 'score', set({ value: '1e3' }), 'dimensions[0].value must be a whole number, or a text'],
    ['no value', 'score', set({ value: undefined }), 'dimensions[0].value must be a whole number, or a text'],
    ['no floor', 'score', set({ floor: null }), 'dimensions[0].floor must be a whole number, or a text'],
    ['a zero denominator', 'score', set({ value: '1/0' }), 'dimensions[0].value must not be divided by zero'],
    ['another zero', 'score', set({ floor: '1/0.00' }), 'dimensions[0].floor must not be divided by zero'],
    [
      'floor = target',
      'score',
      set({ floor: '196/2' }),
      'dimensions[0].target must not be the same as floor',
    ],
    ['no name', 'score', set({ name: '' }), 'dimensions[0].name must be longer'],
    ['another field', 'score', set({ colour: 'red' }), 'dimensions[0].colour is not a known key'],
    [
      'a fee as a number',
      'pay',
      quarter('90', { fee: 300 }),
      'fee must be an amount of minor units as a text',
    ],
    ['a fee in yuan', 'pay', quarter('90', { fee: '300.00' }), 'fee must be an amount of minor units'],
    ['a negative fee', 'pay', quarter('90', { fee: '-300' }), 'fee must be an amount of minor units'],
    [
      'an unknown curve',
      'pay',
      quarter('90', { curve: 'MOON' }),
      'curve must be one of the following values: L',
    ],
    ['what objects have', 'pay', quarter('90', { curve: 'toString' }), 'curve must be one of the following'],
    ['a score above all', 'pay', quarter('110.01'), 'score must be a score from 0 to 110 with at most two'],
    ['a negative score', 'pay', quarter('-1'), 'score must be a score from 0 to 110'],
    ['a negative number', 'pay', quarter(-1), 'score must be a score from 0 to 110'],
    ['a score not rounded', 'pay', quarter('89.995'), 'score must be a score from 0 to 110'],
    ['a score in doubles', 'pay', quarter(88.67), 'score must be a score from 0 to 110'],
    ['no score', 'pay', quarter('90', { score: undefined }), 'score must be a score from 0 to 110'],
    [
      'more than all',
      'pay',
      quarter('90', { shareBps: 10_001 }),
      'shareBps must be a whole number from 0 to',
    ],
    ['less than none', 'pay', quarter('90', { shareBps: '-1' }), 'shareBps must be a whole number from 0 to'],
    ['half a point', 'pay', quarter('90', { shareBps: '0.5' }), 'shareBps must be a whole number from 0 to'],
    [
      'DOWN',
      'pay',
      quarter('90', { rounding: 'DOWN' }),
      'rounding must be one of the following values: HALF_UP',
    ],
    ['an amount as a number', 'allocate', split({ amount: 100 }), 'amount must be an amount of minor units'],
    ['no amount', 'allocate', split({ amount: '' }), 'amount must be an amount of minor units'],
    ['no weights', 'allocate', split({ weights: [] }), 'weights must be a list of 1 to 1000 weights'],
    ['weights of zero', 'allocate', split({ weights: [0, '0'] }), 'weights must not all be zero'],
    [
      'a weight below zero',
      'allocate',
      split({ weights: [1, -1] }),
      'weights[1] must be a whole number from 0',
    ],
    ['half a weight', 'allocate', split({ weights: ['1/2'] }), 'weights[0] must be a whole number from 0'],
  ])('%s', async (_, kind, question, sentence) => {
    expect(await calc(kind, JSON.stringify(question))).toBe(2);
    expect(said.out).toBe('');
    expect(said.err).toContain(`steward: The question does not fit: ${sentence}`);
    expect(said.err).toMatch(/^[^\n]*\.\n$/);
  });

  it('names the place in a list of questions', async () => {
    expect(await calc('score', JSON.stringify([plain(1), set({ value: '1/0' })]))).toBe(2);
    expect(said.err).toContain('fit: [1].dimensions[0].value must not be divided by zero.');
  });
});
