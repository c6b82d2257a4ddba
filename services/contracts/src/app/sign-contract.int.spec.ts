import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { contractsPage, oneContract } from '../storage/contract-views';
import { contractsDatabase } from '../storage/data-source';
import { approveContract } from './approve-contract';
import { draftContract, type DraftContract } from './draft-contract';
import { damages } from './in-force.fixture';
import { recordDeposit } from './record-deposit';
import { recordLiaison } from './record-liaison';
import { recordVendorStanding } from './record-vendor-standing';
import { signContract } from './sign-contract';

const now = new Date('2026-03-02T01:00:00.000Z');
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendorId = '0195540a-0000-7000-8000-00000000000b';
const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };
const terms: Omit<DraftContract, 'code' | 'vendorId'> = {
  yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
  ...{ performanceShareBps: 2000, curve: 'LINEAR_60_90', startOn: '2026-01-01', endOn: '2026-12-31' },
  categories: ['HARDWARE'],
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '12:00' }] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海市浦东新区', recipientSeat: '上海市浦东新区' },
  },
  damages,
  scope: [],
  rateCard: [],
  obligations: [],
};
const balance = { amountMinor: '12000000', currency: 'CNY' };

let database: TestDatabase;
let useCases: UseCases;
let contractId: string;
let otherContractId: string;
let keys = 0;
const as = (actor: Actor, by = 'office', key = `key ${(keys += 1)}`) => ({ actor, by, key });
const office = (by?: string) => as('enterprise', by);
const times = <T>(count: number, act: (n: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, (_, n) => act(n)));
const outbox = (): Promise<unknown[]> =>
  database.owner.query(
    `SELECT type, aggregate_version::int AS version FROM outbox WHERE aggregate_id = $1 AND type !~ 'drafted|approved'
     ORDER BY position`,
    [contractId],
  );

async function negotiate(code: string, vendor: string): Promise<string> {
  const { contractId: id } = await useCases.run(
    draftContract,
    { ...terms, code, vendorId: vendor },
    office(),
  );
  await useCases.run(approveContract, { contractId: id, discipline: 'LEGAL' }, office('lin'));
  await useCases.run(approveContract, { contractId: id, discipline: 'FINANCE' }, office('qian'));
  await useCases.run(approveContract, { contractId: id, discipline: 'TECHNICAL' }, office('ji'));
  return id;
}

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock(now.toISOString()), { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  await database.owner.query(
    `TRUNCATE contracts, waivers, amendments, reviews, timers, vendor_standings, requests, aggregate_versions, outbox,
       audit CASCADE`,
  );
  const standing = { vendorId, isAdmitted: true, isTestPassed: true };
  await useCases.run(recordVendorStanding, standing, as('service'));
  contractId = await negotiate('C-1', vendorId);
  otherContractId = await negotiate('C-2', otherVendorId);
});
const signature = (id = contractId) => ({ contractId: id, side: 'ENTERPRISE' as const, signedBy: 'Li Na' });
const countersign = () =>
  useCases.run(
    signContract,
    { contractId, side: 'VENDOR', signedBy: 'Wang Wei' },
    as(`vendor:${vendorId}`, 'wang'),
  );

it('of a hundred signatures at once one counts, and finance hears of it once', async () => {
  await countersign();
  const answers = await times(100, () => useCases.run(signContract, signature(), office()));

  const refusals = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason.code);
  expect(refusals).toEqual(Array(99).fill('contract.not-draft'));
  expect(await outbox()).toEqual([{ type: 'contracts.contract.signed.v1', version: 5 }]);
  const keysKept = await database.owner.query(`SELECT key FROM requests WHERE use_case = 'sign-contract'`);
  expect(keysKept).toHaveLength(2); // a refusal keeps no key
});

it('a request repeated fifty times at once takes effect once and always reads the same', async () => {
  await countersign();
  const asked = office();
  const answers = await times(50, () => useCases.run(signContract, signature(), asked));

  const first = { contractId, status: 'signed', signatures: ['ENTERPRISE', 'VENDOR'] };
  expect(answers).toEqual(Array(50).fill({ status: 'fulfilled', value: first }));
  expect(await outbox()).toHaveLength(1);
});

it('a key that comes back with another body is refused', async () => {
  const asked = office();
  await useCases.run(signContract, signature(), asked);
  const forged = useCases.run(signContract, { ...signature(), signedBy: 'Wang Wei' }, asked);
  await expect(forged).rejects.toMatchObject({ code: 'request.key-reused' });
});

it('3.1.1: another vendor signs nothing: the contract is as good as missing', async () => {
  const foreign = { ...signature(), side: 'VENDOR' as const };
  const signing = useCases.run(signContract, foreign, as(`vendor:${otherVendorId}`));
  await expect(signing).rejects.toMatchObject({ code: 'contract.not-found' });
});

it('2.1.2: a vendor that vendors never reported cannot sign', async () => {
  const early = useCases.run(signContract, signature(otherContractId), office());
  await expect(early).rejects.toMatchObject({ code: 'contract.vendor-not-admitted' });
});

it('2.1.2: a failed capability test blocks the signature', async () => {
  const vendor = { vendorId: otherVendorId, isAdmitted: true };
  await useCases.run(recordVendorStanding, vendor, as('service'));
  const untested = useCases.run(signContract, signature(otherContractId), office());
  await expect(untested).rejects.toMatchObject({ code: 'contract.capability-test-required' });
});

it('an input that does not fit is refused with the path of each fault, as of an unknown field', async () => {
  const misfit = { contractId, balance: { amountMinor: '1.5', currency: 'CNY', bonus: '1' } };
  const errors = [{ path: '/balance/bonus' }, { path: '/balance/amountMinor' }];
  await expect(useCases.run(recordDeposit, misfit, as('service'))).rejects.toMatchObject({
    name: 'InputRefused',
    errors,
  });
});

it('a vendor sees its own contracts, and another’s is as good as missing', async () => {
  const page = await useCases.read(contractsPage, { limit: 10 }, `vendor:${vendorId}`);
  expect(page).toMatchObject({ items: [{ contractId, vendorId }], next: null });

  const foreign = useCases.read(oneContract, { contractId: otherContractId }, `vendor:${vendorId}`);
  await expect(foreign).rejects.toThrow(`There is no contract ${otherContractId}.`);
  expect(await database.app.query('SELECT id FROM contracts')).toEqual([]); // no actor, no rows
});

it('3.3.1a: premises that came before the signature bring the contract into force with it', async () => {
  await useCases.run(recordDeposit, { contractId, balance }, as('service'));
  await useCases.run(recordLiaison, { contractId }, as('service'));
  await useCases.run(signContract, signature(), office());
  await countersign();

  expect(await outbox()).toEqual([
    { type: 'contracts.contract.signed.v1', version: 5 },
    { type: 'contracts.contract.activated.v1', version: 6 },
  ]);
  const shown = await useCases.read(oneContract, { contractId }, 'enterprise');
  expect(shown).toMatchObject({
    status: 'in-force',
    activatedAt: now,
    approvals: ['LEGAL', 'FINANCE', 'TECHNICAL'],
  });
});
