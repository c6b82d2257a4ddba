import { workingCalendar } from '@steward/calendar';
import type { Severity } from '@steward/domain';
import type { SlaTargets } from '@steward/terms';
import type { Fact } from './facts';
import { deadlinesOf } from './deadlines';
import { milestonesOf } from './milestones';
import type { ContractVersion } from './terms';

const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+08:00`);
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const slaTargets: SlaTargets = {
  1: { onSite: hours(2), closure: hours(72) },
  2: { onSite: hours(4), closure: hours(72) },
  3: { onSite: hours(8), closure: hours(120) },
  4: { onSite: hours(16), closure: hours(240) },
};
const terms: ContractVersion = {
  ...{ vendorId: 'v', contractId: 'c', contractVersion: 1, effectiveAt: new Date(0) },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', categories: ['HARDWARE'], scope: [], slaTargets },
  calendar: workingCalendar({ id: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] }),
};
const changed = (cause: 'CUSTOMER' | 'MISCLASSIFIED', severity: Severity, time: string): Fact => ({
  ...{ kind: 'SEVERITY_CHANGED', at: at(time), severity, cause },
});
const reported: Fact = { kind: 'REPORTED', at: at('08:00'), severity: 3 };
const onSiteOf = (facts: readonly Fact[], asOf: string) => milestonesOf('w', facts, terms, at(asOf))[0];

it('S10: raised from L3 to L1 by the customer at 11:00, on-site is due at 13:00', () => {
  const facts = [reported, changed('CUSTOMER', 1, '11:00')];
  expect(onSiteOf(facts, '13:00')).toMatchObject({ verdict: 'OPEN' });
  expect(onSiteOf(facts, '13:01')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('13:00') });
});

it('S10: misclassified by the vendor, on-site was due at 10:00 and is breached', () => {
  const facts = [reported, changed('MISCLASSIFIED', 1, '11:00')];
  expect(onSiteOf(facts, '11:00')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('10:00') });
});

it('S10: a breach once made stands, also where the severity turns out to be lower', () => {
  const facts: Fact[] = [{ ...reported, severity: 1 }, changed('MISCLASSIFIED', 4, '11:00')];
  expect(onSiteOf(facts, '11:30')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('10:00') });
});

describe('2.2.1a: a response', () => {
  const minutes = (n: number) => ({ durationSeconds: n * 60, clock: '24x7' as const });
  const promised: SlaTargets = {
    1: { response: minutes(15), ...slaTargets[1] },
    2: { response: minutes(30), ...slaTargets[2] },
    3: { response: minutes(60), ...slaTargets[3] },
    4: { response: minutes(120), ...slaTargets[4] },
  };
  const responseOf = (facts: readonly Fact[], asOf: string) =>
    milestonesOf('w', [reported, ...facts], { ...terms, slaTargets: promised }, at(asOf)).find(
      ({ kind }) => kind === 'RESPONSE',
    );
  const fact = (kind: 'ACCEPTED' | 'ARRIVED' | 'RESOLVED', time: string): Fact => ({ kind, at: at(time) });

  it('is met where the vendor takes the work on in its hour, the last instant included', () => {
    expect(responseOf([fact('ACCEPTED', '09:00'), fact('ARRIVED', '09:30')], '10:00')).toMatchObject({
      ...{ verdict: 'MET', decidedAt: at('09:00'), elapsedSeconds: 3600, targetSeconds: 3600 },
    });
    expect(responseOf([fact('ACCEPTED', '09:01')], '10:00')).toMatchObject({
      ...{ verdict: 'BREACHED', decidedAt: at('09:00') },
    });
  });

  it('is, where nobody recorded the acceptance, that somebody came or that it was done', () => {
    expect(responseOf([fact('ARRIVED', '08:40')], '10:00')).toMatchObject({ decidedAt: at('08:40') });
    expect(responseOf([fact('RESOLVED', '08:50')], '10:00')).toMatchObject({ decidedAt: at('08:50') });
  });

  it('S10: begins again where the customer raises the severity before it, and not after', () => {
    const raised = changed('CUSTOMER', 1, '08:30');
    expect(responseOf([raised], '08:45')).toMatchObject({ verdict: 'OPEN', targetSeconds: 900 });
    expect(responseOf([raised], '08:46')).toMatchObject({ verdict: 'BREACHED', decidedAt: at('08:45') });
    expect(responseOf([fact('ACCEPTED', '08:20'), raised], '10:00')).toMatchObject({
      ...{ verdict: 'MET', decidedAt: at('08:20') },
    });
  });

  it('is judged only where the contract promises one', () => {
    expect(milestonesOf('w', [reported], terms, at('10:00')).map(({ kind }) => kind)).toEqual([
      ...['ON_SITE', 'CLOSURE'],
    ]);
  });
});

describe('D1: a pause', () => {
  const paused = (reason: string, isConfirmed?: true): Fact[] => [
    { ...reported, severity: 1 },
    { kind: 'ACCEPTED', at: at('08:05') },
    { kind: 'PAUSED', at: at('08:30'), reason, ...(isConfirmed && { isConfirmed }) },
    { kind: 'RESUMED', at: at('09:30') },
  ];
  const due = (facts: readonly Fact[], kind: 'ON_SITE' | 'CLOSURE', targets = slaTargets) =>
    deadlinesOf(facts, { ...terms, slaTargets: targets }).find((clock) => clock.kind === kind)!.dueAt;
  const threeDaysOn = (time: string) => at(time) + 3 * 86_400_000;

  it('that the customer confirms holds the on-site clock where it kept the vendor out, and for no other reason', () => {
    expect(due(paused('CUSTOMER_ACCESS_DENIED', true), 'ON_SITE')).toBe(at('11:00'));
    expect(due(paused('FORCE_MAJEURE', true), 'ON_SITE')).toBe(at('11:00'));
    expect(due(paused('WAITING_CUSTOMER', true), 'ON_SITE')).toBe(at('10:00'));
    expect(due(paused('FORCE_MAJEURE'), 'ON_SITE')).toBe(at('10:00')); // the vendor alone says so
  });

  it('holds the closure clock for the reasons of D1, and for what a log calls a pause', () => {
    for (const reason of ['WAITING_CUSTOMER', 'APPROVED_PLANNED_WINDOW', 'FORCE_MAJEURE', 'Awaiting Vendor'])
      expect(due(paused(reason), 'CLOSURE')).toBe(threeDaysOn('09:00'));
    for (const reason of ['WAITING_PARTS', 'CUSTOMER_ACCESS_DENIED'])
      expect(due(paused(reason, true), 'CLOSURE')).toBe(threeDaysOn('08:00'));
  });

  it('holds the closure clock for what the contract agrees on instead', () => {
    const closure = { ...hours(72), pauseReasons: ['WAITING_PARTS' as const] };
    const agreed = { ...slaTargets, 1: { onSite: hours(2), closure } };
    expect(due(paused('WAITING_PARTS'), 'CLOSURE', agreed)).toBe(threeDaysOn('09:00'));
    expect(due(paused('WAITING_CUSTOMER'), 'CLOSURE', agreed)).toBe(threeDaysOn('08:00'));
  });
});

describe('S8: a resolution at +70 h that is rejected at +94 h and done at +97 h', () => {
  const after = (n: number) => at('08:00') + n * 3_600_000;
  const facts: Fact[] = [
    { ...reported, severity: 1 },
    { kind: 'ACCEPTED', at: after(1) },
    { kind: 'RESOLVED', at: after(70) },
    { kind: 'REOPENED', at: after(94), reason: '故障复现' },
    { kind: 'RESOLVED', at: after(97) },
    { kind: 'CLOSED', at: after(98), isSilent: false },
  ];
  const closureBy = (reopening?: 'EXCLUDE_GAP' | 'INCLUDE_GAP', soFar = facts, asOf = after(99)) => {
    const closure = { ...hours(72), ...(reopening && { reopening }) };
    const own = { ...terms, slaTargets: { ...slaTargets, 1: { onSite: hours(2), closure } } };
    return milestonesOf('w', soFar, own, asOf).find(({ kind }) => kind === 'CLOSURE');
  };

  it('took 73 h without the gap, which is the rule, and 97 h with it', () => {
    const breached = { verdict: 'BREACHED', targetSeconds: 72 * 3600 };
    for (const rule of [undefined, 'EXCLUDE_GAP'] as const) {
      expect(closureBy(rule)).toMatchObject({
        ...{ ...breached, elapsedSeconds: 73 * 3600, decidedAt: after(96) }, // 72 h are used up two after +94
      });
    }
    const included = { ...breached, elapsedSeconds: 97 * 3600, decidedAt: after(72) };
    expect(closureBy('INCLUDE_GAP')).toMatchObject(included);
  });

  it('stands met where the gap counts until somebody rejects it', () => {
    expect(closureBy('INCLUDE_GAP', facts.slice(0, 3), after(93))).toMatchObject({
      ...{ verdict: 'MET', elapsedSeconds: 70 * 3600 },
    });
    const again = closureBy('INCLUDE_GAP', facts.slice(0, 4), after(94));
    expect(again).toMatchObject({ verdict: 'BREACHED', decidedAt: after(72) });
  });

  it('changed of severity within a gap that counts is measured by the new target from there on', () => {
    const changedWithin = facts.toSpliced(3, 0, {
      ...{ kind: 'SEVERITY_CHANGED', severity: 3, cause: 'CUSTOMER', at: after(71) },
    });
    expect(closureBy('INCLUDE_GAP', changedWithin)).toMatchObject({
      ...{ verdict: 'MET', elapsedSeconds: 97 * 3600, targetSeconds: 120 * 3600 },
    });
  });
});
