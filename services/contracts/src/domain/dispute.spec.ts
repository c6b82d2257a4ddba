import type { DisputeSubject } from '@steward/domain';
import { breaks, cny, inForce } from './contract.fixture';
import {
  acceptSettlement,
  announceOverdue,
  currentStage,
  escalateDispute,
  offerSettlement,
  openDispute,
  recordAward,
  withdrawDispute,
  type Award,
  type Dispute,
} from './dispute';
import { subjectOf } from './dispute-subject';

const terms = {
  NEGOTIATION: { days: 10, count: 'WORKING' },
  MEDIATION: { days: 30, count: 'CALENDAR' },
  ARBITRATION: { days: 120, count: 'CALENDAR' },
} as const;
const now = new Date('2026-09-21T02:00:00.000Z');
const office = { side: 'ENTERPRISE', by: 'wang' } as const;
const vendor = { side: 'VENDOR', by: 'zhao' } as const;
const line: DisputeSubject = { kind: 'SETTLEMENT_LINE', settlementId: 's', line: 'PERFORMANCE_PAY' };
const opening = { id: 'd', subject: line, claim: '绩效得分计算有误', amount: cny(133_000n) };
const open = (changes: Partial<typeof opening> = {}, at = now) =>
  openDispute(inForce, inForce, { ...opening, ...changes }, vendor, terms, at);
const mediated = () =>
  escalateDispute(open().state, vendor, terms, new Date('2026-10-12T02:00:00.000Z')).state;
const arbitrated = (subject: DisputeSubject = line) =>
  [1, 2].reduce<Dispute>(
    (dispute) => escalateDispute(dispute, vendor, terms, now).state,
    open({ subject: subject as typeof line }).state,
  );
const award: Award = {
  relief: { amount: cny(133_000n), inFavourOf: 'VENDOR' },
  ...{ becomes: 'ADJUSTMENT', reference: '沪仲 0012', fileHash: 'a'.repeat(64), recordedBy: 'lin' },
};
const offer = {
  ...{ id: 'o', text: '各让一半', relief: { amount: cny(66_500n), inFavourOf: 'VENDOR' as const } },
  ...{ ...vendor, at: now },
};

describe('stages', () => {
  it('3.3.2a, D6.3: negotiation opened on 2026-09-21 lasts ten working days, to the end of 2026-10-12', () => {
    const { state, events } = open();
    const dueAt = new Date('2026-10-12T16:00:00.000Z');
    expect(currentStage(state)).toMatchObject({ stage: 'NEGOTIATION', dueAt, isDueProvisional: false });
    expect(events).toMatchObject([
      { type: 'contracts.dispute.opened.v1', data: { side: 'VENDOR', stage: 'NEGOTIATION', dueAt } },
    ]);
  });

  it('3.3.2a: mediation lasts 30 days, arbitration 120 at the institution that the contract names', () => {
    expect(currentStage(mediated()).dueAt).toEqual(new Date('2026-11-11T16:00:00.000Z'));
    const midnight = new Date('2026-11-11T16:00:00.000Z'); // 12 November in Shanghai
    const { state, events } = escalateDispute(mediated(), office, terms, midnight);
    expect(currentStage(state).dueAt).toEqual(new Date('2027-03-12T16:00:00.000Z'));
    expect(events).toMatchObject([
      {
        type: 'contracts.dispute.escalated.v1',
        data: {
          side: 'ENTERPRISE',
          fromStage: 'MEDIATION',
          stage: 'ARBITRATION',
          institution: '上海仲裁委员会',
        },
      },
    ]);
    expect(state.stages.map(({ stage, left }) => `${stage} ${left?.outcome ?? '-'}`)).toEqual([
      ...['NEGOTIATION ESCALATED', 'MEDIATION ESCALATED', 'ARBITRATION -'],
    ]);
    expect(() => escalateDispute(state, vendor, terms, now)).toThrow(breaks('dispute.last-stage'));
  });

  it('3.3.2a: working days of a year that is not known make the term provisional', () => {
    const { state } = open({}, new Date('2026-12-28T02:00:00.000Z'));
    expect(currentStage(state).isDueProvisional).toBe(true);
  });

  it('3.3.2a: a stage that lasts too long is told once, one that was left never', () => {
    const dueAt = new Date('2026-10-12T16:00:00.000Z');
    const { state } = open();
    expect(announceOverdue(state, 'NEGOTIATION', new Date(dueAt.getTime() - 1)).events).toEqual([]);
    const overdue = announceOverdue(state, 'NEGOTIATION', dueAt);
    expect(overdue.events).toMatchObject([
      { type: 'contracts.dispute.stage-overdue.v1', data: { stage: 'NEGOTIATION', dueAt } },
    ]);
    expect(announceOverdue(overdue.state, 'NEGOTIATION', dueAt).events).toEqual([]);
    expect(announceOverdue(mediated(), 'NEGOTIATION', dueAt).events).toEqual([]);
    const gone = withdrawDispute(state, vendor, now).state;
    expect(announceOverdue(gone, 'NEGOTIATION', dueAt).events).toEqual([]);
  });
});

describe('outcomes', () => {
  it('3.3.2a: what one side offers the other accepts, and nobody his own offer', () => {
    const offered = offerSettlement(mediated(), offer);
    expect(() => acceptSettlement(offered, 'o', vendor, now)).toThrow(breaks('dispute.own-offer'));
    const other = offerSettlement(offered, { ...offer, id: 'p', text: '三七分' });
    expect(() => acceptSettlement(other, 'o', office, now)).toThrow(breaks('dispute.offer-changed'));
    const { state, events } = acceptSettlement(offered, 'o', office, now);
    expect(state).toMatchObject({ status: 'settled', settlement: offer, acceptedBy: office, closedAt: now });
    expect(events).toMatchObject([
      { type: 'contracts.dispute.settled.v1', data: { stage: 'MEDIATION', relief: offer.relief } },
    ]);
  });

  it('3.3.2a: an offer falls with its stage', () => {
    const { state } = escalateDispute(offerSettlement(open().state, offer), office, terms, now);
    expect(() => acceptSettlement(state, 'o', office, now)).toThrow(breaks('dispute.offer-changed'));
  });

  it('3.3.2a: an award names amount, side and what it becomes, and comes from arbitration alone', () => {
    expect(() => recordAward(mediated(), award, now)).toThrow(breaks('dispute.not-arbitrated'));
    const { state, events } = recordAward(arbitrated(), award, now);
    expect(state).toMatchObject({ status: 'awarded', award, closedAt: now });
    expect(currentStage(state).left).toEqual({ at: now, outcome: 'AWARDED' });
    expect(events).toMatchObject([
      {
        type: 'contracts.dispute.awarded.v1',
        data: { subject: line, relief: award.relief, becomes: 'ADJUSTMENT' },
      },
    ]);
  });

  it('3.3.2a: about the contract as a whole there is nothing to adjust: the award becomes a claim', () => {
    const whole = arbitrated({ kind: 'CONTRACT' });
    expect(() => recordAward(whole, award, now)).toThrow(breaks('dispute.nothing-to-adjust'));
    expect(recordAward(whole, { ...award, becomes: 'CLAIM' }, now).state.status).toBe('awarded');
  });

  it('3.3.2a: only the side that opened it withdraws it; what is closed stays closed', () => {
    expect(() => withdrawDispute(open().state, office, now)).toThrow(breaks('dispute.not-opener'));
    const { state, events } = withdrawDispute(open().state, vendor, now);
    expect(events).toMatchObject([{ type: 'contracts.dispute.withdrawn.v1' }]);
    expect(() => escalateDispute(state, vendor, terms, now)).toThrow(breaks('dispute.closed'));
    expect(() => offerSettlement(state, offer)).toThrow(breaks('dispute.closed'));
    expect(() => recordAward(state, award, now)).toThrow(breaks('dispute.closed'));
  });
});

describe('what is disputed', () => {
  it('3.3.2a: only an agreed contract is disputed, in its own currency, and one that names an institution', () => {
    const draft = { ...inForce, status: 'draft' as const };
    expect(() => openDispute(draft, draft, opening, vendor, terms, now)).toThrow(
      breaks('contract.not-agreed'),
    );
    const dollars = { amountMinor: 1n, currency: 'USD' };
    expect(() => open({ amount: dollars })).toThrow(breaks('contract.currency-mixed'));
    const silent = { ...inForce, legal: {} };
    expect(() => openDispute(inForce, silent, opening, vendor, terms, now)).toThrow(
      breaks('dispute.institution-missing'),
    );
  });

  it('a subject has exactly the fields of its kind', () => {
    expect(subjectOf({ kind: 'BREACH', milestoneId: 'm' })).toEqual({ kind: 'BREACH', milestoneId: 'm' });
    for (const [told, path] of [
      [{ kind: 'CONTRACT', milestoneId: 'm' }, '/subject/milestoneId'],
      [{ kind: 'BREACH' }, '/subject/milestoneId'],
      [{ kind: 'SETTLEMENT_LINE', settlementId: 's' }, '/subject/line'],
    ] as const) {
      const unclear = expect.objectContaining({ code: 'dispute.subject-unclear', path }) as Error;
      expect(() => subjectOf(told)).toThrow(unclear);
    }
  });
});
