import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { financeDatabase } from '../storage/data-source';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const journalId = (n: number) => `0195540a-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const accounts = join(mkdtempSync(join(tmpdir(), 'steward-erp-')), 'accounts.json');
const mapped = (more: object = {}) =>
  writeFileSync(
    accounts,
    JSON.stringify({ 'E.SERVICE_FEE': '6601.01', 'L.PAYABLE_VENDOR': '2202', ...more }),
  );

let finance: ServiceUnderTest;
beforeAll(async () => {
  process.env['ERP_ACCOUNTS_FILE'] = accounts;
  finance = await startUnderTest({
    ...{ service: 'finance', options: financeDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('finance', (await import('../finance.module.js')).FinanceModule),
  });
});
afterAll(async () => {
  await finance?.stop();
  delete process.env['ERP_ACCOUNTS_FILE'];
  rmSync(join(accounts, '..'), { recursive: true });
});
beforeEach(async () => {
  mapped();
  await finance.database.owner.query('TRUNCATE journal, postings');
});

/** Journals of two lines each, with the ids n …; `currency` has the amount in minor units. */
async function post(
  ids: readonly number[],
  postedAt: string,
  amount = '24000000',
  memo = 'Settlement',
  currency = 'CNY',
) {
  await finance.database.app.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(
      `INSERT INTO journal SELECT id, $2, $3, 'settlement', $4, '2.2.2a', id, $5 FROM unnest($1::uuid[]) AS i (id)`,
      [ids.map(journalId), contractId, vendorId, memo, postedAt],
    );
    await manager.query(
      `INSERT INTO postings
       SELECT id, line, $2, $3, (ARRAY['E.SERVICE_FEE', 'L.PAYABLE_VENDOR'])[line], (2 - line) * $4::bigint,
         (line - 1) * $4::bigint, $5
       FROM unnest($1::uuid[]) AS i (id), generate_series(1, 2) AS l (line)`,
      [ids.map(journalId), contractId, vendorId, amount, currency],
    );
  });
}
const OCTOBER = 'from=2024-10-01T00:00:00%2B08:00&to=2024-11-01T00:00:00%2B08:00';
const csv = (query = OCTOBER, who = 'auditor', headers: Record<string, string> = {}) =>
  finance.get(who, `/postings.csv?${query}`, headers);
const HEADER =
  'journal_id,line,posted_at,kind,contract_id,vendor_id,account,erp_account,debit,credit,debit_minor,' +
  'credit_minor,currency,clause_id,memo,command_id\n';
const lineOf = (id: number, line: 1 | 2, postedAt: string, memo = 'Settlement') => {
  const [account, amounts] =
    line === 1
      ? ['E.SERVICE_FEE,6601.01', '240000.00,0.00,24000000,0']
      : ['L.PAYABLE_VENDOR,2202', '0.00,240000.00,0,24000000'];
  const head = `${journalId(id)},${line},${postedAt},settlement,${contractId},${vendorId},${account}`;
  return `${head},${amounts},CNY,2.2.2a,${memo},${journalId(id)}\n`;
};

it('D6: a period is half-open by the instant of posting, in its order, and its ETag is the hash of its bytes', async () => {
  await post([9], '2024-09-30T15:59:59.999Z'); // the last of September in China
  await post([8], '2024-09-30T16:00:00.000Z');
  await post([7, 6], '2024-10-20T00:00:00.000Z');
  await post([5], '2024-10-31T16:00:00.000Z');
  const answer = await csv();
  const bytes = Buffer.from(await answer.arrayBuffer());
  const [first, last] = ['2024-09-30T16:00:00.000Z', '2024-10-20T00:00:00.000Z'];
  expect(bytes.toString()).toBe(
    [
      ...[HEADER, lineOf(8, 1, first), lineOf(8, 2, first), lineOf(6, 1, last), lineOf(6, 2, last)],
      ...[lineOf(7, 1, last), lineOf(7, 2, last)],
    ].join(''),
  );
  expect(answer.headers.get('etag')).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');

  await post([4], '2024-11-15T00:00:00.000Z'); // beyond the period
  const again = await csv(OCTOBER, 'finance-maker');
  expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  const known = await csv(OCTOBER, 'finance-checker', { 'if-none-match': answer.headers.get('etag')! });
  expect([known.status, await known.text()]).toEqual([304, '']);
});

it('D6: more journals than are read at once come whole and once', async () => {
  const ids = Array.from({ length: 1_201 }, (_, n) => n + 1);
  await post(ids, '2024-10-20T00:00:00.000Z');
  const lines = (await (await csv()).text()).trimEnd().split('\n').slice(1);
  expect(lines.map((line) => line.split(',').slice(0, 2).join())).toEqual(
    ids.flatMap((id) => [`${journalId(id)},1`, `${journalId(id)},2`]),
  );
});

it('D6: a formula in a memo is text, a quoted one stays one field, and Excel gets its mark', async () => {
  await post([1], '2024-10-20T00:00:00.000Z', '24000000', '=HYPERLINK("x"),结算');
  const at = '2024-10-20T00:00:00.000Z';
  const memo = `"'=HYPERLINK(""x""),结算"`;
  const text = HEADER + lineOf(1, 1, at, memo) + lineOf(1, 2, at, memo);
  expect(await (await csv()).text()).toBe(text);
  const marked = Buffer.from(await (await csv(`${OCTOBER}&bom=true`)).arrayBuffer());
  expect(marked.equals(Buffer.from(`\uFEFF${text}`))).toBe(true);
});

it('D6: amounts have the decimals of their currency', async () => {
  await post([1], '2024-10-20T00:00:00.000Z', '1234', 'Settlement', 'JPY');
  await post([2], '2024-10-20T00:00:00.000Z', '1234', 'Settlement', 'KWD');
  const text = await (await csv()).text();
  expect(text).toContain(',1234,0,1234,0,JPY,');
  expect(text).toContain(',0.000,1.234,0,1234,KWD,');
});

it.each<[string, string, number, string]>([
  ['without an offset', 'from=2024-10-01T00:00:00&to=2024-11-01T00:00:00Z', 422, 'request.refused'],
  ['without an end', 'from=2024-10-01T00:00:00Z', 422, 'request.refused'],
  ['with a mark that is none', `${OCTOBER}&bom=yes`, 422, 'request.refused'],
  ['empty', 'from=2024-10-01T00:00:00Z&to=2024-10-01T00:00:00Z', 422, 'postings.period-empty'],
  ['still open', 'from=2024-10-01T00:00:00Z&to=2099-01-01T00:00:00Z', 422, 'postings.period-open'],
])('D6: a period is refused that is %s', async (_, query, status, code) => {
  const answer = await csv(query);
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
});

it('D6: an account without one of the ERP, and a mapping that is none, are refused before the first byte', async () => {
  await post([1], '2024-10-20T00:00:00.000Z');
  writeFileSync(accounts, '{"E.SERVICE_FEE":"6601.01"}');
  const missing = await csv();
  expect([missing.status, await missing.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'erp-accounts.missing',
      detail: "The ERP's accounts lack one for L.PAYABLE_VENDOR, which this period uses.",
    }),
  ]);
  writeFileSync(accounts, '{');
  expect(await (await csv()).json()).toMatchObject({ code: 'erp-accounts.unreadable' });
  const chinese = await csv(OCTOBER, 'auditor', { 'accept-language': 'zh' });
  expect(await chinese.json()).toMatchObject({ detail: expect.stringContaining('ERP 科目对照表无法读取') });
});

it.each([`vendor:${vendorId}`, 'office-head', 'vendor-manager', 'service', 'platform-admin'])(
  'D6: the ledger is not exported to %s',
  async (who) => {
    expect((await csv(OCTOBER, who)).status).toBe(403);
  },
);
