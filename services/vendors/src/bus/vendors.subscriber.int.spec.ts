import {
  aggregateIdOf,
  contractExpired,
  contractTerminated,
  dataItemCertified,
  dataItemHanded,
  depositReceived,
  depositReleased,
  depositReturned,
  encode,
  placeOf,
  registry,
  settlementPosted,
  terminationNotified,
  terminationWithdrawn,
  type Event,
} from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { money } from '@steward/money';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { vendorsDatabase } from '../storage/data-source';

const idOf = (kind: string) => `0195540a-0000-7000-8000-0000000000${kind}`;
const [vendorId, contractId, terminationId] = [idOf('0a'), idOf('ca'), idOf('ce')];
const contract = { contractId, vendorId };
const at = new Date('2026-10-20T02:00:00.000Z');
const yuan = (minor: bigint) => money(minor, 'CNY');

let house: ServiceUnderTest;
const versions = new Map<string, number>();
const announce = (event: Event) => {
  const { stream, aggregate } = placeOf(event.type);
  const aggregateId = aggregateIdOf(event);
  const version = (versions.get(aggregate + aggregateId) ?? 0) + 1;
  versions.set(aggregate + aggregateId, version);
  const data = encode(registry.get(event.type)!, event);
  return house.announce({ type: event.type, stream, aggregateId, version, data });
};
const facts = async (contractOf = contractId) => {
  const rows = await house.database.owner.query<object[]>(
    'SELECT data_missing, settled_quarter, is_deposit_held, is_return_pending FROM contract_facts WHERE contract_id = $1',
    [contractOf],
  );
  return rows[0];
};

beforeAll(async () => {
  house = await startUnderTest({
    ...{ service: 'vendors', options: vendorsDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('vendors', (await import('../vendors.module.js')).VendorsModule),
  });
});
afterAll(() => house?.stop());

it('2.4.2a: a contract that ends long ahead is handed over by HTTP, and its release waits', async () => {
  const lastOn = '2199-11-30';
  const termination = { terminationId, ground: 'CAUSE' as const, side: 'ENTERPRISE' as const, lastOn };
  const endedAt = new Date('2199-11-30T16:00:00.000Z');
  const notice = { ...contract, ...termination, effectiveAt: endedAt, notifiedAt: at };
  await announce(terminationNotified(notice));
  await announce(terminationWithdrawn({ contractId, terminationId, withdrawnAt: at }));
  await announce(terminationNotified(notice));
  await announce(
    contractTerminated({
      ...{ ...contract, code: 'C-1', ...termination, reason: '多次违约', givenAt: at, terminatedAt: endedAt },
    }),
  );
  const exitId = await eventually(async () => {
    const { body } = await house.call<{ items: { exitId: string }[] }>('auditor', '/exits?status=handover');
    expect(body.items).toMatchObject([{ contractId, transitionEndsOn: '2200-02-28', status: 'handover' }]);
    return body.items[0]!.exitId;
  });
  const place = `/exits/${exitId}`;
  const vendor = `vendor:${vendorId}`;
  const listing = { items: [{ kind: 'DOCUMENT', code: 'DOC-1', what: '网络拓扑' }] };
  expect(await house.call(vendor, `${place}/items`, listing)).toMatchObject({ status: 403 });
  const listed = await house.call<{ items: { itemId: string }[] }>('technical', `${place}/items`, listing);
  const item = `${place}/items/${listed.body.items[0]!.itemId}`;
  const proof = { kind: 'DOCUMENT', reference: 'archive 7', fileHash: 'a'.repeat(64) };
  expect(await house.call(vendor, `${item}/handing`, { proof: { kind: 'DOCUMENT' } })).toMatchObject({
    status: 422,
  });
  expect(await house.call(vendor, `${item}/handing`, { proof })).toMatchObject({ status: 201 });
  expect(await house.call(vendor, `${item}/acceptance`, {})).toMatchObject({ status: 403 });
  expect(await house.call('legal', `${item}/refusal`, { reason: '打不开' })).toMatchObject({ status: 201 });
  expect(await house.call(vendor, `${item}/handing`, { proof })).toMatchObject({ status: 201 });
  expect(await house.call('technical', `${place}/seal`, {})).toMatchObject({ status: 201 });
  expect(await house.call('legal', `${item}/acceptance`, {})).toMatchObject({
    status: 201,
    body: { status: 'accepted', exitStatus: 'transition' },
  });
  expect(await house.call('office-head', `${place}/release-request`, {})).toMatchObject({
    status: 409,
    body: { code: 'exit.blocked' },
  });
  expect(await house.call(vendor, `${place}/blockers`)).toMatchObject({
    status: 200,
    body: { blockers: [{ code: 'TRANSITION', until: '2200-02-28' }] },
  });
  expect(await house.call('auditor', place)).toMatchObject({
    body: { handover: [{ kind: 'DOCUMENT', total: 1, accepted: 1 }, {}, {}] },
  });
  const told = await house.lastTold('VENDORS', 'vendors.exit.handover-completed.v1');
  expect(told).toMatchObject({ exitId, contractId, vendorId, documents: 1 });
});

it('2.4.2b: what finance and contracts tell of the contract is kept', async () => {
  const item = { dataItemId: idOf('d1'), ...contract, code: 'LOGS' };
  await announce(dataItemHanded({ ...item, classification: 'GENERAL', missing: 1, handedAt: at }));
  await eventually(async () => expect(await facts()).toMatchObject({ data_missing: 1 }));
  const later = new Date(at.getTime() + 1);
  await announce(dataItemCertified({ ...item, end: 'DELETION', missing: 0, certifiedAt: later }));
  const deposit = { depositId: idOf('d2'), ...contract };
  const sum = yuan(12_000_000n);
  await announce(depositReceived({ ...deposit, amount: sum, balance: sum, receivedAt: at }));
  const released = { ...deposit, releaseId: idOf('d4'), interest: yuan(0n), releasedAt: at };
  await announce(depositReleased({ ...released, amount: yuan(11_000_000n), balance: yuan(1_000_000n) }));
  await announce(depositReturned({ ...deposit, amount: sum, suspense: yuan(0n), returnedAt: at }));
  const pay = { base: sum, pool: sum, performancePay: sum, total: sum };
  await announce(
    settlementPosted({
      ...{ settlementId: idOf('d3'), ...contract, quarter: '2026Q4', contractVersion: 1 },
      ...{ appraisalRevision: 1, score: '88.67', ...pay, postedAt: at },
    }),
  );
  const known = { data_missing: 0, settled_quarter: '2026Q4', is_return_pending: false };
  await eventually(async () => expect(await facts()).toEqual({ ...known, is_deposit_held: true }));
  // What a hold kept goes later.
  await announce(depositReleased({ ...released, amount: yuan(1_000_000n), balance: yuan(0n) }));
  await eventually(async () => expect(await facts()).toMatchObject({ is_return_pending: true }));
  await announce(depositReturned({ ...deposit, amount: sum, suspense: yuan(0n), returnedAt: later }));
  await eventually(async () => expect(await facts()).toEqual({ ...known, is_deposit_held: false }));
});

it('2.4.2a: a contract whose last day is over begins its exit by itself', async () => {
  const other = { contractId: idOf('cb'), vendorId };
  const expiredAt = new Date('2026-09-30T16:00:00.000Z');
  await announce(contractExpired({ ...other, code: 'C-2', endOn: '2026-09-30', expiredAt }));
  await eventually(async () => {
    const { body } = await house.call('auditor', `/exits?contractId=${other.contractId}`);
    expect(body).toMatchObject({ items: [{ cause: 'EXPIRY', transitionEndsOn: '2026-12-30' }] });
  });
});
