import { ATTRIBUTION_CAUSES, UNCAPPED_CAUSES, type DamagesClause } from '@steward/terms';
import type { InForce } from './contract';

export const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
export const pair = { onSite: hours(2), closure: hours(72) };
/** As the product has it: a year's fee at most, and no cap for leaks and wilful acts. Clause 1.1.4. */
export const damages: DamagesClause = {
  ...{ liabilityCapBps: 10_000, uncapped: UNCAPPED_CAUSES, causes: ATTRIBUTION_CAUSES },
};
const firstAt = new Date('2025-12-31T16:00:00.000Z'); // 2026-01-01 in Shanghai

/** A contract in force through 2026, in Shanghai's time. */
export const inForce: InForce = {
  ...{ id: '0195', code: 'C-1', vendorId: '0196', yearlyAmount: cny(120_000_000n) },
  ...{ performanceShareBps: 2_000, curve: 'LINEAR_60_90', startOn: '2026-01-01', endOn: '2026-12-31' },
  categories: ['HARDWARE'],
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '12:00']] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  clauses: [{ clauseId: '1.1.4', text: '按责任比例赔偿。' }],
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海', recipientSeat: '上海' },
  },
  damages,
  ...{ scope: [], rateCard: [], obligations: [], waiver: null, template: null },
  ...{ depositRequired: cny(12_000_000n), escrowed: cny(12_000_000n), hasLiaison: true },
  approvals: { LEGAL: 'lin', FINANCE: 'qian', TECHNICAL: 'ji' },
  signatures: { ENTERPRISE: 'Li Na', VENDOR: 'Wang Wei' },
  ...{ status: 'in-force', signedAt: firstAt, activatedAt: firstAt, effectiveAt: firstAt },
};
export const breaks = (code: string) => expect.objectContaining({ name: 'RuleBroken', code }) as Error;
