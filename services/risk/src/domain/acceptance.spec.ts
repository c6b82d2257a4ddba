import { accept, expireAcceptance, proposeAcceptance } from './acceptance';
import { norms } from './norms.fixture';
import { assess, close, hastenReview, identify, own, type Open, type Risk } from './risk';
import { endTreatment, missTreatment, planTreatment, type Treatment } from './treatment';
import { escalate, missPlan, missReview } from './watch';

const id = '0195540a-0000-7000-8000-0000000000e1';
const now = new Date('2026-03-02T01:00:00.000Z');
const by = (who: string, at = now) => ({ by: who, now: at });
const about = { id, vendorId: id, contractId: null, category: 'COMMERCIAL', title: '客户集中' } as const;
const risk = (probability: number, impact: number): Open =>
  identify(about, { probability, impact }, norms, by('rui')).state;
const days = (n: number) => new Date(now.getTime() + n * 86_400_000);
const until = days(180);
const half = (of: Risk = risk(4, 4)) => proposeAcceptance(of, { reason: '成本过高', until }, 180, by('rui'));
const accepted = () => accept(half(), by('lin')).state;
const closed = () => close(risk(4, 4), '已整改', by('rui')).state;
const extreme = () => risk(4, 5);
const stale = () => missReview(risk(4, 4), days(30))!.state as Open;
const breaks = (code: string) => expect.objectContaining({ code });

it('D8: owner and office head accept a HIGH risk for 180 days at most, and then it is open again', () => {
  const { state, events } = accept(half(), by('lin'));
  expect(state).toMatchObject({ status: 'accepted', acceptance: { by: 'rui', acceptedBy: 'lin', until } });
  expect(events.map(({ type }) => type)).toEqual(['risk.risk.accepted.v1']);
  expect(expireAcceptance(state, new Date(until.getTime() - 1))).toBeNull();
  const reopened = expireAcceptance(state, until)!;
  expect(reopened.state).toMatchObject({ status: 'open', proposal: null, band: 'HIGH' });
  expect(reopened.events.map(({ type }) => type)).toEqual(['risk.risk.reopened.v1']);
  const later = { reason: '再评', probability: 1, impact: 1 };
  expect(assess(state, later, norms, by('rui')).state).toMatchObject({ status: 'open' });
});

/** Each state and each move: what it leads to, or the code of the refusal. */
const STATES = {
  open: risk(4, 4),
  proposed: half(),
  accepted: accepted(),
  closed: closed(),
  extreme: extreme(),
};
const MOVES: Record<string, (of: Risk) => string> = {
  assess: (of) => assess(of, { probability: 2, impact: 2, reason: 'x' }, norms, by('rui')).state.status,
  close: (of) => close(of, '已整改', by('rui')).state.status,
  own: (of) => own(of, 'wang').status,
  propose: (of) => half(of).status,
  accept: (of) => accept(of, by('lin')).state.status,
  treat: (of) => planTreatment(of, plan, by('rui')).state.status,
};
const plan = {
  ...{ id, strategy: 'MITIGATE' as const, what: '引入第二家', owner: 'wang', dueOn: '2026-03-31' },
  overdueFrom: new Date('2026-03-31T16:00:00.000Z'),
};
const NOT_OPEN = 'risk.not-open';
it.each([
  ['open', ['open', 'closed', 'open', 'open', 'acceptance.not-proposed', 'open']],
  ['proposed', ['open', 'closed', 'open', 'open', 'accepted', 'open']],
  ['accepted', ['open', 'closed', 'accepted', NOT_OPEN, NOT_OPEN, 'open']],
  ['closed', Array(6).fill(NOT_OPEN)],
  ['extreme', ['open', 'closed', 'open', 'acceptance.extreme', 'acceptance.extreme', 'open']],
] as const)('D8: from %s the moves lead to %j', (state, outcomes) => {
  const seen = Object.values(MOVES).map((move) => {
    try {
      return move(STATES[state]);
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(seen).toEqual(outcomes);
});

it('D8: an acceptance is by the owner, of a fresh assessment, in time, by two persons', () => {
  const propose = (of: Risk, who: string, end: Date) =>
    proposeAcceptance(of, { reason: '成本过高', until: end }, 180, by(who));
  expect(() => propose(risk(4, 4), 'wang', until)).toThrow(breaks('acceptance.not-owner'));
  expect(() => propose(risk(4, 4), 'rui', now)).toThrow(breaks('acceptance.over'));
  const tooLong = expect.objectContaining({ code: 'acceptance.too-long', path: '/until' });
  expect(() => propose(risk(4, 4), 'rui', new Date(until.getTime() + 1))).toThrow(tooLong);
  expect(() => propose(stale(), 'rui', days(40))).toThrow(breaks('acceptance.stale'));
  expect(() => accept(half(), by('rui'))).toThrow(breaks('acceptance.same-person'));
  expect(() => accept(half(), by('lin', until))).toThrow(breaks('acceptance.over'));
});

it('D8: what one owner proposed is gone with another, and with another assessment', () => {
  expect(own(half(), 'wang')).toMatchObject({ owner: 'wang', proposal: null });
  const again = { probability: 4, impact: 4, reason: '维持' };
  expect(assess(half(), again, norms, by('rui')).state.proposal).toBeNull();
});

it('R2: a HIGH risk that nobody reviewed for 30 days is stale, once, until it is assessed', () => {
  const high = risk(2, 5);
  expect(missReview(high, new Date(days(30).getTime() - 1))).toBeNull();
  const { state, events } = missReview(high, days(30))!;
  expect(state.staleSince).toEqual(days(30));
  expect(events).toMatchObject([{ type: 'risk.risk.review-overdue.v1', data: { reviewDueAt: days(30) } }]);
  expect(missReview(state, days(31))).toBeNull();
  const again = { probability: 2, impact: 5, reason: '维持' };
  expect(assess(state, again, norms, by('rui', days(31))).state.staleSince).toBeNull();
  expect(missReview(closed(), days(400))).toBeNull();
});

it('D8: an EXTREME risk is escalated after 24 hours, once for each spell', () => {
  const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);
  expect(escalate(extreme(), 24, new Date(hour(24).getTime() - 1))).toBeNull();
  const { state, events } = escalate(extreme(), 24, hour(24))!;
  expect(events.map(({ type }) => type)).toEqual(['risk.risk.escalated.v1']);
  expect(escalate(state, 24, hour(25))).toBeNull();
  const still = assess(
    state,
    { probability: 5, impact: 5, reason: '更糟' },
    norms,
    by('rui', hour(30)),
  ).state;
  expect(still).toMatchObject({ extremeSince: now, escalatedAt: hour(24) });
  const eased = assess(
    still,
    { probability: 2, impact: 5, reason: '好转' },
    norms,
    by('rui', hour(31)),
  ).state;
  expect(eased).toMatchObject({ extremeSince: null, escalatedAt: null });
  expect(escalate(eased, 24, hour(99))).toBeNull();
  const back = assess(eased, { probability: 4, impact: 5, reason: '反复' }, norms, by('rui', hour(40))).state;
  expect(back).toMatchObject({ extremeSince: hour(40), escalatedAt: null });
});

it('4.1.2: an EXTREME risk without a plan by its day is told of, one with a plan or another spell is not', () => {
  const timer = { spell: now, plans: 0, planDueAt: new Date('2026-03-09T16:00:00.000Z') };
  expect(missPlan(extreme(), timer)).toMatchObject([{ type: 'risk.risk.plan-overdue.v1' }]);
  expect(missPlan(extreme(), { ...timer, plans: 1 })).toEqual([]);
  expect(missPlan(extreme(), { ...timer, spell: days(1) })).toEqual([]);
  expect(missPlan(risk(4, 4), timer)).toEqual([]);
});

it('D8: a change of the vendor brings a review forward and never puts it off', () => {
  expect(hastenReview(risk(1, 1), days(7)).nextReviewAt).toEqual(days(7));
  expect(hastenReview(extreme(), days(8)).nextReviewAt).toEqual(days(7));
});

it('4.1.2: a treatment ends once, and one past its day is told of once', () => {
  const late = { ...plan, dueOn: '2026-03-01', overdueFrom: new Date('2026-03-01T16:00:00.000Z') };
  expect(() => planTreatment(risk(4, 4), late, by('rui'))).toThrow(breaks('treatment.due-past'));
  const { state } = planTreatment(risk(4, 4), plan, by('rui'));
  expect(missTreatment(state, new Date(plan.overdueFrom.getTime() - 1))).toBeNull();
  const missed = missTreatment(state, plan.overdueFrom)!;
  expect(missed.events.map(({ type }) => type)).toEqual(['risk.treatment.overdue.v1']);
  expect(missTreatment(missed.state, days(60))).toBeNull();
  for (const status of ['completed', 'cancelled'] as const) {
    const ended: Treatment = endTreatment(missed.state, { status, outcome: '已做' }, by('wang')).state;
    expect(ended).toMatchObject({ status, endedBy: 'wang' });
    expect(missTreatment(ended, days(60))).toBeNull();
    expect(() => endTreatment(ended, { status, outcome: '再做' }, by('wang'))).toThrow(
      breaks('treatment.not-open'),
    );
  }
});
