import { ATTRIBUTION_CAUSES, UNCAPPED_CAUSES } from '@steward/terms';
import type { Actor, Asked, UseCases } from '@steward/messaging';
import { approveContract } from './approve-contract';
import { draftContract, type DraftContract } from './draft-contract';
import { recordDeposit } from './record-deposit';
import { recordLiaison } from './record-liaison';
import { recordVendorStanding } from './record-vendor-standing';
import { signContract } from './sign-contract';

export const vendorId = '0195540a-0000-7000-8000-00000000000a';
/** A target that counts round the clock. */
export const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
/** No cap for leaks and wilful acts; otherwise the policy's. Clause 1.1.4. */
export const damages = { uncapped: [...UNCAPPED_CAUSES], causes: [...ATTRIBUTION_CAUSES] };
export const pair = { onSite: hours(2), closure: hours(72) };
/** Who approves for which discipline: three persons. */
export const APPROVERS = { LEGAL: 'lin', FINANCE: 'qian', TECHNICAL: 'ji' } as const;
export const disciplines = Object.keys(APPROVERS) as (keyof typeof APPROVERS)[];

let keys = 0;
/** Somebody who asks for the first time. */
export const as = (by: string, actor: Actor = 'enterprise'): Asked => ({
  ...{ actor, by, key: `key ${(keys += 1)}` },
});

/** The vendor is admitted, and its test passed. */
export const admitted = (useCases: UseCases) =>
  useCases.run(
    recordVendorStanding,
    { vendorId, isAdmitted: true, isTestPassed: true },
    as('vendors', 'service'),
  );

/** Both sides sign, the vendor last. */
export async function signed(useCases: UseCases, contractId: string) {
  await useCases.run(signContract, { contractId, side: 'ENTERPRISE', signedBy: 'Li Na' }, as('office'));
  const other = { contractId, side: 'VENDOR' as const, signedBy: 'Wang Wei' };
  return useCases.run(signContract, other, as('wang', `vendor:${vendorId}`));
}

/** A new contract of that vendor, brought into force; its on-site targets are two hours. Gives its id. */
export async function concluded(
  useCases: UseCases,
  startOn: string,
  endOn: string,
  more: Partial<DraftContract> = {},
): Promise<string> {
  const draft = {
    ...{ code: `C-${(keys += 1)}`, vendorId, performanceShareBps: 2000, curve: 'LINEAR_60_90' as const },
    yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
    ...{ startOn, endOn, categories: ['HARDWARE' as const] },
    workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '12:00' }] },
    slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
    clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
    legal: {
      dispute: { institution: '上海仲裁委员会', seat: '上海' },
      ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
    },
    damages,
    ...{ scope: [], rateCard: [], obligations: [] },
    ...more,
  };
  const { contractId } = await useCases.run(draftContract, draft, as('office'));
  for (const discipline of disciplines) {
    await useCases.run(approveContract, { contractId, discipline }, as(APPROVERS[discipline]));
  }
  const balance = { amountMinor: '12000000', currency: 'CNY' };
  await useCases.run(recordDeposit, { contractId, balance }, as('finance', 'service'));
  await useCases.run(recordLiaison, { contractId }, as('collaboration', 'service'));
  await signed(useCases, contractId);
  return contractId;
}
