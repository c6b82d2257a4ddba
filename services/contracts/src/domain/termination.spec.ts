import { breaks, inForce } from './contract.fixture';
import { suspend } from './lifecycle';
import { agree, notify, takeEffect, withdrawTermination, type Terminable } from './termination';

const now = new Date('2026-10-30T03:00:00.000Z'); // 30 October in Shanghai
const enterprise = { side: 'ENTERPRISE', by: 'wang' } as const;
const vendor = { side: 'VENDOR', by: 'zhao' } as const;
const cause = { id: 't', ground: 'CAUSE', reason: '泄露企业数据', lastOn: '2026-11-30' } as const;
const offer = { ...cause, ground: 'AGREEMENT', reason: '业务调整' } as const;
const terminable: Terminable = { contract: inForce, terms: inForce, open: null };
const noticed = (given: Parameters<typeof notify>[1] = cause) =>
  notify(terminable, given, enterprise, 30, now);

it('2.4: notice for cause binds the contract until 24:00 of its last day in the contract’s zone', () => {
  const { state, events } = noticed();
  const effectiveAt = new Date('2026-11-30T16:00:00.000Z');
  expect(state).toMatchObject({ status: 'notified', side: 'ENTERPRISE', givenBy: 'wang', effectiveAt });
  expect(events).toMatchObject([
    { type: 'contracts.contract.termination-notified.v1', data: { lastOn: '2026-11-30', effectiveAt } },
  ]);
  const effect = takeEffect(inForce, state);
  expect(effect.state).toMatchObject({
    contract: { status: 'terminated', endedAt: effectiveAt },
    termination: { status: 'effected' },
  });
  expect(effect.events).toMatchObject([
    { type: 'contracts.contract.terminated.v1', data: { ground: 'CAUSE', terminatedAt: effectiveAt } },
  ]);
});

it('2.4: cause needs the policy’s 30 days of notice, to the day', () => {
  expect(noticed({ ...cause, lastOn: '2026-11-29' }).state.status).toBe('notified');
  const short = () => noticed({ ...cause, lastOn: '2026-11-28' });
  expect(short).toThrow(breaks('termination.notice-short'));
});

it('2.4: by agreement nothing ends until the other side agrees, and no notice is asked for', () => {
  const { state, events } = noticed({ ...offer, lastOn: '2026-10-30' });
  expect([state.status, events]).toEqual(['offered', []]);
  expect(() => agree(terminable, state, { ...enterprise, by: 'li' }, now)).toThrow(
    breaks('termination.own-offer'),
  );
  const agreed = agree(terminable, state, vendor, now);
  expect(agreed.state).toMatchObject({ status: 'notified', agreement: { by: 'zhao', at: now } });
  expect(agreed.events).toMatchObject([{ data: { ground: 'AGREEMENT', side: 'ENTERPRISE' } }]);
  expect(() => agree(terminable, agreed.state, vendor, now)).toThrow(breaks('termination.not-offered'));
  const tooLate = new Date('2026-10-30T16:00:00.000Z');
  expect(() => agree(terminable, state, vendor, tooLate)).toThrow(breaks('termination.retroactive'));
});

it('2.4: who gave notice takes it back before it takes effect; what both agreed on stands', () => {
  const { state } = noticed();
  expect(() => withdrawTermination(state, vendor, now)).toThrow(breaks('termination.foreign'));
  const { state: withdrawn, events } = withdrawTermination(state, enterprise, now);
  expect(events).toMatchObject([{ type: 'contracts.contract.termination-withdrawn.v1' }]);
  expect(takeEffect(inForce, withdrawn)).toEqual({ state: null, events: [] });
  expect(() => withdrawTermination(withdrawn, enterprise, now)).toThrow(breaks('termination.settled'));
  const agreed = agree(terminable, noticed(offer).state, vendor, now).state;
  expect(() => withdrawTermination(agreed, enterprise, now)).toThrow(breaks('termination.agreed'));
  expect(withdrawTermination(noticed(offer).state, enterprise, now).events).toEqual([]);
});

it('one termination at a time, not in the past, not after the contract’s own end, not of a draft', () => {
  const again = () => notify({ ...terminable, open: noticed().state }, cause, vendor, 30, now);
  expect(again).toThrow(breaks('termination.open-already'));
  const past = () => noticed({ ...offer, lastOn: '2026-10-29' });
  expect(past).toThrow(breaks('termination.retroactive'));
  const late = () => noticed({ ...cause, lastOn: '2026-12-31' });
  expect(late).toThrow(breaks('termination.after-end'));
  const draft = { ...inForce, status: 'draft' as const };
  const early = () => notify({ ...terminable, contract: draft }, cause, enterprise, 30, now);
  expect(early).toThrow(breaks('contract.not-binding'));
});

it('2.4: a suspended contract can be terminated; one that has ended before is left alone', () => {
  const suspended = suspend(inForce, { reason: '整改', by: 'wang' }, now).state;
  const { state } = notify({ ...terminable, contract: suspended }, cause, enterprise, 30, now);
  const { contract } = takeEffect(suspended, state).state!;
  expect(contract).not.toHaveProperty('suspension');
  expect(takeEffect(contract, state)).toEqual({ state: null, events: [] });
});
