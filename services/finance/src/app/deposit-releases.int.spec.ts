import { releasesPage } from '../storage/deposit-release-views';
import { releaseBlockers } from '../storage/release-blocker-views';
import { approveDepositRelease } from './approve-deposit-release';
import { approveInterest } from './approve-interest';
import { cancelDepositRelease } from './cancel-deposit-release';
import { confirmDeduction } from './confirm-deduction';
import { confirmDepositReturn } from './confirm-deposit-return';
import { contestHold } from './contest-hold';
import { cny, contractId, startDeposits, vendor, vendorId } from './deposits.fixture';
import { placeHold } from './place-hold';
import { proposeInterest } from './propose-interest';
import { recordContractEnd } from './record-contract-end';
import { recordDataCustody } from './record-data-custody';
import { recordExitFact } from './record-exit-fact';
import { refuseDepositRelease } from './refuse-deposit-release';
import { requestDepositRelease } from './request-deposit-release';
import { settleObjection } from './settle-objection';

let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
beforeEach(async () => {
  await deposits.begin();
  await deposits.database.owner.query('TRUNCATE contract_ends, exit_facts, data_custody');
});

const interest = {
  ...{ contractId, principal: cny('12000000'), rateBps: 35, custodianReference: 'I-1' },
  ...{ fromOn: '2026-01-01', untilOn: '2026-04-01' },
};
const bore = async () => {
  const { interestId } = await deposits.run(proposeInterest, interest, deposits.as('li-na'));
  return deposits.run(approveInterest, { interestId }, deposits.as('zhao'));
};
const fact = (name: 'HANDOVER_ACCEPTED' | 'DATA_DELETION_CERTIFIED') =>
  deposits.run(recordExitFact, { contractId, fact: name, evidence: ['doc-1'] }, deposits.as('ma'));
const end = () =>
  deposits.run(
    recordContractEnd,
    { contractId, vendorId, endedAt: '2026-11-30T16:00:00.000Z' },
    deposits.as('contracts', 'service'),
  );
const request = (by = 'li-na') => deposits.run(requestDepositRelease, { contractId }, deposits.as(by));
const approve = (releaseId: string, by = 'zhao') =>
  deposits.run(approveDepositRelease, { releaseId }, deposits.as(by));
const moved = (returnId: string, custodianReference: string) =>
  deposits.run(
    confirmDepositReturn,
    { returnId, custodianReference, returnedOn: '2027-03-02' },
    deposits.as('li-na'),
  );

it('3.3.1c: D6.7: ¥120,000.00 at 0.35 % for 90 days bear 105.00 for the vendor, by two persons', async () => {
  const { interestId, amount } = await deposits.run(proposeInterest, interest, deposits.as('li-na'));
  expect(amount).toEqual(cny('10500'));
  const alone = deposits.run(approveInterest, { interestId }, deposits.as('li-na'));
  await expect(alone).rejects.toMatchObject({ code: 'interest.same-person' });
  await deposits.run(approveInterest, { interestId }, deposits.as('zhao'));
  const again = deposits.run(approveInterest, { interestId }, deposits.as('qian'));
  await expect(again).rejects.toMatchObject({ code: 'interest.posted' });
  expect(await deposits.sums()).toEqual({
    ...{ 'A.ESCROW_CASH': '12010500', 'L.DEPOSIT_VENDOR': '-12000000', 'L.INTEREST_VENDOR': '-10500' },
  });
  const twice = deposits.run(proposeInterest, interest, deposits.as('li-na'));
  await expect(twice).rejects.toMatchObject({ code: 'deposit.reference-used' });
  const backwards = { ...interest, custodianReference: 'I-2', untilOn: '2026-01-01' };
  await expect(deposits.run(proposeInterest, backwards, deposits.as('li-na'))).rejects.toMatchObject({
    ...{ code: 'interest.days-wrong', path: '/untilOn' },
  });
});

it('3.3.1c: D6.9: a release is refused with each thing that is in its way', async () => {
  await expect(request()).rejects.toMatchObject({
    ...{ code: 'release.blocked', path: undefined },
    message: 'In the way: HANDOVER, NOT_ENDED, DATA_DELETION.',
  });
  await end();
  await fact('HANDOVER_ACCEPTED');
  deposits.clock.set('2027-01-29T02:00:00.000Z');
  await expect(request()).rejects.toMatchObject({
    message: 'In the way: TRANSITION until 2027-02-28, DATA_DELETION.',
  });
  await fact('DATA_DELETION_CERTIFIED');
  deposits.clock.set('2027-02-28T15:59:59.999Z');
  await expect(request()).rejects.toMatchObject({ message: 'In the way: TRANSITION until 2027-02-28.' });
  deposits.clock.set('2027-02-28T16:00:00.000Z');
  expect(await request()).toMatchObject({ amount: cny('12000000') });
});

it('3.3.1c: D6.9: of ¥120,105.00 with 10,000 held 110,105.00 are released, 4,000 paid, then 6,000; all is zero', async () => {
  await bore();
  const sourceId = await deposits.claimed('1000000');
  const held = { contractId, sourceKind: 'CLAIM' as const, sourceId, amount: cny('1000000') };
  const { holdId } = await deposits.run(placeHold, held, deposits.as('li-na'));
  const objection = { holdId, amount: cny('1000000'), reason: '异议', evidence: ['e'] };
  await deposits.run(contestHold, objection, deposits.as('v-1', vendor));
  await end();
  await fact('HANDOVER_ACCEPTED');
  await fact('DATA_DELETION_CERTIFIED');
  deposits.clock.set('2027-03-01T02:00:00.000Z');
  const first = await request();
  expect(first.amount).toEqual(cny('11010500'));
  await expect(approve(first.releaseId, 'li-na')).rejects.toMatchObject({ code: 'release.same-person' });
  const rival = await request();
  const { returnId } = await approve(first.releaseId);
  await expect(approve(first.releaseId)).rejects.toMatchObject({ code: 'release.approved' });
  await expect(approve(rival.releaseId)).rejects.toMatchObject({ code: 'release.blocked' });
  await moved(returnId, 'R-1');
  expect(await deposits.told('pub.finance.deposit.released.v1')).toMatchObject([{ amountMinor: '11010500' }]);
  await expect(request()).rejects.toMatchObject({
    message: 'In the way: OPEN_HOLD of 1000000 CNY minor units.',
  });

  const settled = { holdId, due: cny('400000'), reason: '核实' };
  await deposits.run(settleObjection, settled, deposits.as('zhao'));
  const [{ id: deductionId }] =
    await deposits.database.owner.query<[{ id: string }]>('SELECT id FROM deductions');
  const movement = { deductionId, custodianReference: 'D-1', movedOn: '2027-03-02' };
  await deposits.run(confirmDeduction, movement, deposits.as('li-na'));
  expect(await deposits.shown()).toMatchObject({ balance: cny('600000'), replenishDueOn: null });
  const second = await request();
  expect(second.amount).toEqual(cny('600000'));
  await moved((await approve(second.releaseId)).returnId, 'R-2');
  expect(await deposits.sums()).toEqual({
    // Of the award of 10,000.00 only 4,000.00 were due, which the deposit paid; nothing is left in escrow.
    ...{ 'A.BANK': '400000', 'R.DISPUTE_AWARD': '-400000' },
  });
  await expect(request()).rejects.toMatchObject({ code: 'release.nothing' });
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
  expect((await deposits.useCases.read(releasesPage, { limit: 9 }, stranger)).items).toEqual([]);
  expect((await deposits.useCases.read(releasesPage, { limit: 9 }, vendor)).items).toHaveLength(3);
});

it('3.3.1c: nobody approves a release that he asked for, not even by direct SQL', async () => {
  await end();
  await fact('HANDOVER_ACCEPTED');
  await fact('DATA_DELETION_CERTIFIED');
  deposits.clock.set('2027-03-01T02:00:00.000Z');
  await approve((await request()).releaseId);
  await request().catch(() => undefined);
  const sql = `INSERT INTO deposit_releases SELECT gen_random_uuid(), deposit_id, contract_id, vendor_id, deposit_minor,
    interest_minor, currency, requested_by, requested_at, requested_by, approved_at, return_id FROM deposit_releases`;
  await expect(deposits.database.owner.query(sql)).rejects.toMatchObject({
    constraint: 'deposit_releases_two_persons',
  });
});

const custody = (missing: number, at: string) =>
  deposits.run(recordDataCustody, { contractId, vendorId, missing, at }, deposits.as('contracts', 'service'));
const blockers = async (now: string) => {
  const { blockers: shown } = await deposits.useCases.read(
    releaseBlockers,
    { contractId, now: new Date(now) },
    'enterprise',
  );
  return shown.map(({ code, count, until }) => [code, count, until]);
};

it('3.3.1c: E1: what is in the way is listed with its number and its last day: TRANSITION until 2027-02-28 (30 d)', async () => {
  expect(await blockers('2026-10-01T00:00:00.000Z')).toEqual([
    ['HANDOVER', 1, null],
    ['NOT_ENDED', 1, null],
    ['DATA_DELETION', 1, null],
  ]);
  await end();
  await fact('HANDOVER_ACCEPTED');
  await custody(2, '2026-12-01T00:00:00.000Z');
  expect(await blockers('2027-01-29T02:00:00.000Z')).toEqual([
    ['TRANSITION', 30, '2027-02-28'],
    ['DATA_DELETION', 2, null],
  ]);
});

it('2.2.3a, 3.3.1c: with no piece of data missing its deletion is certified; what was told before does not count', async () => {
  await end();
  await fact('HANDOVER_ACCEPTED');
  await custody(0, '2026-12-02T00:00:00.000Z');
  await custody(1, '2026-12-01T00:00:00.000Z');
  expect(await blockers('2027-03-01T00:00:00.000Z')).toEqual([]);
  await custody(1, '2026-12-03T00:00:00.000Z');
  await fact('DATA_DELETION_CERTIFIED'); // a person's word is less than the piece that is missing
  expect(await blockers('2027-03-01T00:00:00.000Z')).toEqual([['DATA_DELETION', 1, null]]);
});

it('3.3.1c: D6.9: a release is refused by another person, or taken back by who asked for it, for good', async () => {
  const { run, as } = deposits;
  await end();
  await fact('HANDOVER_ACCEPTED');
  await fact('DATA_DELETION_CERTIFIED');
  deposits.clock.set('2027-03-01T02:00:00.000Z');
  const { releaseId } = await request();
  const why = { releaseId, reason: '金额有误' };
  await expect(run(refuseDepositRelease, why, as('li-na'))).rejects.toMatchObject({
    code: 'release.same-person',
  });
  await expect(run(cancelDepositRelease, why, as('zhao'))).rejects.toMatchObject({ code: 'release.not-own' });
  await run(refuseDepositRelease, why, as('zhao'));
  for (const late of [approve(releaseId), run(cancelDepositRelease, why, as('li-na'))]) {
    await expect(late).rejects.toMatchObject({ code: 'release.closed' });
  }
  const { releaseId: second } = await request();
  await run(cancelDepositRelease, { ...why, releaseId: second }, as('li-na'));
  const { items } = await deposits.useCases.read(releasesPage, { limit: 9 }, vendor);
  expect(items.map(({ closedKind }) => closedKind).toSorted()).toEqual(['CANCELLED', 'REFUSED']);
  const reopened = `UPDATE deposit_releases SET closed_kind = NULL, closed_reason = NULL, closed_by = NULL, closed_at = NULL`;
  await expect(deposits.database.owner.query(reopened)).rejects.toThrow('is final.');
});
