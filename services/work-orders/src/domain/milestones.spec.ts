import { workingCalendar } from '@steward/calendar';
import type { Severity } from '@steward/domain';
import type { SlaTargets } from '@steward/terms';
import type { Fact } from './facts';
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
