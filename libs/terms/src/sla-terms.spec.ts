import { ensurePromisable, pausesOf, promisedKinds, targetOf, termsInForce } from './index';
import type { PauseReason, SlaTargets } from './index';

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

describe('2.2.1a: what may be promised of a clock', () => {
  const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
  const pair = { onSite: hours(2), closure: hours(72) };
  const plain: SlaTargets = { 1: pair, 2: pair, 3: pair, 4: pair };
  const answered = { ...pair, response: hours(1) };

  it('a response is promised for every severity or for none', () => {
    expect(promisedKinds(plain)).toEqual(['ON_SITE', 'CLOSURE']);
    const all: SlaTargets = { 1: answered, 2: answered, 3: answered, 4: answered };
    expect(promisedKinds(all)).toEqual(['RESPONSE', 'ON_SITE', 'CLOSURE']);
    expect(() => ensurePromisable(plain)).not.toThrow();
    expect(() => ensurePromisable(all)).not.toThrow();
    expect(() => ensurePromisable({ ...plain, 3: answered })).toThrow(
      expect.objectContaining({ code: 'sla-targets.response-for-some', path: '/slaTargets/3/response' }),
    );
    expect(() => targetOf(plain, 'RESPONSE', 1)).toThrow(RangeError);
  });

  it('D1: before the work begins a clock waits only for what keeps the vendor out', () => {
    const onSite = (reasons: PauseReason[]): SlaTargets => ({
      ...{ ...plain, 2: { ...pair, onSite: { ...hours(2), pauseReasons: reasons } } },
    });
    expect(() => ensurePromisable(onSite(['FORCE_MAJEURE']))).not.toThrow();
    expect(() => ensurePromisable(onSite([]))).not.toThrow();
    expect(() => ensurePromisable(onSite(['WAITING_PARTS']))).toThrow(
      expect.objectContaining({
        ...{ code: 'sla-targets.not-pausable', path: '/slaTargets/2/onSite/pauseReasons' },
      }),
    );
    expect(pausesOf('ON_SITE', hours(2))).toEqual(['CUSTOMER_ACCESS_DENIED', 'FORCE_MAJEURE']);
    expect(pausesOf('CLOSURE', { ...hours(2), pauseReasons: ['WAITING_PARTS'] })).toEqual(['WAITING_PARTS']);
  });

  it('S8: whether a gap counts is said of closures alone', () => {
    const closure = { ...hours(72), reopening: 'INCLUDE_GAP' as const };
    expect(() => ensurePromisable({ ...plain, 1: { ...pair, closure } })).not.toThrow();
    const onSite = { ...hours(2), reopening: 'INCLUDE_GAP' as const };
    expect(() => ensurePromisable({ ...plain, 1: { ...pair, onSite } })).toThrow(
      expect.objectContaining({ code: 'sla-targets.not-reopened', path: '/slaTargets/1/onSite/reopening' }),
    );
  });
});
