import { breaks, inForce } from './contract.fixture';
import { ensureInForce, expire, resume, suspend } from './lifecycle';

const now = new Date('2026-10-12T02:00:00.000Z');
const suspension = { reason: '连续两季度不达标', by: 'wang' };
const suspended = suspend(inForce, suspension, now);
/** 2026-12-31 24:00 in Shanghai. */
const end = new Date('2026-12-31T16:00:00.000Z');

it('2.4: a contract is suspended at once, with who and why, and is then not in force', () => {
  expect(suspended.state).toMatchObject({ status: 'suspended', suspension: { ...suspension, at: now } });
  expect(suspended.events).toMatchObject([
    { type: 'contracts.contract.suspended.v1', data: { code: 'C-1', suspendedAt: now } },
  ]);
  expect(() => ensureInForce(suspended.state)).toThrow(breaks('contract.not-in-force'));
  expect(() => suspend(suspended.state, suspension, now)).toThrow(breaks('contract.not-in-force'));
});

it('2.4: a suspended contract is resumed to what it was; another cannot be', () => {
  const { state, events } = resume(suspended.state, end);
  expect(state).toEqual(inForce);
  expect(events).toMatchObject([{ data: { suspendedAt: now, resumedAt: end } }]);
  expect(() => resume(inForce, now)).toThrow(breaks('contract.not-suspended'));
});

it('2.4: a contract expires at 24:00 of its last day, not a millisecond before, also where suspended', () => {
  const early = expire(inForce, inForce, new Date(end.getTime() - 1));
  expect(early).toEqual({ state: inForce, events: [] });
  for (const contract of [inForce, suspended.state]) {
    const { state, events } = expire(contract, inForce, end);
    expect(state).toMatchObject({ status: 'expired', endedAt: end });
    expect(state).not.toHaveProperty('suspension');
    expect(events).toMatchObject([{ data: { endOn: '2026-12-31', expiredAt: end } }]);
    expect(expire(state, inForce, end).events).toEqual([]);
  }
});

it('1.3.3: what was agreed last says when a contract ends', () => {
  const extended = { ...inForce, endOn: '2027-12-31' };
  expect(expire(inForce, extended, end).events).toEqual([]);
  const { state } = expire(inForce, extended, new Date('2027-12-31T16:00:00.000Z'));
  expect(state.status).toBe('expired');
});
