import { termsInForce } from './index';

const at = (text: string) => Date.parse(`${text}+08:00`);

describe('the terms in force', () => {
  const v1 = { effectiveFrom: at('2026-01-01T00:00'), onSiteHours: 2 };
  const v2 = { effectiveFrom: at('2026-11-01T00:00'), onSiteHours: 4 };
  const due = (reported: string) =>
    at(reported) + termsInForce([v2, v1], at(reported)).onSiteHours * 3_600_000;

  it('S11: a fault reported before the amendment keeps its two hours', () => {
    expect(due('2026-10-31T23:30')).toBe(at('2026-11-01T01:30'));
  });

  it('S11: a fault reported when the amendment takes effect has four', () => {
    expect(due('2026-11-01T00:00')).toBe(at('2026-11-01T04:00'));
  });

  it('before all versions the first holds; without any there is no answer', () => {
    expect(termsInForce([v1, v2], at('2025-06-01T00:00'))).toBe(v1);
    expect(() => termsInForce([], 0)).toThrow(expect.objectContaining({ code: 'terms.no-version' }));
  });
});
