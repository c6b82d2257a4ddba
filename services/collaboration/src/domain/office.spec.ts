import { delegate, ensureDays, type Delegation } from './office';

const days = { fromOn: '2026-10-05', untilOn: '2026-10-12' };
const anna: Delegation = { id: 'd1', person: 'anna', deputy: 'ben', ...days };
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });
const next = (change: Partial<Delegation>) => () => delegate({ ...anna, id: 'd2', ...change }, [anna]);

it('3.1.1: nobody stands in for himself, and days go forward', () => {
  expect(() => delegate({ ...anna, deputy: 'anna' }, [])).toThrow(breaks('delegation.self'));
  expect(() => ensureDays({ fromOn: '2026-10-05', untilOn: '2026-10-05' })).toThrow(
    breaks('office.days-wrong'),
  );
  expect(() => ensureDays({ fromOn: '2026-10-05', untilOn: null })).not.toThrow();
});

it('3.1.1: rights are handed on once: no chain in either direction on the same days', () => {
  expect(next({ person: 'ben', deputy: 'carl' })).toThrow(breaks('delegation.chain'));
  expect(next({ person: 'carl', deputy: 'anna' })).toThrow(breaks('delegation.chain'));
  expect(next({ deputy: 'carl' })).toThrow(breaks('delegation.twice'));
  expect(next({ person: 'carl' })).not.toThrow(); // one may stand in for two
});

it('3.1.1: days are half-open: what ends when the other begins does not meet it', () => {
  const touching = { person: 'ben', deputy: 'carl', fromOn: '2026-10-12', untilOn: '2026-10-13' };
  expect(next(touching)).not.toThrow();
  expect(next({ ...touching, fromOn: '2026-10-11' })).toThrow(breaks('delegation.chain'));
  expect(next({ ...touching, fromOn: '2026-10-01', untilOn: '2026-10-05' })).not.toThrow();
});
