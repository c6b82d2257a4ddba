import {
  advance,
  contractEndOf,
  endContract,
  endTransition,
  ensureGoesOn,
  ensureOpenLists,
  exitIdOf,
  requestRelease,
  seal,
  start,
  statusOf,
  withdraw,
  type Exit,
  type ExitStatus,
} from './exit';
import { closingBlockers, releaseBlockers, textOf, type ContractFacts } from './exit-blockers';
import { accept, hand, type HandoverItem, type Listed } from './handover-item';

const zone = 'Asia/Shanghai';
const contractId = '0195540a-0000-7000-8000-0000000000ca';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const noticeAt = new Date('2026-10-20T02:00:00.000Z');
const endedAt = new Date('2026-11-30T16:00:00.000Z');
const supportedUntil = new Date('2027-02-28T16:00:00.000Z');
const end = contractEndOf('2026-11-30', endedAt, zone, 3);
const begun = { contractId, vendorId, cause: 'TERMINATION' } as const;
const facts: ContractFacts = {
  ...{ contractId, vendorId, timezone: zone, dataMissing: 0, settledQuarter: '2026Q4' },
  ...{ isDepositHeld: false, isReturnPending: false },
};
const listing = (n: number): Listed => ({
  ...{
    id: `i${n}`,
    exitId: exitIdOf(contractId),
    vendorId,
    kind: 'DOCUMENT',
    code: `DOC-${n}`,
    what: '手册',
  },
  ...{ listedAt: noticeAt, listedBy: 'vendor-manager', refusal: null, status: 'listed' },
});
const taken = (item: Listed): HandoverItem => {
  const proof = { kind: 'DOCUMENT', reference: 'archive', fileHash: 'a'.repeat(64) } as const;
  return accept(hand(item, proof, 'wang', noticeAt), 'technical', noticeAt);
};
const codeOf = (attempt: () => unknown) => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const notice = start(null, begun, null, noticeAt).state;
const handover = endContract(notice, end).state;
const transition = advance(seal(handover, 'technical', endedAt), [], facts, endedAt).state;
const settlement = endTransition(transition, supportedUntil).state;
const closed = advance(settlement, [], facts, supportedUntil).state;
const withdrawn = withdraw(notice, noticeAt).state;
const states = { notice, handover, transition, settlement, closed, withdrawn };

it.each([
  ['2026-11-30', '2027-02-28', '2027-02-28T16:00:00.000Z'],
  ['2026-09-30', '2026-12-30', '2026-12-30T16:00:00.000Z'],
  ['2026-12-31', '2027-03-31', '2027-03-31T16:00:00.000Z'],
])('2.4.2b: a contract that ended on %s is supported to 24:00 of %s', (lastOn, endsOn, endsAt) => {
  const ended = contractEndOf(lastOn, new Date(`${lastOn}T16:00:00.000Z`), zone, 3);
  expect(ended.transitionEndsOn).toBe(endsOn);
  expect(ended.transitionEndsAt.toISOString()).toBe(endsAt);
});

it('2.4.2b: in a zone with summer time 24:00 is the zone’s own', () => {
  const ended = contractEndOf('2026-12-31', new Date('2026-12-31T23:00:00.000Z'), 'Europe/Berlin', 3);
  expect(ended.transitionEndsAt.toISOString()).toBe('2027-03-31T22:00:00.000Z');
});

it('2.4.2a: the facts of an exit come to notice, handover, transition, settlement and closed, in order', () => {
  for (const [status, exit] of Object.entries(states)) expect(statusOf(exit)).toBe(status);
});

const refusals: Record<ExitStatus, readonly [lists: string, items: string, release: string]> = {
  notice: ['allowed', 'allowed', 'exit.blocked'],
  handover: ['allowed', 'allowed', 'exit.blocked'],
  transition: ['exit.lists-final', 'allowed', 'exit.blocked'],
  settlement: ['exit.lists-final', 'allowed', 'allowed'],
  closed: ['exit.lists-final', 'allowed', 'exit.closed'],
  withdrawn: ['exit.withdrawn', 'exit.withdrawn', 'exit.withdrawn'],
};
it.each(Object.entries(refusals))('2.4.2a: what %s allows, and what it refuses by code', (status, codes) => {
  const exit = states[status as ExitStatus];
  const answers = [
    codeOf(() => ensureOpenLists(exit)),
    codeOf(() => ensureGoesOn(exit)),
    codeOf(() => requestRelease(exit, [], facts, 'office', exit.end ? supportedUntil : noticeAt).state),
  ];
  // The release of one in handover or transition is refused for what is missing at that instant.
  if (status === 'transition') answers[2] = codeOf(() => requestRelease(exit, [], facts, 'office', endedAt));
  expect(answers).toEqual(codes);
});

it('2.4.2a: what is told twice changes nothing in any state', () => {
  for (const exit of [handover, transition, settlement, closed]) {
    expect(start(exit, begun, null, supportedUntil)).toEqual({ state: exit, events: [] });
    expect(endContract(exit, end)).toEqual({ state: exit, events: [] });
    expect(withdraw(exit, supportedUntil)).toEqual({ state: exit, events: [] });
  }
  expect(endTransition(settlement, supportedUntil)).toEqual({ state: settlement, events: [] });
  expect(advance(closed, [], facts, supportedUntil)).toEqual({ state: closed, events: [] });
  const again = requestRelease(settlement, [], facts, 'office', supportedUntil).state;
  const refused = codeOf(() => requestRelease(again, [], facts, 'office', supportedUntil));
  expect(refused).toBe('exit.release-requested');
});

it('2.4.2b: the transition does not end a millisecond early, nor before the contract', () => {
  const before = new Date(supportedUntil.getTime() - 1);
  expect(endTransition(transition, before)).toEqual({ state: transition, events: [] });
  expect(endTransition(notice, supportedUntil)).toEqual({ state: notice, events: [] });
});

it('2.4.2b: an elimination shortens the work and never the support', () => {
  const decidedAt = new Date('2026-10-10T03:00:00.000Z');
  const eliminated = start(null, { ...begun, cause: 'ELIMINATION' }, decidedAt, decidedAt).state;
  const ended = endContract(eliminated, end);
  expect(ended.state).toMatchObject({ workEndsAt: decidedAt, end: { transitionEndsOn: '2027-02-28' } });
  expect(ended.events).toMatchObject([{ data: { workEndsAt: decidedAt, endsAt: supportedUntil } }]);
  // A notice that is taken back does not bring an eliminated vendor back.
  const noticed = start(notice, { ...begun, cause: 'ELIMINATION' }, decidedAt, decidedAt).state;
  expect(withdraw(noticed, decidedAt).events).toEqual([]);
});

it('2.4.2a: a withdrawn exit begins anew with lists that are open again', () => {
  const anew = start(withdrawn, begun, null, endedAt);
  expect(anew.events.map(({ type }) => type)).toEqual(['vendors.exit.started.v1']);
  expect(statusOf(anew.state)).toBe('notice');
});

it('2.4.2b: on 2027-01-29 with 39 of 40 documents the release is blocked by DOC:1 and 30 days of transition', () => {
  const now = new Date('2027-01-29T02:00:00.000Z');
  const items = Array.from({ length: 40 }, (_, n) => (n < 39 ? taken(listing(n)) : listing(n)));
  const exit: Exit = seal(handover, 'technical', endedAt);
  const blockers = releaseBlockers(exit, items, facts, now);
  expect(blockers).toEqual([
    { code: 'DOC', count: 1 },
    { code: 'TRANSITION', until: '2027-02-28', daysLeft: 30 },
  ]);
  expect(blockers.map(textOf)).toEqual(['DOC:1', 'TRANSITION until 2027-02-28 (30 d)']);
  expect(() => requestRelease(exit, items, facts, 'office', now)).toThrow(
    'The deposit cannot be released: DOC:1, TRANSITION until 2027-02-28 (30 d).',
  );
});

it('2.2.3a: of four pieces of data with three certificates one is missing, and the exit does not close', () => {
  const lacking = { ...facts, dataMissing: 1 };
  expect(releaseBlockers(settlement, [], lacking, supportedUntil).map(textOf)).toEqual(['DATA:1']);
  expect(advance(settlement, [], lacking, supportedUntil)).toEqual({ state: settlement, events: [] });
});

it('2.4.2b: an exit closes once the contract’s last quarter is settled and no deposit is left', () => {
  const early = { ...facts, settledQuarter: '2026Q3', isDepositHeld: true };
  const left = closingBlockers(settlement, [], early, supportedUntil).map(textOf);
  expect(left).toEqual(['SETTLEMENT of 2026Q4', 'DEPOSIT']);
  const released = { ...facts, isReturnPending: true };
  expect(closingBlockers(settlement, [], released, supportedUntil).map(textOf)).toEqual(['DEPOSIT']);
  expect(closingBlockers(settlement, [], facts, supportedUntil)).toEqual([]);
});
