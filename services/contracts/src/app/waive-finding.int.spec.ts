import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { contractsDatabase } from '../storage/data-source';
import { contractFindings } from '../storage/finding-views';
import { approveContract } from './approve-contract';
import { draftContract, type LegalTermsInput } from './draft-contract';
import { damages } from './in-force.fixture';
import { recordVendorStanding } from './record-vendor-standing';
import { signContract } from './sign-contract';
import { waiveFinding } from './waive-finding';

const now = '2026-03-02T01:00:00.000Z';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const otherVendor = 'vendor:0195540a-0000-7000-8000-00000000000b';
const target = { durationSeconds: 7200, clock: '24x7' as const };
const pair = { onSite: target, closure: target };
const ruleId = 'jurisdiction.not-recipient-seat';
const elsewhere: LegalTermsInput = {
  dispute: { institution: '上海仲裁委员会', seat: '上海' },
  ...{ jurisdiction: '深圳市南山区', recipientSeat: '上海市浦东新区' },
};

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });

async function approved(legal: LegalTermsInput): Promise<string> {
  const { contractId } = await useCases.run(
    draftContract,
    {
      ...{ code: `C-${(keys += 1)}`, vendorId, performanceShareBps: 2000, curve: 'LINEAR_60_90' },
      yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
      ...{ startOn: '2026-01-01', endOn: '2026-12-31', categories: ['HARDWARE'] },
      workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '12:00' }] },
      slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
      clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
      damages,
      ...{ legal, scope: [], rateCard: [], obligations: [] },
    },
    as('office'),
  );
  await useCases.run(approveContract, { contractId, discipline: 'LEGAL' }, as('lin'));
  await useCases.run(approveContract, { contractId, discipline: 'FINANCE' }, as('qian'));
  await useCases.run(approveContract, { contractId, discipline: 'TECHNICAL' }, as('ji'));
  return contractId;
}
const signing = (contractId: string) =>
  useCases.run(signContract, { contractId, side: 'ENTERPRISE', signedBy: 'Li Na' }, as('office'));

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock(now), { wake: () => undefined });
  const standing = { vendorId, isAdmitted: true, isTestPassed: true };
  await useCases.run(recordVendorStanding, standing, as('vendors', 'service'));
});
afterAll(() => database?.stop());

it('3.3.2b: jurisdiction at the vendor’s seat waits for a waiver by two, and then is signed', async () => {
  const contractId = await approved(elsewhere);
  await expect(signing(contractId)).rejects.toMatchObject({ code: 'contract.waiver-pending' });
  const waiver = { contractId, contractVersion: 1, ruleId, reason: '服务商坚持其所在地管辖' };
  await useCases.run(waiveFinding, { ...waiver, office: 'LEGAL' }, as('lin'));
  const alone = useCases.run(waiveFinding, { ...waiver, office: 'OFFICE_HEAD' }, as('lin'));
  await expect(alone).rejects.toMatchObject({ code: 'contract.same-waiver' });
  await expect(signing(contractId)).rejects.toMatchObject({ code: 'contract.waiver-pending' });
  await useCases.run(waiveFinding, { ...waiver, office: 'OFFICE_HEAD' }, as('wang'));

  expect(
    await useCases.read(contractFindings, { contractId, contractVersion: 1 }, 'enterprise'),
  ).toMatchObject({
    items: [{ id: ruleId, severity: 'WARN', waivedBy: ['LEGAL', 'OFFICE_HEAD'], isWaived: true }],
  });
  expect(await signing(contractId)).toMatchObject({ signatures: ['ENTERPRISE'] });
  const told = await database.owner.query(
    `SELECT data->>'office' AS office FROM outbox WHERE type = 'contracts.contract.finding-waived.v1'
     ORDER BY position`,
  );
  expect(told).toEqual([{ office: 'LEGAL' }, { office: 'OFFICE_HEAD' }]);
});

it('3.3.2a: a contract that names no institution cannot be signed, and says why', async () => {
  const { dispute: _, ...silent } = elsewhere;
  const contractId = await approved(silent);
  await expect(signing(contractId)).rejects.toMatchObject({
    code: 'contract.lint-error',
    message: expect.stringContaining('dispute.institution-missing') as string,
  });
});

it('another vendor’s findings are as good as missing', async () => {
  const contractId = await approved(elsewhere);
  const foreign = useCases.read(contractFindings, { contractId, contractVersion: 1 }, otherVendor as Actor);
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
});

it('3.3.2b: the database refuses one person for both offices', async () => {
  const contractId = await approved(elsewhere);
  const waiver = { contractId, contractVersion: 1, ruleId, reason: '服务商坚持其所在地管辖' };
  await useCases.run(waiveFinding, { ...waiver, office: 'LEGAL' }, as('lin'));
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(
      `UPDATE waivers SET office_head_by = legal_by, office_head_reason = legal_reason WHERE contract_id = $1`,
      [contractId],
    );
  });
  await expect(forged).rejects.toMatchObject({ constraint: 'waivers_two_persons' });
});

it('a legal term that is null, unknown or of another kind is refused with its path', async () => {
  const misfit = { ...elsewhere, nonCompete: null, bonus: 1, supplierSize: 'HUGE' };
  await expect(approved(misfit as unknown as LegalTermsInput)).rejects.toMatchObject({
    name: 'InputRefused',
    errors: expect.arrayContaining([
      expect.objectContaining({ path: '/legal/nonCompete' }),
      expect.objectContaining({ path: '/legal/bonus' }),
      expect.objectContaining({ path: '/legal/supplierSize' }),
    ]) as unknown,
  });
});
