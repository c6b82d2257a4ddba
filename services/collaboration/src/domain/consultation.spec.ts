import * as experts from './consultation';
import type { Consultation } from './consultation';

const now = new Date('2026-10-04T05:10:00.000Z'); // 54 of 72 hours after 1 October, 23:10 in Shanghai
const about = { workOrderId: 'w', contractId: 'c', vendorId: 'v' };
const clock = { ...about, severity: 1, percent: 75 } as const;
const fresh = { atPercent: 75, isKnown: false };
const group = { id: 'g', name: '网络组', skills: ['NETWORK'], members: ['erin'] };
const asked = { group, question: '为何反复闪断', answerSeconds: 14_400 };
const office = { by: 'omar', now };
const suggested = experts.suggest(clock, fresh, now).state!;
const dismissed = experts.dismiss(suggested, office).state;
const requested = experts.request(suggested, asked, office).state;
const answer = { decision: '更换光模块', opinions: 1 };
const concluded = experts.conclude(requested, answer, office).state;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

it('2.3.2b: a closure clock at 75 % suggests a consultation, once for a work order', () => {
  expect(experts.suggest(clock, fresh, now)).toMatchObject({
    state: { ...about, status: 'suggested', suggestedAt: now },
    events: [{ type: 'collaboration.consultation.suggested.v1', data: { ...about, severity: 1 } }],
  });
  const none = { state: null, events: [] };
  expect(experts.suggest({ ...clock, percent: 74 }, fresh, now)).toEqual(none);
  expect(experts.suggest({ ...clock, percent: 90 }, { ...fresh, isKnown: true }, now)).toEqual(none);
});

it('2.3.2b: an answer that comes at the due instant is in time, after it it is not', () => {
  expect(requested.answerDueAt).toEqual(new Date('2026-10-04T09:10:00.000Z'));
  const at = (iso: string) => experts.conclude(requested, answer, { by: 'omar', now: new Date(iso) }).events;
  expect(at('2026-10-04T09:10:00.000Z')).toMatchObject([{ data: { isInTime: true } }]);
  expect(at('2026-10-04T09:10:00.001Z')).toMatchObject([{ data: { isInTime: false } }]);
});

it('2.3.2b: an answer that is missing is overdue at its due instant, announced once', () => {
  const { state, events } = experts.missAnswer(requested);
  expect(state).toMatchObject({ status: 'requested', overdueAt: requested.answerDueAt });
  expect(events).toMatchObject([{ type: 'collaboration.consultation.overdue.v1' }]);
  for (const other of [state, concluded, suggested, dismissed]) {
    expect(experts.missAnswer(other)).toEqual({ state: other, events: [] });
  }
});

it('2.3.2b: only members of the group speak, and nothing is decided before they did', () => {
  expect(() => experts.ensureExpert(group, 'erin')).not.toThrow();
  expect(() => experts.ensureExpert(group, 'omar')).toThrow(breaks('consultation.not-expert'));
  const early = () => experts.conclude(requested, { ...answer, opinions: 0 }, office);
  expect(early).toThrow(breaks('consultation.no-opinion'));
});

const outcome = (act: () => { readonly status: string }): string => {
  try {
    return act().status;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
/** What each state answers to a request, a dismissal and a conclusion. */
const TABLE: readonly (readonly [Consultation, string, string, string])[] = [
  [suggested, 'requested', 'dismissed', 'consultation.not-requested'],
  [dismissed, 'consultation.not-suggested', 'consultation.not-suggested', 'consultation.not-requested'],
  [requested, 'consultation.not-suggested', 'consultation.not-suggested', 'concluded'],
  [concluded, 'consultation.not-suggested', 'consultation.not-suggested', 'consultation.not-requested'],
];
it.each(TABLE)('2.3.2b: %j takes only the steps of its state', (state, taken, dropped, decided) => {
  expect(outcome(() => experts.request(experts.ensureSuggested(state), asked, office).state)).toBe(taken);
  expect(outcome(() => experts.dismiss(state, office).state)).toBe(dropped);
  expect(outcome(() => experts.conclude(state, answer, office).state)).toBe(decided);
});
