import { guaranteesPage } from '../storage/guarantee-views';
import { approveGuaranteeClosing } from './approve-guarantee-closing';
import { cny, contractId, startDeposits, vendor, vendorId } from './deposits.fixture';
import { openDeposit } from './open-deposit';
import { proposeGuaranteeClosing } from './propose-guarantee-closing';
import { recordContractEnd } from './record-contract-end';
import { recordExitFact } from './record-exit-fact';
import { recordGuarantee, type RecordGuarantee } from './record-guarantee';
import { verifyGuarantee } from './verify-guarantee';

let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
/** Signed and not in force: its planned end is all that is known. */
const signed = '0195540a-0000-7000-8000-000000000002';
beforeEach(async () => {
  await deposits.begin();
  await deposits.database.owner.query('TRUNCATE planned_ends, contract_ends, exit_facts');
  const demand = { contractId: signed, vendorId, depositRequired: cny('12000000'), endOn: '2026-12-31' };
  await deposits.run(openDeposit, demand, deposits.as('contracts', 'service'));
});

const PAPER = {
  ...{ contractId: signed, issuer: '中国银行', number: 'BG-1', amount: cny('12000000') },
  ...{ expiresOn: '2027-04-30', fileHash: 'a'.repeat(64) },
};
const record = async (changed: Partial<RecordGuarantee> = {}) =>
  (await deposits.run(recordGuarantee, { ...PAPER, ...changed }, deposits.as('li-na'))).guaranteeId;
const verify = (guaranteeId: string, by = 'zhao') =>
  deposits.run(verifyGuarantee, { guaranteeId }, deposits.as(by));
const close = (guaranteeId: string, kind: 'CALLED' | 'ENDED', by = 'li-na') =>
  deposits.run(proposeGuaranteeClosing, { guaranteeId, kind, reason: '到期' }, deposits.as(by));
const approve = (guaranteeId: string, by = 'zhao') =>
  deposits.run(approveGuaranteeClosing, { guaranteeId }, deposits.as(by));
const memo = async () => {
  const sums = await deposits.sums();
  return [sums['M.GUARANTEE_HELD'], sums['M.GUARANTEE_GIVEN']];
};
const received = async () =>
  (await deposits.told('finance.deposit.received.v1')).filter(({ contractId: of }) => of === signed);

it('3.3.1a: D6: a verified guarantee counts as the deposit that a contract waits for, in memo accounts only', async () => {
  const before = await deposits.sums();
  const guaranteeId = await record();
  await expect(verify(guaranteeId, 'li-na')).rejects.toMatchObject({ code: 'guarantee.same-person' });
  expect(await verify(guaranteeId)).toEqual({ guaranteeId, covered: cny('12000000') });
  expect(await received()).toMatchObject([{ amount: cny('12000000'), balance: cny('12000000') }]);
  expect(await deposits.sums()).toEqual({
    ...{ ...before, 'M.GUARANTEE_HELD': '12000000', 'M.GUARANTEE_GIVEN': '-12000000' },
  });
  await expect(verify(guaranteeId)).rejects.toMatchObject({ code: 'guarantee.wrong-state' });
  const { items } = await deposits.useCases.read(guaranteesPage, { limit: 9 }, vendor);
  expect(items).toMatchObject([{ guaranteeId, status: 'verified', expiresOn: '2027-04-30' }]);
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  expect((await deposits.useCases.read(guaranteesPage, { limit: 9 }, stranger)).items).toEqual([]);
});

it('3.3.1a: D6: a guarantee that ends before the planned end, three months and 30 days is refused', async () => {
  // 31 December 2026 and three months: 31 March 2027, and 30 days: 30 April.
  await expect(record({ expiresOn: '2027-04-29' })).rejects.toMatchObject({
    ...{ code: 'guarantee.expires-early', path: '/expiresOn' },
    message: 'It has to run to 2027-04-30 at least.',
  });
});

it('3.3.1a: no more is guaranteed than is asked for, and a paper counts once', async () => {
  await expect(record({ amount: cny('12000001') })).rejects.toMatchObject({
    ...{ code: 'guarantee.exceeds-required', path: '/amount' },
  });
  await expect(record({ contractId, number: 'BG-2' })).rejects.toMatchObject({
    code: 'guarantee.exceeds-required', // its cash is in escrow
  });
  await record();
  await expect(record()).rejects.toMatchObject({ code: 'guarantee.recorded-already' });
});

it('3.3.1a: D6: less than 30 days before it ends that is announced once, and not of one that was extended', async () => {
  const first = await record();
  await verify(first);
  const second = await record({ number: 'BG-1', expiresOn: '2027-06-30', replaces: first });
  await verify(second);
  expect(await memo()).toEqual(['12000000', '-12000000']);
  expect(await deposits.told('finance.guarantee.closed.v1')).toMatchObject([
    { guaranteeId: first, kind: 'REPLACED' },
  ]);
  await deposits.at('2027-05-31T15:59:59.999Z');
  expect(await deposits.told('finance.guarantee.expiring.v1')).toEqual([]);
  await deposits.at('2027-05-31T16:00:00.000Z');
  await deposits.at('2027-07-31T16:00:00.000Z');
  expect(await deposits.told('finance.guarantee.expiring.v1')).toMatchObject([
    { guaranteeId: second, expiresOn: '2027-06-30' },
  ]);
});

it('3.3.1a: two persons call a guarantee; what the bank pays is received in escrow as any money', async () => {
  const guaranteeId = await record();
  await expect(close(guaranteeId, 'CALLED')).rejects.toMatchObject({ code: 'guarantee.wrong-state' });
  await verify(guaranteeId);
  await expect(approve(guaranteeId)).rejects.toMatchObject({ code: 'guarantee.not-proposed' });
  await close(guaranteeId, 'CALLED');
  await expect(approve(guaranteeId, 'li-na')).rejects.toMatchObject({ code: 'guarantee.same-person' });
  await approve(guaranteeId);
  expect(await memo()).toEqual([undefined, undefined]);
  await expect(approve(guaranteeId)).rejects.toMatchObject({ code: 'guarantee.wrong-state' });
  const alone = `UPDATE guarantees SET verified_by = recorded_by WHERE id = '${guaranteeId}'`;
  await expect(deposits.database.owner.query(alone)).rejects.toThrow('is final.');
});

it('3.3.1a: D6.9: a guarantee ends as a deposit is released: by two persons, with nothing in the way', async () => {
  const { run, as } = deposits;
  await deposits.database.owner.query(
    `INSERT INTO contract_versions SELECT $1, contract_version, vendor_id, effective_at, yearly_amount_minor,
       currency, performance_share_bps, curve, start_on, end_on, timezone FROM contract_versions`,
    [signed],
  );
  const guaranteeId = await record();
  await verify(guaranteeId);
  await close(guaranteeId, 'ENDED');
  await expect(approve(guaranteeId)).rejects.toMatchObject({ code: 'release.blocked' });
  const ended = { contractId: signed, vendorId, endedAt: '2026-12-31T16:00:00.000Z' };
  await run(recordContractEnd, ended, as('contracts', 'service'));
  for (const fact of ['HANDOVER_ACCEPTED', 'DATA_DELETION_CERTIFIED'] as const) {
    await run(recordExitFact, { contractId: signed, fact, evidence: ['doc-1'] }, as('ma'));
  }
  deposits.clock.set('2027-03-31T16:00:00.000Z');
  await approve(guaranteeId);
  expect(await memo()).toEqual([undefined, undefined]);
  expect(await deposits.told('finance.guarantee.closed.v1')).toMatchObject([{ guaranteeId, kind: 'ENDED' }]);
});
