import { importedId } from '@steward/domain';
import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { financeDatabase } from '../storage/data-source';
import { depositsPage, oneDeposit } from '../storage/deposit-views';
import { postingsPage } from '../storage/journal-views';
import { openDeposit } from './open-deposit';
import { recordReceipt } from './record-receipt';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const other = {
  contractId: '0195540a-0000-7000-8000-000000000002',
  vendorId: '0195540a-0000-7000-8000-00000000000b',
};
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const receipt = { contractId, amount: cny('12000000'), custodianReference: 'E-1', receivedOn: '2026-03-02' };

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const asked = (actor: Actor, by = 'li-na') => ({ actor, by, key: `key ${(keys += 1)}` });
const receive = (changed: Partial<typeof receipt> = {}) =>
  useCases.run(recordReceipt, { ...receipt, ...changed }, asked('enterprise'));
const outbox = () => database.owner.query('SELECT type, data FROM outbox ORDER BY position');

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-03-02T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.owner.query(
    'TRUNCATE deposits, receipts, journal, postings, requests, aggregate_versions, outbox CASCADE',
  );
  for (const parties of [{ contractId, vendorId }, other]) {
    await useCases.run(openDeposit, { ...parties, depositRequired: cny('12000000') }, asked('service'));
  }
});

it('3.3.1a: a signed contract opens its deposit once, under an id of the contract', async () => {
  await useCases.run(
    openDeposit,
    { contractId, vendorId, depositRequired: cny('12000000') },
    asked('service'),
  );
  const required = (await outbox()).filter(
    ({ data }: { data: { contractId: string } }) => data.contractId === contractId,
  );
  expect(required).toMatchObject([
    {
      type: 'finance.deposit.required.v1',
      data: { depositId: importedId('deposit', contractId), required: cny('12000000') },
    },
  ]);
});

it('D6.1: ¥120,000.00 comes into escrow in double entry, and the balance is announced', async () => {
  expect(await receive()).toMatchObject({
    deposited: cny('12000000'),
    suspended: cny('0'),
    balance: cny('12000000'),
  });

  const { items } = await useCases.read(postingsPage, { contractId, limit: 10 }, 'enterprise');
  expect(items).toMatchObject([
    {
      ...{ kind: 'deposit-receipt', clauseId: '3.3.1c', memo: 'Deposit receipt E-1' },
      postings: [
        { account: 'A.ESCROW_CASH', debitMinor: '12000000', creditMinor: '0', currency: 'CNY' },
        { account: 'L.DEPOSIT_VENDOR', debitMinor: '0', creditMinor: '12000000', currency: 'CNY' },
      ],
    },
  ]);
  expect((await outbox()).slice(2)).toMatchObject([
    { type: 'finance.deposit.received.v1', data: { amount: cny('12000000'), balance: cny('12000000') } },
    {
      type: 'pub.finance.deposit.received.v1',
      data: { contractId, amountMinor: '12000000', currency: 'CNY' },
    },
  ]);
});

it('3.3.1a: what comes in above ten per cent goes to suspense', async () => {
  await receive({ amount: cny('12000001') });
  const deposit = await useCases.read(oneDeposit, { contractId }, 'enterprise');
  expect(deposit).toMatchObject({ balance: cny('12000000'), suspense: cny('1'), isCovered: true });
});

it('a movement of the custodian counts once, also under another key and for another contract', async () => {
  await receive();
  const used = { code: 'deposit.reference-used' };
  await expect(receive()).rejects.toMatchObject(used);
  await expect(receive({ contractId: other.contractId })).rejects.toMatchObject(used);
  expect(await database.owner.query('SELECT id FROM journal')).toHaveLength(1);
});

it('of twenty receipts at once with one reference one counts', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => receive()));
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
  expect(refusals).toEqual(Array(19).fill('deposit.reference-used'));
  const deposit = await useCases.read(oneDeposit, { contractId }, 'enterprise');
  expect(deposit).toMatchObject({ balance: cny('12000000'), suspense: cny('0') });
});

it('the same key is one receipt, and with another body it is refused', async () => {
  const once = { actor: 'enterprise' as const, by: 'li-na', key: 'once' };
  const [first, second] = [
    await useCases.run(recordReceipt, receipt, once),
    await useCases.run(recordReceipt, receipt, once),
  ];
  expect(second).toEqual(first);
  const forged = useCases.run(recordReceipt, { ...receipt, amount: cny('1') }, once);
  await expect(forged).rejects.toMatchObject({ code: 'request.key-reused' });
});

it('refuses another currency, an unknown contract and a sum that is no number of fen', async () => {
  const dollars = receive({ amount: { amountMinor: '100', currency: 'USD' } });
  await expect(dollars).rejects.toMatchObject({ code: 'deposit.currency-mismatch' });
  const unknown = receive({ contractId: '0195540a-0000-7000-8000-0000000000ff' });
  await expect(unknown).rejects.toMatchObject({ code: 'deposit.not-found' });
  await expect(receive({ amount: cny('1.5') })).rejects.toMatchObject({
    errors: [{ path: '/amount/amountMinor' }],
  });
});

it('a vendor sees its own deposit and postings, another’s is as good as missing, and no actor sees anything', async () => {
  await receive();
  await receive({ contractId: other.contractId, custodianReference: 'E-2' });
  const own = await useCases.read(depositsPage, { limit: 10 }, `vendor:${vendorId}`);
  expect(own).toMatchObject({ items: [{ contractId, vendorId }], next: null });
  expect((await useCases.read(postingsPage, { limit: 10 }, `vendor:${vendorId}`)).items).toHaveLength(1);
  const foreign = useCases.read(oneDeposit, { contractId: other.contractId }, `vendor:${vendorId}`);
  await expect(foreign).rejects.toMatchObject({ code: 'deposit.not-found' });
  for (const table of ['deposits', 'receipts', 'journal', 'postings']) {
    expect(await database.app.query(`SELECT vendor_id FROM ${table}`)).toEqual([]);
  }
});

it('pages go on where the last one ended', async () => {
  const first = await useCases.read(depositsPage, { limit: 1 }, 'enterprise');
  const second = await useCases.read(depositsPage, { limit: 1, after: first.next! }, 'enterprise');
  const seen = [...first.items, ...second.items].map((deposit) => deposit.contractId).sort();
  expect(seen).toEqual([contractId, other.contractId]);
});
