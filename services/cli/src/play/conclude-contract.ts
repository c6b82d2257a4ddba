import { SEVERITIES } from '@steward/domain';
import { until, whenPossible } from '../console/wait';
import { minorUnitsOf } from '../profile/amount';
import { secondsOf } from '../profile/duration';
import type { ContractProfile, Profile, TargetProfile, VendorProfile } from '../profile/profile';
import { asProfiled } from './admit-vendor';
import { vendorLogin, type Cast } from './cast';
import { CLAUSES, creditRegime, legalTerms, LIABILITY, scopeOf } from './clauses';
import { keyOf, sha256 } from './keys';

type Amount = { readonly amountMinor: string; readonly currency: string };

/** A contract's number: of one log's vendor there is one. */
export const contractCode = (log: string, code: string): string => `${log}-${code}`;

/**
 * Brings a vendor's contract into force: draft, three approvals, both signatures, deposit, liaison. The
 * vendor's login must be known to the issuer. Clauses 2.2, 2.3.2a, 3.1.1 and 3.3.1. Gives its id.
 */
export async function concludeContract(
  cast: Cast,
  profile: Profile,
  vendor: VendorProfile,
  vendorId: string,
): Promise<string> {
  const { log } = profile;
  const { code, contract } = vendor;
  const key = (step: string) => keyOf(log, code, step);
  const draft = draftOf(profile, vendor, vendorId);
  const { contractId } = await asProfiled(code, () =>
    cast.as('vendor-manager').post<{ contractId: string }>('contracts/v1/contracts', key('draft'), draft),
  );
  const place = `contracts/v1/contracts/${contractId}`;
  for (const [discipline, role] of [
    ['legal', 'legal'],
    ['finance', 'finance-maker'],
    ['technical', 'technical'],
  ] as const) {
    await cast.as(role).post(`${place}/approvals/${discipline}`, key(`approve/${discipline}`));
  }
  // What vendors decided reaches contracts by events.
  await whenPossible(['contract.vendor-not-admitted', 'contract.capability-test-required'], () =>
    cast.as('office-head').post(`${place}/signatures/enterprise`, key('sign/enterprise'), {
      signedBy: '外包服务管理办公室主任',
    }),
  );
  await cast.by(vendorLogin(vendor, vendorId)).post(`${place}/signatures/vendor`, key('sign/vendor'), {
    signedBy: '服务商法定代表人',
  });
  await payDeposit(cast, contractId, key, contract.startOn);
  await whenPossible(['contract.not-found'], () =>
    cast.as('office-head').post(`collaboration/v1/contracts/${contractId}/liaison`, key('liaison'), {
      name: '对接专员',
      deputyName: '副对接专员',
    }),
  );
  // Of a contract whose last day is over, as an old log's, it expires at once.
  await until(`The contract of ${code} in force`, async () => {
    const { activatedAt } = await cast.as('auditor').get<{ activatedAt: string | null }>(place);
    return activatedAt !== null;
  });
  return contractId;
}

/** Exactly what is required comes into escrow. Clause 3.3.1. */
async function payDeposit(
  cast: Cast,
  contractId: string,
  key: (step: string) => string,
  receivedOn: string,
): Promise<void> {
  const place = `finance/v1/deposits/${contractId}`;
  const { required } = await whenPossible(['deposit.not-found'], () =>
    cast.as('auditor').get<{ required: Amount }>(place),
  );
  const receipt = {
    amount: required,
    custodianReference: `DEMO-${sha256(key('deposit')).slice(0, 16)}`,
    receivedOn,
  };
  await cast.as('finance-maker').post(`${place}/receipts`, key('deposit'), receipt);
}

function draftOf(
  { log, calendar, timezone, slots }: Profile,
  vendor: VendorProfile,
  vendorId: string,
): object {
  const { code, categories, contract } = vendor;
  const { currency, yearlyAmount, performanceShareBps, startOn, endOn, slaTargets } = contract;
  const sum = (amount: string) => ({ amountMinor: minorUnitsOf(amount, currency), currency });
  return {
    code: contractCode(log, code),
    vendorId,
    yearlyAmount: sum(yearlyAmount),
    performanceShareBps,
    ...{ startOn, endOn, categories },
    workingTime: { calendar, timezone, slots: slots.map(([from, to]) => ({ from, to })) },
    slaTargets: targetsOf(slaTargets),
    clauses: CLAUSES,
    legal: legalTerms(sum),
    creditRegime: creditRegime(sum),
    ...LIABILITY,
    scope: scopeOf(categories),
    rateCard: [
      {
        code: 'OUT_OF_SCOPE',
        hourlyRate: sum('380'),
        cap: sum('2000'),
      },
    ],
    // Clause 2.2.2a: another share than the policy's needs a recorded reason.
    ...(performanceShareBps !== 2000 && { waiver: '按合同约定的绩效份额' }),
  };
}

function targetsOf(slaTargets: ContractProfile['slaTargets']): object {
  const target = ({ duration, clock }: TargetProfile) => ({ durationSeconds: secondsOf(duration), clock });
  return Object.fromEntries(
    SEVERITIES.map((severity) => {
      const { onSite, closure } = slaTargets[severity];
      return [severity, { onSite: target(onSite), closure: target(closure) }];
    }),
  );
}
