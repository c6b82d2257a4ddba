import type { ServiceUnderTest } from '@steward/testing';
import { eventually } from '@steward/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cny, contractId, startHouse, stranger, vendor, vendorId } from './house.fixture';

let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const HEADER = 'reference,date,contract,kind,amount,currency,closing_balance';
const CSV = { 'content-type': 'text/csv' };
let keys = 0;
async function send(who: string, ...rows: string[]) {
  const headers = { ...CSV, 'idempotency-key': `statement ${(keys += 1)}` };
  const content = Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`);
  const answer = await house.send(who, '/custodian-statements', content, headers);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('3.3.1c: an approved return is written for the custodian, and its statement brings the movement', async () => {
  const { call } = house;
  const over = `E-2,2026-01-07,${contractId},RECEIPT,200.00,CNY,120200.00`;
  expect(await send('finance-maker', HEADER, over)).toEqual({
    ...{ status: 201, body: { lines: 1, moved: 1, breaks: 0 } },
  });
  const { body: asked } = await call('finance-maker', '/deposit-returns', {
    contractId,
    amount: cny('20000'),
  });
  const returnId = String(asked['returnId']);
  await call('finance-checker', `/deposit-returns/${returnId}/approval`, {});
  const folder = join(house.files, 'custodian', 'out');
  await eventually(async () => expect(await readdir(folder)).toEqual([`${returnId}.json`]));
  expect(JSON.parse(await readFile(join(folder, `${returnId}.json`), 'utf8'))).toMatchObject({
    ...{ instructionId: returnId, contractId, kind: 'RETURN', purpose: 'DEPOSIT_RETURN', currency: 'CNY' },
    ...{ amountMinor: '20000', amount: '200.00', beneficiary: vendorId },
  });
  const told = await house.lastTold('FINANCE', 'finance.instruction.sent.v1');
  expect(told).toMatchObject({ instructionId: returnId, amount: cny('20000') });

  const back = `R-1,2026-01-08,${contractId},RETURN,200.00,CNY,120000.00`;
  expect(await send('finance-maker', HEADER, over, back)).toMatchObject({ body: { moved: 1, breaks: 0 } });
  const { body: shown } = await call(vendor, '/custodian-instructions');
  expect(shown).toMatchObject({ items: [{ instructionId: returnId, custodianReference: 'R-1' }] });
  const { body: movements } = await call(stranger, '/custodian-movements');
  expect(movements).toEqual({ items: [], next: null });
});

it('3.3.1c: only finance brings a statement, and what is no statement is refused by row and column', async () => {
  const line = `E-3,2026-01-09,${contractId},RECEIPT,1.00,CNY,120001.00`;
  for (const who of ['finance-checker', vendor]) {
    expect(await send(who, HEADER, line)).toMatchObject({ status: 403 });
  }
  const wrong = `E-4,2026-01-32,${contractId},RECEIPT,1.005,CNY,120001.00`;
  const refused = await send('finance-maker', HEADER, line, wrong, line);
  expect(refused).toMatchObject({ status: 422, body: { code: 'request.refused' } });
  const paths = (refused.body['errors'] as { path: string }[]).map(({ path }) => path);
  expect(paths).toEqual(['/rows/3/date', '/rows/3/amount', '/rows/4/reference']);
  for (const [rows, path] of [
    [[HEADER.replace('kind,', ''), line], '/rows/1/kind'],
    [[HEADER], '/rows'],
    [[HEADER, `${line}\r\n"x`], '/rows/4'],
    [[HEADER, `${line},more`], '/rows/2'],
    [[HEADER, line.replace(contractId, vendorId)], '/rows/2/contract'],
  ] as const) {
    expect(await send('finance-maker', ...rows)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  }
  const json = await house.call('finance-maker', '/custodian-statements', { line });
  expect(json).toMatchObject({ status: 415 });
  const { body } = await house.call('auditor', `/deposits/${contractId}`);
  expect(body).toMatchObject({ suspense: cny('0') });
});

it('3.3.1c: a break freezes returns with 409 until two persons have explained it', async () => {
  const { call } = house;
  const receipt = `E-5,2026-01-10,${contractId},RECEIPT,100.00,CNY,120099.99`;
  expect(await send('finance-maker', HEADER, receipt)).toMatchObject({ body: { breaks: 1 } });
  const { body: listed } = await call('auditor', '/escrow-breaks?status=open');
  const [found] = listed['items'] as [{ breakId: string; stated: object; booked: object }];
  expect(found).toMatchObject({ stated: cny('12009999'), booked: cny('12010000') });
  const asked = () => call('finance-maker', '/deposit-returns', { contractId, amount: cny('10000') });
  expect(await asked()).toMatchObject({ status: 409, body: { code: 'escrow.frozen' } });
  const its = `/escrow-breaks/${found.breakId}/resolution`;
  expect(await call('finance-maker', its, { reason: '' })).toMatchObject({ status: 422 });
  expect(await call(vendor, its, { reason: 'x' })).toMatchObject({ status: 403 });
  expect(await call('finance-maker', its, { reason: '手续费,托管方将补足' })).toMatchObject({ status: 201 });
  expect(await call('finance-maker', `${its}/approval`, {})).toMatchObject({ status: 403 });
  expect(await call('finance-checker', `${its}/approval`, {})).toMatchObject({ status: 201 });
  expect(await asked()).toMatchObject({ status: 201 });
  const missing = `/escrow-breaks/${contractId}/resolution`;
  expect(await call('finance-maker', missing, { reason: 'x' })).toMatchObject({ status: 404 });
  const { body: foreign } = await call(stranger, '/escrow-breaks');
  expect(foreign).toMatchObject({ items: [] });
});
