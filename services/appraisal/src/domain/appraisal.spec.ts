import { DEFAULT_STREAK_RULES } from '@steward/terms';
import { accept, isPassed, propose, publishDue } from './appraisal';
import type { Appraisal, Premises, Proposed } from './appraisal';
import { kpiSet } from './kpi-set.fixture';
import { manifestOf } from './manifest';
import type { QuarterInputs } from './quarter-inputs';

const now = new Date('2026-10-13T02:00:00.000Z'); // Tuesday 10:00 in Shanghai
const counts = { onSite: { met: 117, breached: 3, open: 0 }, closure: { met: 112, breached: 8, open: 2 } };
const inputs: QuarterInputs = {
  contractId: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  quarter: '2026Q3',
  held: counts,
  closing: { ...counts, revision: 4, workOrders: 121 },
  frozenRevision: 3,
};
const contract = {
  ...{ id: inputs.contractId, vendorId: inputs.vendorId, calendar: 'CN', timezone: 'Asia/Shanghai' },
  slots: [['09:00', '12:00'] as const, ['13:00', '18:00'] as const],
};
const premises: Premises = {
  contract,
  tiers: [{ tier: 'STRATEGIC', effectiveOn: '2026-01-01' }],
  kpiSet,
  manifest: manifestOf(inputs, {
    ...{ kpiSet: 1, groups: new Set(), minimumAnswers: 5, milestones: [], duties: [] },
    ...{ contractVersion: 1, calendar: 'CN 2025-11-04' },
  }),
  rules: DEFAULT_STREAK_RULES,
  appealWorkingDays: 5,
  inputsHash: 'a'.repeat(64),
  last: null,
  isUnchanged: false,
  cause: { reason: 'LATE_FACTS', causeId: null },
};
const proposal = (over: Partial<Premises> = {}): Proposed =>
  propose(inputs, { ...premises, ...over }, now).state.proposed[0]!;
const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code });

describe('proposal', () => {
  it('1.3.1: a complete quarter is frozen, scored, and open to appeal for five working days', () => {
    const { state, events } = propose(inputs, premises, now);
    expect(state.inputs.frozenRevision).toBe(4);
    expect(state.proposed).toMatchObject([
      { ...counts, status: 'proposed', revision: 1, tier: 'STRATEGIC', passLine: '80.00', score: '94.44' },
    ]);
    // 14, 15, 16, 19 and 20 October, to the end of the last.
    const appealEndsAt = new Date('2026-10-20T16:00:00.000Z');
    const { id: appraisalId, contractId, vendorId, quarter, inputsHash } = state.proposed[0]!;
    expect(events).toEqual([
      {
        type: 'appraisal.appraisal.proposed.v1',
        data: {
          ...{ appraisalId, contractId, vendorId, quarter, revision: 1, score: '94.44', inputsHash },
          ...{ proposedAt: now, appealEndsAt },
        },
      },
    ]);
  });

  it('1.3.1: a window that reaches into a year without a calendar is marked provisional', () => {
    const yearEnd = new Date('2026-12-30T02:00:00.000Z');
    const late = propose(inputs, premises, yearEnd).state.proposed[0];
    expect([proposal(), late].map((each) => each?.isAppealEndProvisional)).toEqual([false, true]);
  });

  it('1.3.1: it waits for the contract, for the tier and for every milestone', () => {
    const short = { ...inputs, held: { ...counts, onSite: { met: 116, breached: 3, open: 0 } } };
    const waiting = [
      propose(inputs, { ...premises, contract: null }, now),
      propose(inputs, { ...premises, tiers: [] }, now),
      propose(short, premises, now),
    ];
    for (const { state, events } of waiting) {
      expect([state.superseded, state.proposed, events]).toEqual([[], [], []]);
      expect(state.inputs.frozenRevision).toBe(3);
    }
  });

  it('1.2.1: the tier is that of the quarter’s last day', () => {
    const tiers = [
      { tier: 'REGULAR', effectiveOn: '2026-01-01' },
      { tier: 'STRATEGIC', effectiveOn: '2026-10-01' },
    ] as const;
    expect(proposal({ tiers })).toMatchObject({ tier: 'REGULAR', passLine: '70.00' });
  });

  it('1.3.1: the same inputs again are frozen without a new revision', () => {
    const { state, events } = propose(inputs, { ...premises, last: proposal(), isUnchanged: true }, now);
    expect(state).toEqual({ inputs: { ...inputs, frozenRevision: 4 }, superseded: [], proposed: [] });
    expect(events).toEqual([]);
  });

  it('1.3.1: other inputs take the place of a proposal, but leave what is published as it is', () => {
    const last = proposal();
    const inputsHash = 'b'.repeat(64);
    const replaced = propose(inputs, { ...premises, last, inputsHash }, now).state;
    expect(replaced.superseded).toEqual([{ ...last, status: 'superseded', supersededAt: now }]);
    expect(replaced.proposed).toMatchObject([{ id: last.id, revision: 2 }]);

    const standing = accept(last, { revision: 1, by: 'wang', hasOpenAppeal: false }, now).state;
    const corrected = propose(inputs, { ...premises, last: standing, inputsHash }, now).state;
    expect(corrected).toMatchObject({ superseded: [], proposed: [{ revision: 2 }] });
  });
});

describe('publication', () => {
  const superseded: Appraisal = { ...proposal(), status: 'superseded', supersededAt: now };

  it('1.3.1: the vendor’s acceptance publishes at once', () => {
    const { state, events } = accept(proposal(), { revision: 1, by: 'wang', hasOpenAppeal: false }, now);
    expect(state).toMatchObject({ status: 'published', acceptedBy: 'wang', publishedAt: now });
    expect(events).toMatchObject([
      {
        type: 'appraisal.appraisal.published.v1',
        data: { ...counts, tier: 'STRATEGIC', score: '94.44', isPassed: true, workOrders: 121 },
      },
    ]);
  });

  it('1.3.1: an outdated revision is not accepted, and a published one not twice', () => {
    expect(() => accept(proposal(), { revision: 2, by: 'wang', hasOpenAppeal: false }, now)).toThrow(
      breaks('appraisal.revision-outdated'),
    );
    expect(() => accept(superseded, { revision: 1, by: 'wang', hasOpenAppeal: false }, now)).toThrow(
      breaks('appraisal.revision-outdated'),
    );
    const published = accept(proposal(), { revision: 1, by: 'wang', hasOpenAppeal: false }, now).state;
    expect(() => accept(published, { revision: 1, by: 'wang', hasOpenAppeal: false }, now)).toThrow(
      breaks('appraisal.already-published'),
    );
  });

  it('1.3.1: the end of the window publishes what is still proposed, and nothing else', () => {
    const { state, events } = publishDue(proposal(), 1, now);
    expect(state).toMatchObject({ status: 'published', acceptedBy: null });
    expect(events).toHaveLength(1);
    const published = accept(proposal(), { revision: 1, by: 'wang', hasOpenAppeal: false }, now).state;
    for (const [appraisal, revision] of [
      [published, 1],
      [superseded, 1],
      [proposal(), 2],
    ] as const) {
      expect(publishDue(appraisal, revision, now)).toEqual({ state: appraisal, events: [] });
    }
  });

  it('D3 P4: the pass line itself passes, a hundredth below fails, and not rated does neither', () => {
    const passed = (score: string | null) => isPassed({ score, passLine: '80.00' });
    expect([passed('80.00'), passed('100.00'), passed('79.99'), passed(null)]).toEqual([
      true,
      true,
      false,
      null,
    ]);
  });
});
