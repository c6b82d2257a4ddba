import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import ExcelJS from 'exceljs';
import { randomUUID } from 'node:crypto';
import { contract, contractId, vendorId } from '../app/live.fixture';
import { workOrdersDatabase } from '../storage/data-source';

let house: ServiceUnderTest;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const place = '/work-order-batches';
type Value = string | number | Date | { formula: string; result: number };
const GOOD: Value[] = [
  ...['=W-1', 1, '硬件', 'Fault handling', '=UPS', 'HT-2026-017', new Date('2026-09-03T23:10:00Z')],
  ...['2026-09-03T23:20:00+08:00', '', '2026-09-04T09:10:00+08:00', ''],
];
const withCell = (n: number, value: Value): Value[] => GOOD.toSpliced(n, 1, value);

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
       categories, working_time, sla_targets, scope, availability, code)
     VALUES ($1, 1, $2, '2026-01-01', '2026-01-01', '2026-12-31', '{HARDWARE}', $3, $4, '[]', '[]', 'HT-2026-017')`,
    [contractId, vendorId, JSON.stringify(contract.workingTime), JSON.stringify(contract.slaTargets)],
  );
  await house.database.owner.query(`INSERT INTO vendor_skills VALUES ($1, '{HARDWARE}')`, [vendorId]);
});
afterAll(() => house?.stop());

async function workbookOf(answer: Response): Promise<ExcelJS.Workbook> {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, XLSX]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await answer.arrayBuffer());
  return workbook;
}
const template = async (language = 'zh-CN') =>
  workbookOf(await house.get('auditor', `${place}/template`, { 'accept-language': language }));
/** The template filled in, as its bytes. */
async function filled(...rows: Value[][]): Promise<Buffer> {
  const workbook = await template();
  rows.forEach((values, n) => (workbook.worksheets[0]!.getRow(n + 2).values = values));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
/** Sends bytes as an upload; `call` sends JSON alone. */
async function upload(who: string, path: string, content: Buffer, headers: Record<string, string> = {}) {
  return house.send(who, path, content, {
    ...{ 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID(), ...headers },
  });
}
async function json(answer: Response) {
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('3.2.1a: the template is in Chinese or English, with lists and without formulas', async () => {
  const [zh, en] = [await template(), await template('en')];
  const [rows, about] = zh.worksheets;
  expect([rows!.name, about!.name]).toEqual(['工单', '填写说明']);
  expect(rows!.getRow(1).values).toEqual([
    ...[undefined, '工单编号', '级别', '类别', '服务种类', '资产类别', '合同编号'],
    ...['报修时间', '接单时间', '到场时间', '解决时间', '关闭时间'],
  ]);
  expect(rows!.getCell('C5001').dataValidation).toMatchObject({ formulae: ['"硬件,软件,网络,安全"'] });
  expect(en.worksheets[0]!.getCell('G1').value).toBe('Reported');
});

it('3.2.1a: a dry run stores nothing and says what is wrong in which cell, in the caller’s language', async () => {
  const file = await filled(GOOD, withCell(1, 7), withCell(6, { formula: 'NOW()', result: 46000 }));
  const answer = await json(await upload('technical', `${place}/dry-run`, file));
  expect(answer).toMatchObject({
    ...{ status: 200, body: { rows: 3, good: 1, wrong: 2 } },
  });
  expect(answer.body['errors']).toMatchObject([
    { line: 3, column: 'severity', code: 'work-order-batch.cell-wrong' },
    { line: 3, column: 'number', code: 'work-order-batch.number-twice' },
    { line: 4, column: 'number', code: 'work-order-batch.number-twice' },
    { line: 4, column: 'reportedAt', code: 'work-order-batch.cell-unread' },
  ]);
  const headers = { 'accept-language': 'zh', accept: XLSX };
  const marked = await workbookOf(await upload('technical', `${place}/dry-run`, file, headers));
  const sheet = marked.worksheets[0]!;
  expect(sheet.getRow(2).values).toEqual([
    ...[undefined, '=W-1', '1', '硬件', '故障处理', '=UPS', 'HT-2026-017', new Date('2026-09-03T23:10:00Z')],
    ...['2026-09-03T23:20:00+08:00', undefined, '2026-09-04T09:10:00+08:00'],
  ]);
  expect(sheet.getCell('L1').value).toBe('问题');
  expect(sheet.getCell('L4').value).toBe(
    '工单编号: 该编号在工作簿中出现多次。\n报修时间: 公式和错误值不予读取,请填写数值或文字。',
  );
  const again = Buffer.from(await marked.xlsx.writeBuffer());
  expect(await json(await upload('technical', `${place}/dry-run`, again))).toMatchObject({
    body: { rows: 3, good: 1 },
  });
  expect(await house.call('auditor', '/work-orders')).toMatchObject({ body: { items: [] } });
});

it('3.2.1a: a workbook is applied as a whole or not at all, known again, and undone by another', async () => {
  const refused = await json(await upload('technical', place, await filled(GOOD, withCell(1, 7))));
  expect(refused).toMatchObject({ status: 422, body: { code: 'request.refused' } });
  expect(refused.body['errors']).toMatchObject([{ path: '/rows/3/severity' }, { path: '/rows/3/number' }]);

  const file = await filled(GOOD);
  const applied = await json(await upload('technical', place, file));
  expect(applied).toMatchObject({ status: 201, body: { workOrders: 1 } });
  const known = await json(await upload('platform-admin', place, file));
  expect(known).toMatchObject({ status: 409, body: { code: 'work-order-batch.known' } });
  expect(await house.call('auditor', '/work-orders')).toMatchObject({
    body: { items: [{ number: '=W-1', status: 'resolved', evidenceGrade: 'C', contractId }] },
  });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.work-order.reported.v1')).toMatchObject({
    ...{ number: '=W-1', reportedAt: '2026-09-03T15:10:00.000Z', assetClass: '=UPS', evidenceGrade: 'C' },
  });

  const { batchId } = applied.body as { batchId: string };
  const undo = (who: string) => house.call(who, `${place}/${batchId}/undo`, { reason: 'wrong contract' });
  expect(await undo('platform-admin')).toMatchObject({ status: 403 });
  expect(await undo('technical')).toMatchObject({
    status: 409,
    body: { code: 'work-order-batch.same-person' },
  });
  expect(await undo('office-head')).toMatchObject({ status: 201, body: { workOrders: 1 } });
  expect(await house.lastTold('WORK_ORDERS', 'work-orders.work-order.cancelled.v1')).toMatchObject({
    reason: 'wrong contract',
  });
  const batch = { batchId, workOrders: 1, appliedBy: 'technical', undoneBy: 'office-head' };
  expect(await house.call('auditor', `${place}?limit=1`)).toMatchObject({
    body: { items: [batch], next: batchId },
  });
  expect(await house.call('auditor', `${place}?after=${batchId}`)).toMatchObject({ body: { items: [] } });
  expect(await house.call('auditor', `${place}/${batchId}`)).toMatchObject({ body: batch });
  const kept = await house.get('auditor', `${place}/${batchId}/workbook`);
  expect(Buffer.from(await kept.arrayBuffer()).equals(file)).toBe(true);
  expect(await house.call('auditor', `${place}/${contractId}`)).toMatchObject({ status: 404 });
});

it('3.2.1a: what is no workbook of the template’s is refused', async () => {
  const other = new ExcelJS.Workbook();
  other.addWorksheet('x').addRow(['number', 'severity']);
  const foreign = Buffer.from(await other.xlsx.writeBuffer());
  const whole = await filled(GOOD);
  await house.database.owner.query(
    `INSERT INTO policies (name, effective_on, clause_id, value)
     VALUES ('work-order-batch-rows', '2001-01-01', '3.2.1a', '2')`,
  );
  const cases: [Buffer, string][] = [
    [Buffer.from('number,severity'), 'unreadable'],
    [Buffer.alloc(0), 'unreadable'],
    [whole.subarray(0, whole.length / 2), 'unreadable'],
    [foreign, 'header-wrong'],
    [await filled(), 'empty'],
    [await filled(GOOD, withCell(0, 'W-2'), withCell(0, 'W-3')), 'too-long'],
  ];
  for (const [file, code] of cases) {
    const dry = await json(await upload('technical', `${place}/dry-run`, file));
    expect(dry).toMatchObject({ status: 422, body: { code: `work-order-batch.${code}` } });
    const applied = await json(await upload('technical', place, file));
    expect(applied).toMatchObject({ status: 422, body: { code: `work-order-batch.${code}` } });
  }
  expect(await house.call('technical', place, { rows: [] })).toMatchObject({ status: 415 });
  expect((await upload('vendor-manager', place, whole)).status).toBe(403);
});
