import { holdsPage, oneHold } from '../storage/hold-views';
import { confirmDeduction } from './confirm-deduction';
import { contestHold } from './contest-hold';
import { cny, contractId, startDeposits, vendor, vendorId, type Coded } from './deposits.fixture';
import { liftHold } from './lift-hold';
import { placeHold } from './place-hold';
import { postHold } from './post-hold';
import { settleObjection } from './settle-objection';

let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
beforeEach(() => deposits.begin());

const hold = (sourceId: string, amountMinor: string, by = 'li-na') =>
  deposits.run(
    placeHold,
    { contractId, sourceKind: 'CLAIM', sourceId, amount: cny(amountMinor) },
    deposits.as(by),
  );
const post = (holdId: string, amountMinor?: string, by = 'zhao') =>
  deposits.run(postHold, { holdId, ...(amountMinor && { amount: cny(amountMinor) }) }, deposits.as(by));
const contest = (holdId: string, amountMinor: string) =>
  deposits.run(
    contestHold,
    { holdId, amount: cny(amountMinor), reason: '未造成停机', evidence: ['report-17'] },
    deposits.as('v-1', vendor),
  );
const settle = (holdId: string, dueMinor: string, by = 'zhao') =>
  deposits.run(settleObjection, { holdId, due: cny(dueMinor), reason: '核实' }, deposits.as(by));
/** After the objection window of a notice of 21 September. */
const AFTER = '2026-10-12T16:00:00.000Z';

it('3.3.1b: D6.2, D6.3: ¥35,000.00 are held until 12 October, and a second hold above ¥85,000.00 is refused', async () => {
  const claimId = await deposits.claimed('3500000');
  deposits.clock.set('2026-09-21T02:00:00.000Z');
  expect(await hold(claimId, '3500000')).toMatchObject({
    ...{ available: cny('8500000'), objectionEndsOn: '2026-10-12', objectionEndsAt: AFTER },
  });
  const other = await deposits.claimed('9000000', 2);
  await expect(hold(other, '8500001')).rejects.toMatchObject({
    ...{ code: 'hold.exceeds-available', path: undefined },
  });
  await hold(other, '8500000');
  expect(await deposits.shown()).toMatchObject({ held: cny('12000000'), available: cny('0') });
  expect(await deposits.told('pub.finance.deposit.held.v1')).toMatchObject([
    { amountMinor: '3500000', clauseRefs: ['3.3.1b'] },
    { amountMinor: '8500000' },
  ]);
});

it('3.3.1b: no more is held than a claim comes to', async () => {
  const claimId = await deposits.claimed('3500000');
  await hold(claimId, '3000000');
  await expect(hold(claimId, '500001')).rejects.toMatchObject({ code: 'hold.exceeds-claim' });
});

it('3.3.1b: D6.3, D6.4: of ¥35,000.00 the vendor objects to 10,000: 25,000 are posted, 10,000 stay held', async () => {
  const claimId = await deposits.claimed('3500000');
  deposits.clock.set('2026-09-21T02:00:00.000Z');
  const { holdId } = await hold(claimId, '3500000');
  await contest(holdId, '1000000');
  await expect(contest(holdId, '1')).rejects.toMatchObject({ code: 'hold.contested' });
  deposits.clock.set('2026-10-12T15:59:59.999Z');
  await expect(post(holdId)).rejects.toMatchObject({ code: 'hold.window-open' });
  deposits.clock.set(AFTER);
  await expect(post(holdId, undefined, 'li-na')).rejects.toMatchObject({ code: 'hold.same-person' });
  await expect(post(holdId, '2500001')).rejects.toMatchObject({ code: 'hold.exceeds-held' });
  const posted = await post(holdId);
  expect(posted).toMatchObject({
    ...{ posted: cny('2500000'), remaining: cny('1000000'), balance: cny('9500000') },
  });
  expect(await deposits.sums()).toEqual({
    ...{ 'A.CLAIMS_RECEIVABLE': '1000000', 'A.ESCROW_CASH': '12000000' },
    ...{ 'L.DEPOSIT_VENDOR': '-9500000', 'R.DISPUTE_AWARD': '-3500000' },
  });
  const movement = { deductionId: posted.deductionId, custodianReference: 'D-1', movedOn: '2026-10-13' };
  await deposits.run(confirmDeduction, movement, deposits.as('li-na'));
  await expect(deposits.run(confirmDeduction, movement, deposits.as('li-na'))).rejects.toMatchObject({
    code: 'deduction.confirmed',
  });
  expect(await deposits.sums()).toMatchObject({ 'A.BANK': '2500000', 'A.ESCROW_CASH': '9500000' });
  expect(await deposits.useCases.read(oneHold, { holdId }, vendor)).toMatchObject({
    ...{ status: 'open', remaining: cny('1000000'), objection: { amount: cny('1000000'), isSettled: false } },
    deductions: [{ amount: cny('2500000'), custodianReference: 'D-1', movedOn: '2026-10-13' }],
  });
});

it('3.3.1b: D6.3: who objects late, or to more than is held, is refused', async () => {
  const { holdId } = await hold(await deposits.claimed('3500000'), '3500000');
  await expect(contest(holdId, '3500001')).rejects.toMatchObject({ code: 'hold.exceeds-held' });
  deposits.clock.set('2026-04-01T00:00:00.000Z');
  await expect(contest(holdId, '1')).rejects.toMatchObject({ code: 'hold.window-over' });
});

it('3.3.1b: D6.5: what was deducted is due again ten working days later; overdue is announced once', async () => {
  const claimId = await deposits.claimed('3500000');
  deposits.clock.set('2026-09-21T02:00:00.000Z');
  const { holdId } = await hold(claimId, '3500000');
  // Posted on 13 October: 14, 15, 16, 19, 20, 21, 22, 23, 26 and 27 October are ten working days.
  deposits.clock.set('2026-10-13T02:00:00.000Z');
  expect(await post(holdId)).toMatchObject({ balance: cny('8500000') });
  expect(await deposits.shown()).toMatchObject({ replenishDueOn: '2026-10-27' });
  expect(await deposits.told('finance.deposit.replenishment-due.v1')).toMatchObject([
    { missing: cny('3500000'), dueOn: '2026-10-27', dueAt: '2026-10-27T16:00:00.000Z' },
  ]);
  await deposits.at('2026-10-27T15:59:59.999Z');
  expect(await deposits.told('finance.deposit.replenishment-overdue.v1')).toEqual([]);
  await deposits.at('2026-10-27T16:00:00.000Z');
  await deposits.at('2026-11-27T16:00:00.000Z');
  expect(await deposits.told('finance.deposit.replenishment-overdue.v1')).toMatchObject([
    { missing: cny('3500000'), dueOn: '2026-10-27' },
  ]);
  await deposits.receive('3000000', 'E-2');
  expect(await deposits.told('finance.deposit.replenished.v1')).toEqual([]);
  await deposits.receive('500000', 'E-3');
  expect(await deposits.shown()).toMatchObject({
    ...{ balance: cny('12000000'), replenishDueOn: null, isReplenishOverdue: false },
  });
  expect(await deposits.told('pub.finance.deposit.replenished.v1')).toMatchObject([
    { amountMinor: '12000000', contractId },
  ]);
});

it('3.3.1b: D6.6: of a claim of ¥150,000.00 the deposit pays 120,000 and 30,000 stay receivable', async () => {
  const claimId = await deposits.claimed('15000000');
  const { holdId } = await hold(claimId, '12000000');
  deposits.clock.set(AFTER);
  await post(holdId);
  expect(await deposits.sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '3000000' });
  expect(await deposits.shown()).toMatchObject({ balance: cny('0'), held: cny('0') });
});

it('3.3.1b: working days are those of the contract, also where it agrees no damages', async () => {
  const claimId = await deposits.claimed('3500000');
  const { owner } = deposits.database;
  await owner.query(`DELETE FROM damages_clauses; UPDATE contract_versions SET calendar = 'NO-HOLIDAYS'`);
  deposits.clock.set('2026-09-21T02:00:00.000Z');
  await expect(hold(claimId, '3500000')).rejects.toThrow('NO-HOLIDAYS'); // it is what is asked for
});

it('3.3.1b: an objection settled at ¥4,000.00 posts these and frees 6,000; the hold resolves once', async () => {
  const claimId = await deposits.claimed('1000000');
  const { holdId } = await hold(claimId, '1000000');
  await contest(holdId, '1000000');
  await expect(settle(holdId, '400000', 'li-na')).rejects.toMatchObject({ code: 'hold.same-person' });
  await expect(settle(holdId, '1000001')).rejects.toMatchObject({ code: 'hold.exceeds-held' });
  expect(await settle(holdId, '400000')).toMatchObject({ freed: cny('600000'), balance: cny('11600000') });
  for (const again of [settle(holdId, '0'), post(holdId)]) {
    await expect(again).rejects.toMatchObject({ code: 'hold.resolved' });
  }
  // What is not due leaves the ledger.
  expect(await deposits.sums()).toMatchObject({ 'R.DISPUTE_AWARD': '-400000' });
  expect(await deposits.sums()).not.toHaveProperty(['A.CLAIMS_RECEIVABLE']);
  expect(await deposits.told('finance.claim.reduced.v1')).toMatchObject([{ claimId, amount: cny('600000') }]);
  const [posted, correction] = await deposits.told('pub.finance.claim.posted.v1');
  expect([posted, correction]).toMatchObject([
    { amountMinor: '1000000' },
    { amountMinor: '-600000', correctionOf: claimId },
  ]);
  await expect(hold(claimId, '1')).rejects.toMatchObject({ code: 'hold.exceeds-claim' });
  const lifted = deposits.run(liftHold, { holdId, reason: '再次' }, deposits.as('zhao'));
  await expect(lifted).rejects.toMatchObject({ code: 'hold.resolved' });
});

it('3.3.1b: a lifted hold frees all of it, and what was claimed stays receivable', async () => {
  const claimId = await deposits.claimed('1000000');
  const { holdId } = await hold(claimId, '1000000');
  await deposits.run(liftHold, { holdId, reason: '改由发票抵扣' }, deposits.as('zhao'));
  expect(await deposits.shown()).toMatchObject({ held: cny('0'), available: cny('12000000') });
  expect(await deposits.sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '1000000' });
});

it('3.3.1b: nobody posts what he held, and no resolved hold changes, not even by direct SQL', async () => {
  const { holdId } = await hold(await deposits.claimed('1000000'), '1000000');
  deposits.clock.set(AFTER);
  const { deductionId } = await post(holdId);
  const alone = `UPDATE deductions SET posted_by = placed_by WHERE id = '${deductionId}'`;
  await expect(deposits.database.owner.query(alone)).rejects.toMatchObject({
    constraint: 'deductions_two_persons',
  });
  const undone = `UPDATE holds SET posted_minor = 0, resolved_at = NULL WHERE id = '${holdId}'`;
  await expect(deposits.database.owner.query(undone)).rejects.toThrow(`holds ${holdId} is final.`);
  const overdrawn = `UPDATE deposits SET held_minor = balance_minor + 1`;
  await expect(deposits.database.owner.query(overdrawn)).rejects.toMatchObject({
    constraint: 'deposits_held',
  });
});

it('3.3.1b: a vendor sees and touches its own holds only', async () => {
  const { holdId } = await hold(await deposits.claimed('1000000'), '1000000');
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  const objection = { holdId, amount: cny('1'), reason: '异议', evidence: ['e'] };
  const foreign = deposits.run(contestHold, objection, deposits.as('v-2', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'hold.not-found' });
  expect((await deposits.useCases.read(holdsPage, { limit: 9 }, stranger)).items).toEqual([]);
  const own = await deposits.useCases.read(holdsPage, { limit: 9, status: 'open' }, vendor);
  expect(own.items).toMatchObject([{ holdId, vendorId, amount: cny('1000000') }]);
});

it('3.3.1b: two hundred holds and posts at once never overdraw a deposit', async () => {
  const claims = await Promise.all(Array.from({ length: 4 }, (_, n) => deposits.claimed('20000000', n + 1)));
  const first = await Promise.all(
    Array.from({ length: 100 }, (_, n) => hold(claims[n % 4]!, '200000').catch((error: Coded) => error)),
  );
  const placed = first.flatMap((one) => ('holdId' in one ? [one.holdId] : []));
  expect(placed).toHaveLength(60); // 60 times ¥2,000.00 are ¥120,000.00
  deposits.clock.set(AFTER);
  const rivals = [...placed, ...placed].map((holdId) => () => post(holdId));
  const more = Array.from({ length: 80 }, (_, n) => () => hold(claims[n % 4]!, '100000'));
  const outcomes = await Promise.allSettled([...rivals, ...more].map((act) => act()));
  const codes = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Coded).code] : []));
  expect(codes.filter((code) => code === 'hold.resolved')).toHaveLength(60);
  expect(codes.filter((code) => code === 'hold.exceeds-available')).toHaveLength(80);
  expect(codes).toHaveLength(140);
  expect(await deposits.shown()).toMatchObject({ balance: cny('0'), held: cny('0') });
  expect(await deposits.sums()).toEqual({
    ...{ 'A.CLAIMS_RECEIVABLE': '68000000', 'A.ESCROW_CASH': '12000000', 'R.DISPUTE_AWARD': '-80000000' },
  });
});
