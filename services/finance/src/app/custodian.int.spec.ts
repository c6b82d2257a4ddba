import { breaksPage, instructionsPage, movementsPage, unsentInstructions } from '../storage/custodian-views';
import { readLine, type StatementFields, type StatementLine } from '../domain/custodian-statement';
import { approveBreakResolution } from './approve-break-resolution';
import { approveDepositReturn } from './approve-deposit-return';
import { confirmDeduction } from './confirm-deduction';
import { confirmDepositReturn } from './confirm-deposit-return';
import { cny, contractId, startDeposits, vendor, vendorId } from './deposits.fixture';
import { markInstructionSent } from './mark-instruction-sent';
import { placeHold } from './place-hold';
import { postHold } from './post-hold';
import { proposeBreakResolution } from './propose-break-resolution';
import { recordCustodianStatement } from './record-custodian-statement';
import { requestDepositRelease } from './request-deposit-release';
import { requestDepositReturn } from './request-deposit-return';

let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
beforeEach(() => deposits.begin());

const GOOD: StatementFields = {
  ...{ reference: 'E-1', date: '2026-03-02', contract: contractId, kind: 'RECEIPT', currency: 'CNY' },
  ...{ amount: '120000.00', closing_balance: '120000.00' },
};
const lineOf = (fields: Partial<StatementFields>, row = 2): StatementLine => {
  const read = readLine(row, { ...GOOD, ...fields });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return read.line;
};
const stated = (...lines: Partial<StatementFields>[]) =>
  deposits.run(
    recordCustodianStatement,
    { lines: lines.map((line, n) => lineOf(line, n + 2)) },
    deposits.as('li-na'),
  );
const D_1 = { reference: 'D-1', date: '2026-10-14', kind: 'DEDUCTION', amount: '35000.00' };
/** ¥35,000.00 posted on 13 October, which the custodian has not moved yet; its id. */
async function deducted(): Promise<string> {
  const sourceId = await deposits.claimed('3500000');
  const held = { contractId, sourceKind: 'CLAIM' as const, sourceId, amount: cny('3500000') };
  const { holdId } = await deposits.run(placeHold, held, deposits.as('li-na'));
  deposits.clock.set('2026-10-13T02:00:00.000Z');
  return (await deposits.run(postHold, { holdId }, deposits.as('zhao'))).deductionId;
}
const returning = (amountMinor: string) =>
  deposits.run(requestDepositReturn, { contractId, amount: cny(amountMinor) }, deposits.as('li-na'));
const breaks = async () => (await deposits.useCases.read(breaksPage, { limit: 9 }, 'enterprise')).items;
const explain = (breakId: string, by: string) =>
  deposits.run(proposeBreakResolution, { breakId, reason: '托管方少计 0.01 元' }, deposits.as(by));
const agree = (breakId: string, by: string) =>
  deposits.run(approveBreakResolution, { breakId }, deposits.as(by));

it('3.3.1c: D6.4: a posted deduction is an instruction by two persons; its line on the statement moves the money', async () => {
  const deductionId = await deducted();
  const unsent = await deposits.useCases.read(unsentInstructions, {}, 'service');
  expect(unsent).toMatchObject([
    {
      ...{ id: deductionId, contractId, kind: 'DEDUCTION', purpose: 'DAMAGES', beneficiary: 'ENTERPRISE' },
      ...{ amount: { amountMinor: 3_500_000n, currency: 'CNY' }, approvers: ['li-na', 'zhao'] },
    },
  ]);
  const sent = () =>
    deposits.run(
      markInstructionSent,
      { instructionId: deductionId },
      { actor: 'service', by: 'finance', key: deductionId, mayBeRepeat: true },
    );
  await sent();
  await sent();
  expect(await deposits.told('finance.instruction.sent.v1')).toMatchObject([{ instructionId: deductionId }]);
  expect(await deposits.useCases.read(unsentInstructions, {}, 'service')).toEqual([]);

  expect(await stated({}, { ...D_1, closing_balance: '85000.00' })).toEqual({
    lines: 2,
    moved: 2,
    breaks: 0,
  });
  expect(await deposits.sums()).toMatchObject({ 'A.BANK': '3500000', 'A.ESCROW_CASH': '8500000' });
  expect(await deposits.told('finance.instruction.confirmed.v1')).toMatchObject([
    { instructionId: deductionId, kind: 'DEDUCTION' },
  ]);
  const again = { deductionId, custodianReference: 'D-2', movedOn: '2026-10-14' };
  await expect(deposits.run(confirmDeduction, again, deposits.as('li-na'))).rejects.toMatchObject({
    code: 'deduction.confirmed',
  });
  const own = await deposits.useCases.read(instructionsPage, { limit: 9 }, vendor);
  expect(own.items).toMatchObject([{ instructionId: deductionId, custodianReference: 'D-1' }]);
});

it('3.3.1c: a statement that comes again changes nothing, nor does a movement that a person has recorded', async () => {
  await deducted();
  await stated({}, { ...D_1, closing_balance: '85000.00' });
  expect(await stated({}, { ...D_1, closing_balance: '85000.00' })).toEqual({
    lines: 2,
    moved: 0,
    breaks: 0,
  });
  await expect(deposits.receive('3500000', 'D-1')).rejects.toMatchObject({ code: 'deposit.reference-used' });
  expect(await deposits.sums()).toMatchObject({ 'A.ESCROW_CASH': '8500000' });
});

it('3.3.1c: D6.1, D6.5, D6.7: receipts and interest of a statement are booked as any; a deposit may be named by its id', async () => {
  const { depositId } = await deposits.shown();
  const receipt = { reference: 'E-2', contract: depositId, amount: '500.00', closing_balance: '120500.00' };
  const interest = { reference: 'I-1', kind: 'INTEREST', amount: '105.00', closing_balance: '120605.00' };
  expect(await stated(receipt, interest)).toMatchObject({ breaks: 0 });
  expect(await deposits.shown()).toMatchObject({
    ...{ balance: cny('12000000'), suspense: cny('50000'), interest: cny('10500') },
  });
  expect(await deposits.sums()).toEqual({
    ...{ 'A.ESCROW_CASH': '12060500', 'L.DEPOSIT_VENDOR': '-12000000' },
    ...{ 'L.SUSPENSE': '-50000', 'L.INTEREST_VENDOR': '-10500' },
  });
});

it('3.3.1c: the statement says ¥85,000.00, the ledger 85,000.01: a break, and releases are frozen until two persons resolve it', async () => {
  await deducted();
  await deposits.receive('1', 'E-2'); // a fen too much in the ledger
  const { breaks: found } = await stated({ ...D_1, closing_balance: '85000.00' });
  expect(found).toBe(1);
  const { breakId } = (await breaks())[0]!;
  expect(await breaks()).toMatchObject([
    { kind: 'CLOSING_BALANCE', stated: cny('8500000'), booked: cny('8500001'), status: 'open' },
  ]);
  expect(await deposits.told('finance.escrow.reconciliation-broken.v1')).toMatchObject([
    { breakId, contractId, vendorId, stated: cny('8500000'), booked: cny('8500001'), statedOn: '2026-10-14' },
  ]);
  for (const frozen of [
    deposits.run(requestDepositRelease, { contractId }, deposits.as('li-na')),
    returning('1'),
  ]) {
    await expect(frozen).rejects.toMatchObject({ code: 'escrow.frozen', path: undefined });
  }
  await expect(agree(breakId, 'zhao')).rejects.toMatchObject({ code: 'escrow-break.unexplained' });
  await explain(breakId, 'li-na');
  await expect(agree(breakId, 'li-na')).rejects.toMatchObject({ code: 'escrow-break.same-person' });
  await agree(breakId, 'zhao');
  await expect(agree(breakId, 'zhao')).rejects.toMatchObject({ code: 'escrow-break.resolved' });
  expect(await deposits.told('finance.escrow.reconciliation-resolved.v1')).toMatchObject([{ breakId }]);
  const release = deposits.run(requestDepositRelease, { contractId }, deposits.as('li-na'));
  await expect(release).rejects.toMatchObject({ code: 'release.blocked' });
});

it('3.3.1c: money that left without an order is a break and moves nothing in the ledger, until its order is confirmed', async () => {
  const line = { ...D_1, closing_balance: '120000.00' };
  expect(await stated(line)).toEqual({ lines: 1, moved: 1, breaks: 1 });
  expect(await breaks()).toMatchObject([{ kind: 'UNMATCHED_LINE', booked: null, custodianReference: 'D-1' }]);
  expect(await deposits.sums()).toMatchObject({ 'A.ESCROW_CASH': '12000000' });
  expect(await stated(line)).toMatchObject({ breaks: 0 });
  const deductionId = await deducted();
  const wrong = { deductionId, custodianReference: 'E-1', movedOn: '2026-10-14' };
  await expect(deposits.run(confirmDeduction, wrong, deposits.as('li-na'))).rejects.toMatchObject({
    code: 'deposit.reference-used',
  });
  await deposits.run(confirmDeduction, { ...wrong, custodianReference: 'D-1' }, deposits.as('li-na'));
  expect(await deposits.sums()).toMatchObject({ 'A.ESCROW_CASH': '8500000' });
  const { items } = await deposits.useCases.read(movementsPage, { limit: 9, contractId }, vendor);
  expect(items.find(({ custodianReference }) => custodianReference === 'D-1')).toMatchObject({
    ...{ isBooked: true, instructionId: deductionId },
  });
});

it('3.3.1c: a line that was recorded with another sum is a break', async () => {
  expect(await stated({ amount: '119999.99' })).toEqual({ lines: 1, moved: 0, breaks: 1 });
  expect(await breaks()).toMatchObject([
    { kind: 'CONFLICTING_LINE', stated: cny('11999999'), booked: cny('12000000') },
  ]);
});

it('3.3.1c: what a person recorded of a later day is no break', async () => {
  await deposits.receive('100', 'E-2');
  expect(
    await stated({ date: '2026-03-01', reference: 'E-0', amount: '1.00', closing_balance: '1.00' }),
  ).toMatchObject({ breaks: 0 });
});

it('3.3.1c: D6.8: a return is confirmed by its line; one that is ordered while a break is open is not sent', async () => {
  await deposits.receive('2000000', 'E-2');
  const { returnId } = await returning('2000000');
  await deposits.run(approveDepositReturn, { returnId }, deposits.as('zhao'));
  await stated({ reference: 'X-1', kind: 'RETURN', amount: '7.00', closing_balance: '140000.00' });
  expect(await deposits.useCases.read(unsentInstructions, {}, 'service')).toEqual([]);
  const { breakId } = (await breaks())[0]!;
  await explain(breakId, 'li-na');
  await agree(breakId, 'zhao');
  expect(await deposits.useCases.read(unsentInstructions, {}, 'service')).toMatchObject([
    { id: returnId, purpose: 'DEPOSIT_RETURN', beneficiary: vendorId, approvers: ['li-na', 'zhao'] },
  ]);
  const line = { reference: 'R-1', kind: 'RETURN', amount: '20000.00', closing_balance: '120000.00' };
  expect(await stated(line)).toEqual({ lines: 1, moved: 1, breaks: 0 });
  expect(await deposits.shown()).toMatchObject({ suspense: cny('0') });
  const again = { returnId, custodianReference: 'R-2', returnedOn: '2026-03-03' };
  await expect(deposits.run(confirmDepositReturn, again, deposits.as('li-na'))).rejects.toMatchObject({
    code: 'deposit-return.wrong-state',
  });
});

it('3.3.1c: a deposit that is not known, or of another currency, refuses the whole statement by row and column', async () => {
  const unknown = { contract: vendorId, reference: 'E-8' };
  await expect(
    stated({ reference: 'E-9' }, unknown, { currency: 'USD', reference: 'E-7' }),
  ).rejects.toMatchObject({
    name: 'InputRefused',
    errors: [
      { path: '/rows/3/contract', rule: 'deposit.not-found' },
      { path: '/rows/4/currency', rule: 'deposit.currency-mismatch' },
    ],
  });
  expect(await deposits.sums()).toMatchObject({ 'A.ESCROW_CASH': '12000000' });
});

it.each([
  ['amount', '35000.001', 'amount-wrong'],
  ['amount', '0.00', 'amount-wrong'],
  ['amount', '-1', 'amount-wrong'],
  ['amount', '3.5e4', 'amount-wrong'],
  ['closing_balance', '', 'amount-wrong'],
  ['date', '2026-02-30', 'date-wrong'],
  ['kind', 'receipt', 'kind-wrong'],
  ['currency', 'RMB元', 'currency-wrong'],
  ['contract', 'HT-1', 'contract-wrong'],
  ['reference', '', 'reference-wrong'],
] as const)('3.3.1c: a line whose %s is "%s" is refused: %s', (column, value, rule) => {
  expect(readLine(7, { ...GOOD, [column]: value })).toMatchObject({
    errors: [{ row: 7, column, code: `custodian-statement.${rule}` }],
  });
});

it('3.3.1c: no money leaves escrow in the ledger without a movement of the custodian, and nobody resolves alone, not even by SQL', async () => {
  const id = '0195540a-0000-7000-8000-0000000000e7';
  const unmoved = deposits.database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(
      `INSERT INTO journal VALUES ($1, $2, $3, 'deposit-return', 'By hand', '3.3.1c', $1, now())`,
      [id, contractId, vendorId],
    );
    await manager.query(
      `INSERT INTO postings VALUES ($1, 1, $2, $3, 'A.BANK', 5, 0, 'CNY'),
         ($1, 2, $2, $3, 'A.ESCROW_CASH', 0, 5, 'CNY')`,
      [id, contractId, vendorId],
    );
  });
  await expect(unmoved).rejects.toMatchObject({ constraint: 'postings_moved' });
  await stated({ amount: '1.00' });
  const alone = deposits.database.owner.query(
    `UPDATE escrow_breaks SET reason = 'x', proposed_by = 'a', proposed_at = now(), approved_by = 'a', approved_at = now()`,
  );
  await expect(alone).rejects.toMatchObject({ constraint: 'escrow_breaks_two_persons' });
});
