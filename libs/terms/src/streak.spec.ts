import { DEFAULT_STREAK_RULES, isPassed, proceduresFor } from './index';

const NR = null;

describe('a streak of failing quarters', () => {
  it('P4, 1.3.2: 82, 78, 76 at STRATEGIC opens a downgrade procedure', () => {
    expect(proceduresFor('STRATEGIC', ['82.00', '78.00'])).toBeNull();
    expect(proceduresFor('STRATEGIC', ['82.00', '78.00', '76.00'])).toBe('DOWNGRADE');
  });

  it('P4: a quarter that was not rated neither breaks nor extends it', () => {
    expect(proceduresFor('STRATEGIC', ['78.00', NR, '76.00'])).toBe('DOWNGRADE');
    expect(proceduresFor('STRATEGIC', ['78.00', NR])).toBeNull();
    expect(proceduresFor('STRATEGIC', [NR, NR, NR])).toBeNull();
  });

  it('P4, 1.3.2: 78, 85, 76 opens none', () => {
    expect(proceduresFor('STRATEGIC', ['78.00', '85.00', '76.00'])).toBeNull();
  });

  it('P4: three in a row, or two at TEMPORARY, open an elimination procedure', () => {
    expect(proceduresFor('STRATEGIC', ['79.99', '79.99', '79.99'])).toBe('ELIMINATION');
    expect(proceduresFor('REGULAR', ['69.00', '68.00', NR, '67.00'])).toBe('ELIMINATION');
    expect(proceduresFor('REGULAR', ['69.00', '68.00'])).toBe('DOWNGRADE');
    expect(proceduresFor('TEMPORARY', ['59.00'])).toBeNull();
    expect(proceduresFor('TEMPORARY', ['59.00', '58.00'])).toBe('ELIMINATION');
  });

  it('P4: an appeal that turns 78 into 81 leaves no ground for the procedure', () => {
    expect(proceduresFor('STRATEGIC', ['82.00', '78.00', '76.00'])).toBe('DOWNGRADE');
    expect(proceduresFor('STRATEGIC', ['82.00', '81.00', '76.00'])).toBeNull();
  });

  it('is over after a quarter that passes, and there is none without quarters', () => {
    expect(proceduresFor('STRATEGIC', ['78.00', '76.00', '80.00'])).toBeNull();
    expect(proceduresFor('STRATEGIC', [])).toBeNull();
  });

  it('goes by the rules of the policy version that is handed in', () => {
    const strict = {
      ...DEFAULT_STREAK_RULES,
      REGULAR: { passLine: '90.00', downgradeAt: 1, eliminationAt: 2 },
    };
    expect(proceduresFor('REGULAR', ['89.99'], strict)).toBe('DOWNGRADE');
  });
});

describe('the pass line', () => {
  it('P4: is 80 for STRATEGIC, 70 for REGULAR and 60 for TEMPORARY, and is itself a pass', () => {
    expect([isPassed('STRATEGIC', '80.00'), isPassed('STRATEGIC', '79.99')]).toEqual([true, false]);
    expect([isPassed('REGULAR', '70.00'), isPassed('REGULAR', '69.99')]).toEqual([true, false]);
    expect([isPassed('TEMPORARY', '60.00'), isPassed('TEMPORARY', '59.99')]).toEqual([true, false]);
    expect([isPassed('TEMPORARY', '100.00'), isPassed('TEMPORARY', '9.99')]).toEqual([true, false]);
  });

  it('P3: does not judge a quarter that was not rated', () => {
    expect(isPassed('STRATEGIC', NR)).toBeNull();
  });
});
