import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { createHash } from 'node:crypto';
import { contract, contractId, vendorId } from '../app/live.fixture';
import { workOrdersDatabase } from '../storage/data-source';

let house: ServiceUnderTest;
const vendor = `vendor:${vendorId}`;
const place = `/reports/${contractId}/2026-09`;

beforeAll(async () => {
  house = await startUnderTest({
    ...{
      service: 'work-orders',
      options: workOrdersDatabase,
      provision: provisionStreams,
      stop: stopService,
    },
    start: async () =>
      startService('work-orders', (await import('../work-orders.module.js')).WorkOrdersModule),
  });
  await house.database.owner.query(
    `INSERT INTO contract_versions (contract_id, contract_version, vendor_id, effective_at, start_on, end_on,
       categories, working_time, sla_targets, scope, availability)
     VALUES ($1, 1, $2, '2026-01-01', '2026-01-01', '2026-12-31', '{HARDWARE}', $3, $4, '[]', '[]')`,
    [contractId, vendorId, JSON.stringify(contract.workingTime), JSON.stringify(contract.slaTargets)],
  );
  await house.database.owner.query(`INSERT INTO vendor_skills VALUES ($1, '{HARDWARE}')`, [vendorId]);
  const report = {
    number: '=W-1',
    severity: 1,
    category: 'HARDWARE',
    reportedAt: '2026-09-03T15:10:00.000Z',
  };
  const { body } = await house.call<{ workOrderId: string }>('technical', '/work-orders', report);
  await house.call('technical', `/work-orders/${body.workOrderId}/dispatch`, { contractId });
});
afterAll(() => house?.stop());

it('2.3.1d: what is submitted is what is read afterwards, to the byte', async () => {
  const submitted = await house.call<{ contentHash: string }>(vendor, `${place}/submission`, {});
  expect(submitted.status).toBe(201);
  const answer = await house.get('auditor', place);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(submitted.body.contentHash);
  expect(answer.headers.get('etag')).toBe(`"${submitted.body.contentHash}"`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(JSON.parse(bytes.toString())).toMatchObject({ counts: { reported: 1, open: 1 } });
  expect(await house.call(vendor, `${place}/submission`, {})).toMatchObject({
    ...{ status: 409, body: { code: 'report.submitted-already' } },
  });
});

it('2.3.1d: as CSV a number that looks like a formula is text', async () => {
  const answer = await house.get('auditor', `${place}/csv`);
  expect(answer.headers.get('content-disposition')).toContain('service-report-2026-09.csv');
  const [head, line] = Buffer.from(await answer.arrayBuffer())
    .toString()
    .split('\n');
  expect(head).toMatch(/^\ufeffnumber,category,service,severity/);
  expect(line).toMatch(/^'=W-1,HARDWARE,FAULT_HANDLING,1,A,2026-09-03T23:10:00\+08:00,/);
});

it('2.3.1d: the PDF is the same at every printing, in Chinese or English', async () => {
  const print = async (language: string) => {
    const answer = await house.get('auditor', `${place}/pdf`, { 'accept-language': language });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return Buffer.from(await answer.arrayBuffer());
  };
  const [zh, again, en] = [await print('zh-CN'), await print('zh-CN'), await print('en')];
  expect(zh.subarray(0, 5).toString()).toBe('%PDF-');
  expect(zh.equals(again)).toBe(true);
  expect(zh.equals(en)).toBe(false);
});

it.each([
  ['2026-13', 422, 'request.refused'],
  ['2025-12', 422, 'report.not-owed'],
])('2.3.1d: of %s there is no report', async (period, status, code) => {
  const answer = await house.call('auditor', `/reports/${contractId}/${period}`);
  expect(answer).toMatchObject({ status, body: { code } });
});

it('1.1.3b: only the vendor submits', async () => {
  const answer = await house.call('technical', `${place}/submission`, {});
  expect(answer).toMatchObject({ status: 403, body: { code: 'request.forbidden' } });
});
