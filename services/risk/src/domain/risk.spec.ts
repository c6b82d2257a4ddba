import { warningsOf } from './assessment';
import type { Band, Norms } from './matrix';
import { norms } from './norms.fixture';
import { assess, close, identify, own, type Open, type Risk } from './risk';
import { weigh, type Case } from './weigh';
import type { Trigger } from './trigger';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-000000000001';
const id = '0195540a-0000-7000-8000-0000000000e1';
const occasion = { by: 'service:work-orders', now: new Date('2026-03-02T01:00:00.000Z') };
const later = { by: 'rui', now: new Date('2026-03-12T01:00:00.000Z') };

const subject = { id, vendorId, contractId, source: 'L1_BREACH' } as const;
const trigger: Trigger = {
  ...{ category: 'OPERATIONAL', first: { probability: 3, impact: 4 }, windowDays: 90 },
  ...{ title: '一级故障时限违约', ownerRole: 'technical' },
};
const given = (risk: Risk | null, occurrences: number): Case => ({
  subject,
  risk,
  occurrences,
  trigger,
  norms,
});
const after = (risk: Risk | null, occurrences: number): Risk =>
  weigh([given(risk, occurrences)], occasion).state[0]!;
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type.split('.')[2]);
const opened = after(null, 1) as Open;

it('R1: probability 4 and impact 5 are EXTREME; treated to 2 and 5 it is HIGH and due again in 30 days', () => {
  const about = { id, vendorId, contractId: null, category: 'COMMERCIAL', title: '客户集中' } as const;
  const { state, events } = identify(about, { probability: 4, impact: 5 }, norms, occasion);
  expect(state).toMatchObject({ band: 'EXTREME', status: 'open', source: 'MANUAL' });
  expect(state.nextReviewAt).toEqual(new Date('2026-03-09T01:00:00.000Z')); // 7 days
  expect(types(events)).toEqual(['identified']);

  const treated = assess(state, { probability: 2, impact: 5, reason: '已引入第二家' }, norms, later);
  expect(treated.state).toMatchObject({ band: 'HIGH', revision: 2, reason: '已引入第二家' });
  expect(treated.state.inherent).toEqual({ probability: 4, impact: 5, band: 'EXTREME' });
  expect(warningsOf(treated.state)).toEqual([]);
  const worse = assess(treated.state, { probability: 5, impact: 5, reason: '误填' }, norms, later);
  expect(warningsOf(worse.state)).toEqual(['risk.residual-above-inherent']);
  expect(treated.state.nextReviewAt).toEqual(new Date('2026-04-11T01:00:00.000Z')); // 30 days after 12 March
  expect(types(treated.events)).toEqual(['assessed']);
});

it.each([
  [1, 1, 'LOW', '2026-08-29'],
  [3, 3, 'MEDIUM', '2026-05-31'],
  [4, 4, 'HIGH', '2026-04-01'],
  [5, 5, 'EXTREME', '2026-03-09'],
])('D8: %d x %d is %s and reviewed by %s', (probability, impact, band, nextReviewOn) => {
  const about = { id, vendorId, contractId, category: 'TECHNICAL', title: '备件停产' } as const;
  const { state } = identify(about, { probability, impact }, norms, occasion);
  expect(state.band).toBe(band);
  expect(state.nextReviewAt.toISOString().slice(0, 10)).toBe(nextReviewOn);
});

it('4.1.1: the first occurrence opens an operational risk as the trigger says', () => {
  const { events } = weigh([given(null, 1)], occasion);
  expect(opened).toMatchObject({ status: 'open', category: 'OPERATIONAL', ownerRole: 'technical' });
  expect(opened).toMatchObject({ probability: 3, impact: 4, band: 'HIGH' }); // 12
  expect(types(events)).toEqual(['identified']);
});

it('4.1.2: each further occurrence raises the probability by one, and five is the top', () => {
  expect(after(opened, 2)).toMatchObject({ probability: 4, band: 'HIGH' }); // 16
  expect(after(opened, 3)).toMatchObject({ probability: 5, band: 'EXTREME' }); // 20
  expect(after(opened, 9)).toMatchObject({ probability: 5, band: 'EXTREME' });
});

it('what changes nothing is neither kept nor announced', () => {
  expect(weigh([given(opened, 1)], occasion)).toEqual({ state: [], events: [] });
  expect(weigh([given(null, 0)], occasion)).toEqual({ state: [], events: [] });
  expect(weigh([], occasion)).toEqual({ state: [], events: [] });
});

it('4.1.1: a closed risk comes back with the next occurrence, at the grades of a first one', () => {
  const { state: closed, events } = close(after(opened, 3), '已整改', later);
  expect(closed).toMatchObject({ status: 'closed', closedBy: 'rui', closureReason: '已整改' });
  expect(types(events)).toEqual(['closed']);
  expect(weigh([given(closed, 0)], occasion).state).toEqual([]);

  const reopened = weigh([given(closed, 1)], occasion);
  expect(reopened.state[0]).toMatchObject({ status: 'open', probability: 3, band: 'HIGH', revision: 3 });
  expect(reopened.state[0]).not.toHaveProperty('closedAt');
  expect(types(reopened.events)).toEqual(['reopened']);
});

it('a risk whose every occurrence was corrected closes by itself', () => {
  const { state, events } = weigh([given(opened, 0)], occasion);
  expect(state[0]).toMatchObject({ status: 'closed', closedBy: 'service:work-orders' });
  expect(types(events)).toEqual(['closed']);
});

it('4.1.2: a person’s judgement holds until more happens, and corrections fall back to it', () => {
  const { state: judged } = assess(opened, { probability: 1, impact: 2, reason: '已培训' }, norms, later);
  expect(judged).toMatchObject({ band: 'LOW', judged: { probability: 1, inherentProbability: 3 } });
  const raised = after(judged, 2);
  expect(raised).toMatchObject({ probability: 3, impact: 2, band: 'MEDIUM', reason: null }); // 1 + 2, 3 x 2 = 6
  expect(after(raised, 0)).toMatchObject({ status: 'open', probability: 1, impact: 2, band: 'LOW' });
});

it('R3: an assessment that confirms the grades is kept but not announced', () => {
  const confirmed = assess(opened, { probability: 3, impact: 4, reason: '维持' }, norms, later);
  expect(confirmed.events).toEqual([]);
  expect(confirmed.state).toMatchObject({ revision: 2, assessedBy: 'rui', assessedAt: later.now });
});

it('R3: a matrix published later moves nothing by itself; the next assessment announces the new band', () => {
  const grid = norms.matrix.grid.map((row) => row.map((): Band => 'MEDIUM'));
  const newer: Norms = { ...norms, matrix: { version: 2, grid } };
  expect(weigh([{ ...given(opened, 1), norms: newer }], occasion).state).toEqual([]);
  const { state, events } = assess(opened, { probability: 3, impact: 4, reason: '新矩阵' }, newer, later);
  expect(state).toMatchObject({ band: 'MEDIUM', matrixVersion: 2 });
  expect(types(events)).toEqual(['assessed']);
});

it('a closed risk is neither assessed nor closed again', () => {
  const { state: closed } = close(opened, '已整改', later);
  const refused = { code: 'risk.not-open' };
  expect(() => close(closed, '再次', later)).toThrow(expect.objectContaining(refused));
  const judgement = { probability: 1, impact: 1, reason: '再评' };
  expect(() => own(closed, 'rui')).toThrow(expect.objectContaining(refused));
  expect(() => assess(closed, judgement, norms, later)).toThrow(expect.objectContaining(refused));
});

it('4.1.1: a risk from facts is answered for by a role until a person takes it on', () => {
  expect(opened).toMatchObject({ title: '一级故障时限违约', ownerRole: 'technical', owner: null });
  expect(own(opened, 'rui')).toEqual({ ...opened, owner: 'rui' });
});
