import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { financeDatabase } from '../storage/data-source';
import { depositReturnsPage } from '../storage/deposit-return-views';
import { oneDeposit } from '../storage/deposit-views';
import { approveDepositReturn } from './approve-deposit-return';
import { confirmDepositReturn } from './confirm-deposit-return';
import { openDeposit } from './open-deposit';
import { recordContractVersion } from './record-contract-version';
import { recordReceipt } from './record-receipt';
import { refuseDepositReturn } from './refuse-deposit-return';
import { requestDepositReturn } from './request-deposit-return';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const clock = fixedClock('2026-03-02T01:00:00.000Z');
type Coded = { readonly code: string };
let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const run: UseCases['run'] = (...call) => useCases.run(...call);
const shown = () => useCases.read(oneDeposit, { contractId }, 'enterprise');

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  const relay = {
    wake: () => undefined,
    onApplicationBootstrap: () => undefined,
    stop: async () => undefined,
  };
  useCases = new UseCases(database.app, clock, relay);
  const options = { service: 'finance', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
  const needed = relay as unknown as ConstructorParameters<typeof Timers>[3];
  timers = new Timers(options, database.app, clock, needed);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-03-02T01:00:00.000Z');
  await database.owner.query(
    'TRUNCATE deposits, receipts, journal, postings, requests, aggregate_versions, outbox, timers CASCADE',
  );
  const demand = { contractId, vendorId, depositRequired: cny('12000000') };
  await run(openDeposit, demand, as('contracts', 'service'));
  const receipt = { custodianReference: 'E-1', receivedOn: '2026-03-02' };
  await run(recordReceipt, { contractId, amount: cny('12000000'), ...receipt }, as('li-na'));
});

/** The contract is amended from 1 May on, as contracts told it in March. */
async function lowered(): Promise<void> {
  const version = {
    ...{ contractId, vendorId, contractVersion: 2, effectiveAt: '2026-04-30T16:00:00.000Z' },
    ...{ yearlyAmount: cny('100000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
    ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
  };
  await run(
    recordContractVersion,
    { ...version, depositRequired: cny('10000000') },
    as('contracts', 'service'),
  );
}
async function at(instant: string): Promise<void> {
  clock.set(instant);
  while ((await timers.tick()) > 0);
}
const requested = async (amountMinor: string, by = 'li-na') =>
  (await run(requestDepositReturn, { contractId, amount: cny(amountMinor) }, as(by))).returnId;
const sums = () =>
  database.owner.query<object[]>(
    `SELECT account, sum(debit_minor - credit_minor)::text AS sum FROM postings GROUP BY account ORDER BY account`,
  );

it('D6.8: the deposit follows an amendment at its instant, and what is above it goes back by two persons', async () => {
  await lowered();
  await at('2026-04-30T15:59:59.999Z');
  expect(await shown()).toMatchObject({ required: cny('12000000'), suspense: cny('0') });
  await at('2026-04-30T16:00:00.000Z');
  const held = { required: cny('10000000'), balance: cny('10000000'), suspense: cny('2000000') };
  expect(await shown()).toMatchObject(held);

  const returnId = await requested('2000000');
  await expect(run(approveDepositReturn, { returnId }, as('li-na'))).rejects.toMatchObject({
    code: 'deposit-return.same-person',
  });
  const movement = { returnId, custodianReference: 'R-1', returnedOn: '2026-05-06' };
  await expect(run(confirmDepositReturn, movement, as('li-na'))).rejects.toMatchObject({
    code: 'deposit-return.wrong-state',
  });
  await run(approveDepositReturn, { returnId }, as('zhao'));
  expect(await run(confirmDepositReturn, movement, as('li-na'))).toMatchObject({
    ...{ status: 'returned', suspense: cny('0') },
  });
  expect(await sums()).toEqual([
    { account: 'A.ESCROW_CASH', sum: '10000000' },
    { account: 'L.DEPOSIT_VENDOR', sum: '-10000000' },
    { account: 'L.SUSPENSE', sum: '0' },
  ]);
  const { items } = await useCases.read(depositReturnsPage, { limit: 9 }, `vendor:${vendorId}`);
  expect(items).toMatchObject([{ returnId, status: 'returned', amountMinor: '2000000' }]);
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
  expect((await useCases.read(depositReturnsPage, { limit: 9 }, stranger)).items).toEqual([]);
});

it('D6.1: no more goes back than is in suspense, what is on its way included', async () => {
  await lowered();
  await at('2026-05-01T00:00:00.000Z');
  const first = await requested('1500000');
  await expect(requested('500001')).rejects.toMatchObject({
    ...{ code: 'deposit-return.exceeds-suspense', path: '/amount' },
  });
  await run(refuseDepositReturn, { returnId: first }, as('zhao'));
  await requested('2000000');
});

it('D6.1: a movement of the custodian counts once', async () => {
  await lowered();
  await at('2026-05-01T00:00:00.000Z');
  const [one, two] = [await requested('1000000'), await requested('1000000')];
  for (const returnId of [one, two]) await run(approveDepositReturn, { returnId }, as('zhao'));
  const movement = { custodianReference: 'R-1', returnedOn: '2026-05-06' };
  await run(confirmDepositReturn, { returnId: one, ...movement }, as('li-na'));
  await expect(run(confirmDepositReturn, { returnId: two, ...movement }, as('li-na'))).rejects.toMatchObject({
    code: 'deposit.reference-used',
  });
  expect(await shown()).toMatchObject({ suspense: cny('1000000') });
});

it('D6.1: of several that record one movement for several deposits at once, one does', async () => {
  const returns = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const other = { contractId: `0195540a-0000-7000-8000-00000000010${n}` };
      const demand = { ...other, vendorId, depositRequired: cny('12000000') };
      await run(openDeposit, demand, as('contracts', 'service'));
      const receipt = { custodianReference: `E-2${n}`, receivedOn: '2026-03-02' };
      await run(recordReceipt, { ...other, amount: cny('13000000'), ...receipt }, as('li-na'));
      const asked = await run(requestDepositReturn, { ...other, amount: cny('1000000') }, as('li-na'));
      await run(approveDepositReturn, { returnId: asked.returnId }, as('zhao'));
      return asked.returnId;
    }),
  );
  const movement = { custodianReference: 'R-7', returnedOn: '2026-03-02' };
  const outcomes = await Promise.allSettled(
    returns.map((returnId) => run(confirmDepositReturn, { returnId, ...movement }, as('li-na'))),
  );
  const codes = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Coded).code] : []));
  expect(codes).toEqual(Array(7).fill('deposit.reference-used'));
});

it('3.3.1c: nobody approves what he asked for, not even by direct SQL', async () => {
  await lowered();
  await at('2026-05-01T00:00:00.000Z');
  const id = await requested('1');
  const sql = `UPDATE deposit_returns SET status = 'approved', approved_by = 'li-na', approved_at = now()
    WHERE id = '${id}'`;
  await expect(database.owner.query(sql)).rejects.toMatchObject({
    constraint: 'deposit_returns_two_persons',
  });
});
