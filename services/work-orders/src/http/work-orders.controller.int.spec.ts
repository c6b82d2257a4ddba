import { contractAmended } from '@steward/events';
import { eventually, type ServiceUnderTest } from '@steward/testing';
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  announce,
  at,
  contractId,
  firstAt,
  otherVendorId,
  startContracted,
  target,
  terms,
  vendorId,
  year,
} from './contracted.fixture';

let house: ServiceUnderTest;

beforeAll(async () => {
  house = await startContracted();
});
afterAll(() => house?.stop());

it('2.3.1a: a work order goes from its report to its closing, and the bus hears of every step', async () => {
  const report = { number: 'W-1', severity: 1, category: 'HARDWARE' };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const { workOrderId } = body;
  const place = `/work-orders/${workOrderId}`;
  await eventually(async () => {
    const dispatched = await house.call('technical', `${place}/dispatch`, { contractId });
    expect(dispatched).toMatchObject({ status: 201, body: { status: 'dispatched' } });
  });
  const vendor = `vendor:${vendorId}`;
  for (const [who, step, status] of [
    [vendor, 'acceptance', 'accepted'],
    [vendor, 'arrival', 'on-site'],
    [vendor, 'resolution', 'resolved'],
    ['technical', 'resolution/acceptance', 'closed'],
  ] as const) {
    expect(await house.call(who, `${place}/${step}`, {})).toMatchObject({ status: 201, body: { status } });
  }
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.work-order.closed.v1')).toMatchObject({
    workOrderId,
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.milestone.decided.v1')).toMatchObject({
    ...{ workOrderId, kind: 'CLOSURE', verdict: 'MET', contractId, evidenceGrade: 'A' },
  });
  const shown = await house.call<{ facts: unknown[] }>('auditor', place);
  expect(shown.body.facts).toHaveLength(6);
});

it('D1: a work order shows when its clocks are due; nobody charged with it, none is', async () => {
  const report = { number: 'W-9', severity: 1, category: 'HARDWARE' };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const place = `/work-orders/${body.workOrderId}`;
  expect(await house.call('technical', `${place}/clocks`)).toEqual({ status: 200, body: { items: [] } });
  expect(await house.call(`vendor:${vendorId}`, `${place}/clocks`)).toMatchObject({ status: 404 });
  await house.call('technical', `${place}/dispatch`, { contractId });
  expect(await house.call(`vendor:${vendorId}`, `${place}/clocks`)).toMatchObject({
    body: { items: [{ kind: 'ON_SITE', state: 'RUNNING', isProvisional: false }, { kind: 'CLOSURE' }] },
  });
});

it('a vendor’s token sees its own work orders only; another’s is as good as missing', async () => {
  const own = await house.call<{ items: { workOrderId: string }[] }>(
    `vendor:${vendorId}`,
    '/work-orders?limit=10',
  );
  expect(own.body.items).toHaveLength(2);
  const place = `/work-orders/${own.body.items[0]!.workOrderId}`;
  const foreign = await house.call(`vendor:${otherVendorId}`, '/work-orders?limit=10');
  expect(foreign.body).toEqual({ items: [], next: null });
  expect(await house.call(`vendor:${otherVendorId}`, place)).toMatchObject({
    ...{ status: 404, body: { code: 'work-order.not-found' } },
  });
  expect(await house.call(`vendor:${otherVendorId}`, `${place}/arrival`, {})).toMatchObject({
    ...{ status: 404, body: { code: 'work-order.not-found' } },
  });
});

it('3.2.1a: a fact that a registered device has signed counts, one that it has not leaves nothing', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const device = await house.call<{ deviceId: string }>('technical', '/devices', {
    vendorId,
    publicKey: raw,
  });
  const { deviceId } = device.body;
  const report = { number: 'W-3', severity: 1, category: 'HARDWARE' };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  const place = `/work-orders/${body.workOrderId}`;
  await house.call('technical', `${place}/dispatch`, { contractId });
  await house.call(`vendor:${vendorId}`, `${place}/acceptance`, {});

  const occurredAt = new Date().toISOString();
  const text = [body.workOrderId, 'ARRIVED', occurredAt].join('\n');
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
  const fact = { kind: 'ARRIVED', occurredAt, deviceId, signature };
  const tell = (told: object) => house.call(`vendor:${vendorId}`, `${place}/offline-facts`, told);
  expect(await tell({ ...fact, kind: 'RESOLVED' })).toMatchObject({
    ...{ status: 422, body: { code: 'device.signature-wrong', errors: [{ path: '/signature' }] } },
  });
  expect(await tell({ ...fact, occurredAt: undefined })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/occurredAt' }] } },
  });
  expect((await house.call<{ facts: [] }>('auditor', place)).body.facts).toHaveLength(3);
  expect(await house.call(`vendor:${otherVendorId}`, `${place}/offline-facts`, fact)).toMatchObject({
    status: 404,
  });
  expect(await tell(fact)).toMatchObject({ status: 201, body: { status: 'on-site', lateFactId: null } });
});

it('what a role may not do is refused, and so is a body that does not fit', async () => {
  const report = { number: 'W-2', severity: 1, category: 'HARDWARE' };
  expect(await house.call(`vendor:${vendorId}`, '/work-orders', report)).toMatchObject({ status: 403 });
  expect(await house.call('auditor', '/work-orders', report)).toMatchObject({ status: 403 });
  expect(
    await house.call('technical', '/work-orders', { ...report, severity: 5, colour: 'red' }),
  ).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/colour' }, { path: '/severity' }] } },
  });
});

it('S11: a version that both sides signed is kept beside the one before, from its instant on', async () => {
  const effectiveAt = new Date(`${year}-11-01T00:00:00+08:00`);
  const slower = { onSite: { ...target, durationSeconds: 14_400 }, closure: target };
  const amended = {
    ...{ ...terms, contractVersion: 2, effectiveAt, slaTargets: { ...terms.slaTargets, 1: slower } },
    ...{ depositRequired: { amountMinor: 12_000_000n, currency: 'CNY' }, scope: [], rateCard: [] },
  };
  await announce(house, contractAmended({ ...amended, amendedAt: at }), 2);
  await eventually(async () => {
    const kept = await house.database.owner.query<object[]>(
      `SELECT contract_version AS version, effective_at AS at, sla_targets->'1'->'onSite'->'durationSeconds' AS seconds
       FROM contract_versions WHERE contract_id = $1 ORDER BY 1`,
      [contractId],
    );
    expect(kept).toEqual([
      { version: 1, at: firstAt, seconds: 7200 },
      { version: 2, at: effectiveAt, seconds: 14_400 },
    ]);
  });
});
