import type { CreditRegimeInput } from '@steward/calculators';
import { contractActivated } from '@steward/events';
import { UseCases } from '@steward/messaging';
import { money, ratio } from '@steward/money';
import { grantCredit, regimeFromWire, type CreditRegimeWire, type Failure } from '@steward/terms';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { amendmentChanges, contractAmendments } from '../storage/amendment-views';
import { oneContract } from '../storage/contract-views';
import { loadContract } from '../storage/contracts';
import { contractsDatabase } from '../storage/data-source';
import { contractFindings } from '../storage/finding-views';
import { approveAmendment } from './approve-amendment';
import type { DraftContract } from './draft-contract';
import { admitted, APPROVERS, as, concluded, damages, disciplines, vendorId } from './in-force.fixture';
import { proposeAmendment, type ProposeAmendment } from './propose-amendment';
import { signAmendment } from './sign-amendment';

/** D5's: 2 % for each full 0.1 points, ¥500.00 for each started half hour, twice where repeated. */
const creditRegime: CreditRegimeInput = {
  rules: {
    AVAILABILITY: { step: '0.001', feeBps: 200 },
    LATE_ON_SITE: { stepSeconds: 1800, amount: { amountMinor: '50000', currency: 'CNY' } },
    POINTS: { points: { severe: 3, minor: 1 }, feeBps: 100 },
  },
  ...{ repeatFactor: 2, monthCapBps: 1000, rollingCapBps: 1000, rollingMonths: 12 },
};
const asKept = {
  ...creditRegime,
  rules: { ...creditRegime.rules, AVAILABILITY: { step: '1/1000', feeBps: 200 } },
};
const confidentiality = { monthsAfterEnd: 36, isUndertakingRequired: true, breachNoticeHours: 24 };
const dataCustody: DraftContract['dataCustody'] = [
  {
    ...{ code: 'LOGS', name: '日志副本', classification: 'PERSONAL', atEnd: 'DELETION' },
    isCertificateRequired: true,
  },
];
const penalty = {
  amount: { amountMinor: '6500000', currency: 'CNY' },
  estimatedLoss: { amountMinor: '5000000', currency: 'CNY' },
};
const legal = {
  dispute: { institution: '上海仲裁委员会', seat: '上海' },
  ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区', penalty },
};
const whole = { creditRegime, damages, confidentiality, dataCustody, legal };
const inFull = { ...damages, liabilityCapBps: 10_000 };

let database: TestDatabase;
let useCases: UseCases;
const agree = (more: Partial<DraftContract>) => concluded(useCases, '2026-01-01', '2026-12-31', more);
const lastTold = async (type: string, contractId: string) => {
  const [row] = await database.owner.query<{ data: Record<string, unknown> }[]>(
    'SELECT data FROM outbox WHERE type = $1 AND aggregate_id = $2 ORDER BY position DESC LIMIT 1',
    [type, contractId],
  );
  return row!.data;
};
/** An amendment from 1 November that three approve and both sides sign. */
async function amend(contractId: string, changes: Partial<ProposeAmendment>) {
  const version = { contractId, contractVersion: 2 };
  const effectiveAt = '2026-11-01T00:00:00+08:00';
  await useCases.run(
    proposeAmendment,
    { contractId, effectiveAt, reason: '责任条款调整', ...changes },
    as('office'),
  );
  for (const discipline of disciplines) {
    await useCases.run(approveAmendment, { ...version, discipline }, as(APPROVERS[discipline]));
  }
  const sign = { ...version, signedBy: 'Li Na' };
  await useCases.run(signAmendment, { ...sign, side: 'ENTERPRISE' as const }, as('office'));
  await useCases.run(signAmendment, { ...sign, side: 'VENDOR' as const }, as('wang', `vendor:${vendorId}`));
  return lastTold('contracts.contract.amended.v1', contractId);
}

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-10-20T02:00:00.000Z'), { wake: () => undefined });
  await admitted(useCases);
});
afterAll(() => database?.stop());

it('1.1.4, 2.2.3a: what is agreed on losses and data is stored in full, shown, and told when it binds', async () => {
  const contractId = await agree(whole);
  const shown = await useCases.read(oneContract, { contractId }, `vendor:${vendorId}`);
  expect(shown).toMatchObject({ creditRegime: asKept, damages: inFull, confidentiality, dataCustody });
  expect(await lastTold(contractActivated.type, contractId)).toMatchObject({
    ...{ creditRegime: asKept, confidentiality, dataCustody },
    damages: { ...inFull, leakPenalty: penalty.amount },
  });
  expect(await useCases.read(contractFindings, { contractId, contractVersion: 1 }, 'enterprise')).toEqual({
    items: [],
  });
});

it('1.1.4: the policy’s cap is kept from before a later one; what was not agreed is not told', async () => {
  const contractId = await agree({ damages });
  await database.owner.query(
    `INSERT INTO policies (name, effective_on, clause_id, value)
     VALUES ('liability-cap-bps', '2026-10-20', '1.1.4', '15000')`,
  );
  const later = await agree({ damages });
  await database.owner.query(`DELETE FROM policies WHERE effective_on = '2026-10-20'`);
  const told = await lastTold(contractActivated.type, contractId);
  expect(told).toMatchObject({ damages: inFull });
  expect(told).not.toHaveProperty('creditRegime');
  expect(told).not.toHaveProperty('confidentiality');
  expect(told).not.toHaveProperty('dataCustody');
  expect(await lastTold(contractActivated.type, later)).toMatchObject({
    damages: { liabilityCapBps: 15_000 },
  });
  const shown = await useCases.read(oneContract, { contractId }, 'enterprise');
  expect(shown).toMatchObject({ creditRegime: null, confidentiality: null, dataCustody: [] });
});

it('1.1.4: a contract without the damages term is not signed', async () => {
  const wordy = concluded(useCases, '2026-01-01', '2026-12-31', { damages: undefined as never });
  await expect(wordy).rejects.toMatchObject({
    ...{ code: 'contract.lint-error', message: expect.stringContaining('damages.clause-missing') as string },
  });
});

it('1.3.3: an amendment replaces a term as a whole, and leaves the others as they were', async () => {
  const contractId = await agree(whole);
  const told = await amend(contractId, {
    creditRegime: { ...creditRegime, rules: {} },
    damages: { ...damages, liabilityCapBps: 20_000 },
  });
  const changed = {
    creditRegime: { ...asKept, rules: {} },
    damages: { ...damages, liabilityCapBps: 20_000 },
    ...{ confidentiality, dataCustody },
  };
  expect(told).toMatchObject({
    ...changed,
    damages: { ...changed.damages, leakPenalty: penalty.amount },
  });
  expect(told['creditRegime']).toEqual(changed.creditRegime);
  const { items } = await useCases.read(contractAmendments, { contractId }, `vendor:${vendorId}`);
  expect(items).toMatchObject([{ status: 'signed', terms: changed }]);
  const version = { contractId, contractVersion: 2 };
  const changes = await useCases.read(amendmentChanges, version, `vendor:${vendorId}`);
  expect(changes.items.map(({ path }) => path)).toEqual([
    'creditRegime/rules/AVAILABILITY',
    'creditRegime/rules/LATE_ON_SITE',
    'creditRegime/rules/POINTS',
    'damages/liabilityCapBps', // the last in the order of the paths
  ]);
  expect(changes.items.at(-1)).toEqual({ path: 'damages/liabilityCapBps', from: 10_000, to: 20_000 });
  const none = useCases.read(amendmentChanges, { contractId, contractVersion: 3 }, 'enterprise');
  await expect(none).rejects.toMatchObject({ code: 'amendment.not-found' });
});

it('C1, C2, C4: a regime that was stored grants what D5 says', async () => {
  const contractId = await agree(whole);
  const { contract } = await database.app.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    return loadContract({ manager } as Parameters<typeof loadContract>[0], contractId);
  });
  const told = await lastTold(contractActivated.type, contractId);
  const announced = regimeFromWire(told['creditRegime'] as CreditRegimeWire);
  expect(announced).toEqual(contract.creditRegime);
  const fees = ['2026-09', '2026-10'].map((month) => ({ month, fee: money(10_000_000n, 'CNY') }));
  const missed = (month: string): Failure => ({
    ...{ breachId: `b-${month}`, promise: 'erp', month, kind: 'AVAILABILITY' },
    ...{ target: ratio('0.999'), measured: ratio('0.9965') },
  });
  const granted = (failure: Failure, earlier: Parameters<typeof grantCredit>[3] = []) =>
    grantCredit(contract.creditRegime!, failure, fees, earlier);
  const september = granted(missed('2026-09'));
  // 0.25 points are two full steps: 4 % of ¥100,000.00.
  expect([september.units, september.granted]).toEqual([2n, money(400_000n, 'CNY')]);
  expect(granted(missed('2026-10'), [september]).granted).toEqual(money(800_000n, 'CNY'));
  const late = { breachId: 'b', promise: 'site', month: '2026-09', kind: 'LATE_ON_SITE' } as const;
  expect(granted({ ...late, lateSeconds: 95 * 60 }).granted).toEqual(money(200_000n, 'CNY'));
  const severe = { ...late, kind: 'POINTS', level: 'severe' } as const;
  expect(granted(severe).granted).toEqual(money(300_000n, 'CNY'));
});

const rules = (changed: object) => ({ creditRegime: { ...creditRegime, rules: changed } });
const late = (changed: object) => rules({ LATE_ON_SITE: { ...creditRegime.rules.LATE_ON_SITE, ...changed } });
it.each<[string, object, string]>([
  ['a rule of another kind', rules({ UPTIME: { feeBps: 1 } }), '/creditRegime/rules/UPTIME'],
  [
    'a step of nothing',
    rules({ AVAILABILITY: { step: '0/1000', feeBps: 200 } }),
    '/creditRegime/rules/AVAILABILITY/step',
  ],
  [
    'more than the whole fee',
    rules({ AVAILABILITY: { step: '1/1000', feeBps: 10_001 } }),
    '/creditRegime/rules/AVAILABILITY/feeBps',
  ],
  [
    'a credit of nothing',
    late({ amount: { amountMinor: '0', currency: 'CNY' } }),
    '/creditRegime/rules/LATE_ON_SITE/amount/amountMinor',
  ],
  [
    'a sum as a number',
    late({ amount: { amountMinor: 500, currency: 'CNY' } }),
    '/creditRegime/rules/LATE_ON_SITE/amount/amountMinor',
  ],
  ['steps of no length', late({ stepSeconds: 0 }), '/creditRegime/rules/LATE_ON_SITE/stepSeconds'],
  [
    'half a point',
    rules({ POINTS: { points: { severe: 0.5 }, feeBps: 100 } }),
    '/creditRegime/rules/POINTS/points',
  ],
  ['no levels', rules({ POINTS: { points: {}, feeBps: 100 } }), '/creditRegime/rules/POINTS/points'],
  ['a rule that is null', rules({ AT_RISK: null }), '/creditRegime/rules/AT_RISK'],
  [
    'a month’s cap above its fee',
    { creditRegime: { ...creditRegime, monthCapBps: 10_001 } },
    '/creditRegime/monthCapBps',
  ],
  [
    'no rolling months',
    { creditRegime: { ...creditRegime, rollingMonths: 0 } },
    '/creditRegime/rollingMonths',
  ],
  ['a cause that is none', { damages: { ...damages, causes: ['WEATHER'] } }, '/damages/causes'],
  ['no cause at all', { damages: { ...damages, causes: [] } }, '/damages/causes'],
  ['null for damages', { damages: null }, '/damages'],
  [
    'a duration without end',
    { confidentiality: { ...confidentiality, monthsAfterEnd: 601 } },
    '/confidentiality/monthsAfterEnd',
  ],
  [
    '2.2.3a: data that the vendor keeps',
    { dataCustody: [{ ...dataCustody[0], atEnd: 'RETENTION' }] },
    '/dataCustody/0/atEnd',
  ],
])('%s is refused with its path, in a draft and in an amendment', async (_, misfit, path) => {
  const contractId = '0195540a-0000-7000-8000-0000000000ee';
  const proposal = { contractId, effectiveAt: '2026-11-01T00:00:00+08:00', reason: '责任条款' };
  const asked = [
    () => agree(misfit),
    () => useCases.run(proposeAmendment, { ...proposal, ...misfit } as ProposeAmendment, as('office')),
  ];
  for (const answer of asked) {
    await expect(answer()).rejects.toMatchObject({
      name: 'InputRefused',
      errors: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
    });
  }
});
