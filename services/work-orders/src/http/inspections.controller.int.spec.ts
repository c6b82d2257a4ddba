import { eventually, type ServiceUnderTest } from '@steward/testing';
import { generateKeyPairSync, sign } from 'node:crypto';
import { contractId, otherVendorId, startContracted, vendor, vendorId } from './contracted.fixture';

let house: ServiceUnderTest;
let assetId: string;
const item = { code: 'BAT', text: '电池电压', expected: '13.2–13.8 V', category: 'HARDWARE', severity: 2 };
const defect = [{ itemCode: 'BAT', outcome: 'DEFECT', note: '实测 11.9 V' }];
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
type Listed = { items: { inspectionId: string; planId: string }[] };

/**
 * A round that is due now. Its plan is made for the day after tomorrow, as nobody can wait here, and its
 * timer is put back to the past.
 */
async function dueRound(code: string): Promise<string> {
  const firstDueOn = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const plan = { code, assetId, contractId, cadenceDays: 30, firstDueOn, items: [item] };
  const planned = await eventually(async () => {
    const made = await house.call<{ planId: string }>('technical', '/inspection-plans', plan);
    expect(made.status).toBe(201); // once the contract is known
    return made.body;
  });
  const dueOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await house.database.owner.query(
    `UPDATE timers SET due_at = now(), input = jsonb_set(input::jsonb, '{dueOn}', to_jsonb($2::text))
     WHERE use_case = 'announce-inspection' AND key = $1`,
    [planned.planId, dueOn],
  );
  return eventually(async () => {
    const { body } = await house.call<Listed>(vendor, `/inspections?status=due&planId=${planned.planId}`);
    expect(body.items).toHaveLength(1);
    return `/inspections/${body.items[0]!.inspectionId}`;
  });
}

beforeAll(async () => {
  house = await startContracted();
  const middle = { latitudeMicrodegrees: 31_230_416, longitudeMicrodegrees: 121_473_701 };
  const fence = { code: 'SH-1', name: '上海一号机房', ...middle, radiusMetres: 150 };
  const site = await house.call<{ siteId: string }>('technical', '/sites', fence);
  const ups = { code: 'UPS-7', name: '不间断电源', siteId: site.body.siteId };
  assetId = (await house.call<{ assetId: string }>('technical', '/assets', ups)).body.assetId;
});
afterAll(() => house?.stop());

it('3.2.1a: a round goes from its plan to the work order of its defect', async () => {
  const round = await dueRound('XJ-1');
  const submission = { occurredAt: new Date().toISOString(), results: defect };
  const submit = (who: string, told: object) => house.call(who, `${round}/submission`, told);
  expect(await submit(`vendor:${otherVendorId}`, submission)).toMatchObject({ status: 404 });
  expect(await submit('technical', submission)).toMatchObject({ status: 403 });
  expect(await submit(vendor, { results: defect })).toMatchObject({
    ...{ status: 422, body: { code: 'request.refused', errors: [{ path: '/occurredAt' }] } },
  });
  expect(await submit(vendor, { ...submission, channel: 'WHATSAPP' })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/channel' }] } },
  });
  expect(await submit(vendor, submission)).toMatchObject({
    ...{ status: 201, body: { status: 'submitted', evidenceGrade: 'A' } },
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.inspection.submitted.v1')).toMatchObject({
    ...{ assetId, vendorId, defects: 1 },
  });
  const shown = await eventually(async () => {
    const { body } = await house.call<{ results: { workOrderId: string }[] }>('auditor', round);
    expect(body.results[0]!.workOrderId).not.toBeNull();
    return body;
  });
  const place = `/work-orders/${shown.results[0]!.workOrderId}`;
  expect(await house.call('technical', place)).toMatchObject({ body: { status: 'reported', assetId } });
});

it('3.2.1a: a round that a registered device has signed counts, one that it has not leaves nothing', async () => {
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const registered = { vendorId, publicKey: raw };
  const device = await house.call<{ deviceId: string }>('technical', '/devices', registered);
  const round = await dueRound('XJ-2');
  const occurredAt = new Date().toISOString();
  const lines = [round.split('/').at(-1)!, 'INSPECTED', occurredAt, '[["BAT","DEFECT","实测 11.9 V"]]'];
  const signature = sign(null, Buffer.from(lines.join('\n')), privateKey).toString('base64');
  const told = { occurredAt, results: defect, deviceId: device.body.deviceId, signature };
  const tell = (who: string, body: object) => house.call(who, `${round}/offline-submission`, body);
  expect(await tell(vendor, { ...told, results: [{ itemCode: 'BAT', outcome: 'OK' }] })).toMatchObject({
    ...{ status: 422, body: { code: 'device.signature-wrong', errors: [{ path: '/signature' }] } },
  });
  expect(await tell(vendor, { ...told, occurredAt: undefined })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/occurredAt' }] } },
  });
  expect(await house.call(vendor, round)).toMatchObject({ body: { status: 'due', results: [] } });
  expect(await tell(`vendor:${otherVendorId}`, told)).toMatchObject({ status: 404 });
  expect(await tell(vendor, told)).toMatchObject({
    ...{ status: 201, body: { status: 'submitted', evidenceGrade: 'B' } },
  });
});
