import { UseCases, type Actor } from '@steward/messaging';
import { DEFAULT_CREDIT_REGIME, regimeToWire } from '@steward/terms';
import { fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import { settlementIdOf } from '../domain/settlement';
import { financeDatabase } from '../storage/data-source';
import { oneClaim } from '../storage/claim-views';
import { oneStatement } from '../storage/statement-views';
import { claimIdOf } from '../domain/claim';
import { approveClaim } from './approve-claim';
import { approveLineResolution } from './approve-line-resolution';
import { approveSettlement } from './approve-settlement';
import { confirmStatementLine } from './confirm-statement-line';
import { disputeStatementLine } from './dispute-statement-line';
import { proposeLineResolution } from './propose-line-resolution';
import { raiseChangeOrderClaim } from './raise-change-order-claim';
import { raiseDisputeClaim } from './raise-dispute-claim';
import { recordAppraisal } from './record-appraisal';
import { recordContractVersion } from './record-contract-version';
import { recordOverrun } from './record-overrun';
import { recordQuote } from './record-quote';
import { recordVerdict } from './record-verdict';
import { submitClaim } from './submit-claim';
import { submitSettlement } from './submit-settlement';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const parties = { contractId, vendorId };
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
const idOf = (kind: string, n: number) => `0195540a-0000-7000-8000-00${kind}${String(n).padStart(8, '0')}`;
const idOfQuarter = (quarter: string) => settlementIdOf(contractId, quarter);
const settlementId = idOfQuarter('2026Q1');
const vendor: Actor = `vendor:${vendorId}`;

let database: TestDatabase;
let clock: FixedClock;
let useCases: UseCases;
let keys = 0;
const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
const bus = () => as('bus', 'service');
const activate = () =>
  useCases.run(
    recordContractVersion,
    {
      ...{ ...parties, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z', paymentTermDays: 30 },
      ...{ yearlyAmount: cny('120000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
      ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
      creditRegime: regimeToWire(DEFAULT_CREDIT_REGIME),
    },
    bus(),
  );
const late = (n: number, on: string, minutes = 95) =>
  useCases.run(
    recordOverrun,
    {
      ...{ ...parties, milestoneId: idOf('b0', n), contractVersion: 1, severity: 1 as const },
      ...{ breachedAt: `${on}T03:00:00.000Z`, lateSeconds: minutes * 60, eventId: idOf('e0', (keys += 1)) },
    },
    bus(),
  );
const verdict = (n: number, told: 'MET' | 'BREACHED', quarter = '2026Q1') =>
  useCases.run(
    recordVerdict,
    {
      ...{ ...parties, milestoneId: idOf('b0', n), kind: 'ON_SITE' as const, severity: 1 as const },
      ...{ quarter, verdict: told, eventId: idOf('e0', (keys += 1)) },
    },
    bus(),
  );
const post = async (quarter = '2026Q1', score = '88.67') => {
  await useCases.run(recordAppraisal, { ...parties, quarter, revision: 1, score }, bus());
  await useCases.run(submitSettlement, { settlementId: idOfQuarter(quarter) }, as('li-na'));
  await useCases.run(approveSettlement, { settlementId: idOfQuarter(quarter) }, as('wang-wei'));
};
const claimed = async (sourceId: string) => {
  await useCases.run(submitClaim, { claimId: claimIdOf(sourceId) }, as('li-na'));
  await useCases.run(approveClaim, { claimId: claimIdOf(sourceId) }, as('wang-wei'));
};
const owes = async (n: number, amount: string) => {
  const dispute = { ...parties, disputeId: idOf('d0', n), subject: { kind: 'CONTRACT' as const } };
  const relief = { amount: cny(amount), inFavourOf: 'ENTERPRISE' as const };
  const award = { becomes: 'CLAIM' as const, reference: 'A-1' };
  await useCases.run(raiseDisputeClaim, { ...dispute, relief, award }, bus());
  await claimed(dispute.disputeId);
};
const statement = (quarter = '2026Q1', actor: Actor = 'enterprise') =>
  useCases.read(oneStatement, { settlementId: idOfQuarter(quarter) }, actor);
const lines = async (quarter = '2026Q1') =>
  (await statement(quarter)).lines.map(({ kind, amount, clauseId }) => [kind, amount.amountMinor, clauseId]);
const sums = async (): Promise<Record<string, string>> => {
  const rows = await database.owner.query<{ account: string; sum: string }[]>(
    'SELECT account, sum(debit_minor - credit_minor)::text AS sum FROM postings GROUP BY account',
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
};
const dispute = (line: number, reason = '到场时间有误', by = as('zhao-min', vendor)) =>
  useCases.run(disputeStatementLine, { settlementId, line, reason }, by);
const resolve = async (line: number, corrected: string | null) => {
  const proposal = {
    settlementId,
    line,
    corrected: corrected === null ? null : cny(corrected),
    reason: '核对记录',
  };
  await useCases.run(proposeLineResolution, proposal, as('li-na'));
  return useCases.run(approveLineResolution, { settlementId, line }, as('wang-wei'));
};

beforeAll(async () => {
  database = await startDatabase({ service: 'finance', options: financeDatabase });
  clock = fixedClock('2026-04-10T01:00:00.000Z');
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-04-10T01:00:00.000Z');
  await database.owner.query(
    `TRUNCATE contract_versions, appraisals, breaches, service_credits, service_credit_reversals, claims,
       change_order_quotes, settlements, settlement_adjustments, statements, statement_lines, statement_responses,
       journal, postings, requests, aggregate_versions, outbox CASCADE`,
  );
  await activate();
});

it('2.2.2a, 2.2.2b, D5: a statement has a line for each sum with its clause, and the lines make up its total', async () => {
  await late(1, '2026-03-10');
  await late(2, '2026-04-02'); // of the next quarter
  const changeOrderId = idOf('c0', 1);
  const order = { ...parties, changeOrderId, contractVersion: 1 };
  await useCases.run(recordQuote, { ...order, quoted: cny('200000') }, bus());
  await useCases.run(raiseChangeOrderClaim, { ...order, amount: cny('200000') }, bus());
  await claimed(changeOrderId);
  await owes(1, '1000000');
  await post();

  expect(await lines()).toEqual([
    ['BASE', '24000000', '2.2.2a'],
    ['PERFORMANCE_PAY', '5867000', '2.2.2a'],
    ['OUT_OF_SCOPE', '200000', '2.2.2b'],
    ['SERVICE_CREDIT', '-200000', '1.1.4'],
    ['SET_OFF', '-1000000', '1.1.4'],
  ]);
  // 298,670.00 + 2,000.00 − 2,000.00 − 10,000.00
  const total = cny('28867000');
  expect(await statement('2026Q1', vendor)).toMatchObject({
    ...{ total, payable: total, disputed: cny('0'), payableOn: '2026-05-10' },
    respondBy: new Date('2026-04-20T16:00:00.000Z'),
  });
  expect(await sums()).toEqual({
    ...{ 'E.SERVICE_FEE': '24000000', 'E.PERFORMANCE_PAY': '5867000', 'E.OUT_OF_SCOPE': '200000' },
    ...{ 'R.SERVICE_CREDIT': '-200000', 'R.DISPUTE_AWARD': '-1000000' },
    ...{ 'A.CLAIMS_RECEIVABLE': '0', 'L.PAYABLE_VENDOR': '-28867000' },
  });
});

it('D5: what is owed beyond a settlement is set off against the next one', async () => {
  await owes(1, '40000000');
  await post();
  expect((await lines()).at(-1)).toEqual(['SET_OFF', '-29867000', '1.1.4']);
  expect(await statement()).toMatchObject({ total: cny('0') });
  await post('2026Q2');
  expect((await lines('2026Q2')).at(-1)).toEqual(['SET_OFF', '-10133000', '1.1.4']);
  expect(await sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '0', 'L.PAYABLE_VENDOR': '-19734000' });
});

it('1.1.4: a credit that comes late, and its reversal, go to the next settlement and name the earlier one', async () => {
  await post();
  await late(1, '2026-03-10');
  await post('2026Q2');
  expect((await statement('2026Q2')).lines[2]).toMatchObject({
    ...{ kind: 'SERVICE_CREDIT', amount: cny('-200000'), correctionOf: settlementId },
  });
  await verdict(1, 'MET');
  await post('2026Q3');
  expect((await statement('2026Q3')).lines[2]).toMatchObject({
    ...{ kind: 'CREDIT_REVERSAL', amount: cny('200000'), correctionOf: settlementId },
  });
  expect(await sums()).toMatchObject({
    'R.SERVICE_CREDIT': '0',
    'L.PAYABLE_VENDOR': String(-3 * 29_867_000),
  });
});

it('3.3.2a: what is not disputed is payable in time, what is disputed is apart until two persons decide', async () => {
  await late(1, '2026-03-10');
  await post();
  await useCases.run(confirmStatementLine, { settlementId, line: 1 }, as('zhao-min', vendor));
  await dispute(2, '评分有误');
  await dispute(3);
  // 298,670.00 − 2,000.00, of which 58,670.00 are disputed; the credit stays off while it is.
  expect(await statement()).toMatchObject({ payable: cny('23800000'), disputed: cny('6067000') });
  expect(await resolve(2, null)).toMatchObject({ status: 'resolved' });
  expect(await statement()).toMatchObject({ payable: cny('29667000'), disputed: cny('200000') });
  await resolve(3, '50000'); // half an hour late, not 95 minutes
  const { payable, lines: shown } = await statement();
  expect(payable).toEqual(cny('29817000'));
  expect(shown.map(({ status }) => status)).toEqual(['confirmed', 'resolved', 'resolved']);
  expect(shown[2]).toMatchObject({
    reason: '到场时间有误',
    corrected: cny('-50000'),
    resolutionReason: '核对记录',
  });
  expect(await sums()).toMatchObject({ 'R.SERVICE_CREDIT': '-50000', 'L.PAYABLE_VENDOR': '-29817000' });
  const told = await database.owner.query<{ data: object }[]>(
    `SELECT data FROM outbox WHERE type = 'pub.finance.settlement.adjusted.v1'`,
  );
  expect(told).toMatchObject([
    { data: { amountMinor: '150000', correctionOf: settlementId, baseMinor: '0' } },
  ]);
});

it('3.3.2a: a line is answered once and in time, and two persons answer a dispute', async () => {
  await post();
  await dispute(1);
  await expect(dispute(1)).rejects.toMatchObject({ code: 'statement-line.answered' });
  await expect(dispute(9)).rejects.toMatchObject({ code: 'statement-line.not-found' });
  const foreign = dispute(2, 'x', as('x', 'vendor:0195540a-0000-7000-8000-00000000000b'));
  await expect(foreign).rejects.toMatchObject({ code: 'statement-line.not-found' });
  const corrected = { amountMinor: '1.5', currency: 'CNY' };
  const float = { settlementId, line: 1, corrected, reason: 'x' };
  const refused = useCases.run(proposeLineResolution, float, as('li-na'));
  await expect(refused).rejects.toMatchObject({ errors: [{ path: '/corrected/amountMinor' }] });
  const early = useCases.run(approveLineResolution, { settlementId, line: 1 }, as('wang-wei'));
  await expect(early).rejects.toMatchObject({ code: 'statement-line.not-proposed' });
  await useCases.run(proposeLineResolution, { ...float, corrected: cny('1') }, as('li-na'));
  const alone = useCases.run(approveLineResolution, { settlementId, line: 1 }, as('li-na'));
  await expect(alone).rejects.toMatchObject({ code: 'statement-line.same-person' });
  const direct = database.owner.query(
    `UPDATE statement_responses SET status = 'resolved', approved_by = 'li-na', approved_at = now()`,
  );
  await expect(direct).rejects.toMatchObject({ constraint: 'statement_responses_two_persons' });
  clock.set('2026-04-20T16:00:00.000Z');
  await expect(dispute(2)).rejects.toMatchObject({ code: 'statement.window-closed' });
});

it('D5, 1.1.4: a credit beyond what is paid is due from the vendor and taken off the settlement after', async () => {
  await useCases.run(
    recordContractVersion,
    {
      ...{ ...parties, contractVersion: 2, effectiveAt: '2026-03-31T16:00:00.000Z', paymentTermDays: 0 },
      ...{ yearlyAmount: cny('120000000'), performanceShareBps: 10_000, curve: 'LINEAR_60_90' },
      ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai' },
      creditRegime: regimeToWire(DEFAULT_CREDIT_REGIME),
    },
    bus(),
  );
  await late(1, '2026-04-10');
  await post('2026Q2', '50.00'); // nothing is earned
  expect(await lines('2026Q2')).toEqual([
    ['SERVICE_CREDIT', '-200000', '1.1.4'],
    ['CARRIED', '200000', '1.1.4'],
  ]);
  expect(await sums()).toEqual({ 'R.SERVICE_CREDIT': '-200000', 'A.CLAIMS_RECEIVABLE': '200000' });
  await post('2026Q3', '90.00');
  expect(await statement('2026Q3')).toMatchObject({ total: cny('29800000'), payableOn: '2026-04-10' });
  expect(await sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '0', 'L.PAYABLE_VENDOR': '-29800000' });
});

it('3.3.2a: an award about a breach adjusts the settlement of the quarter in which that was decided', async () => {
  await verdict(1, 'BREACHED');
  await post();
  const subject = { kind: 'BREACH' as const, milestoneId: idOf('b0', 1) };
  const disputeId = idOf('d0', 2);
  const relief = { amount: cny('30000'), inFavourOf: 'VENDOR' as const };
  const award = { becomes: 'ADJUSTMENT' as const, reference: 'A-2' };
  await useCases.run(raiseDisputeClaim, { ...parties, disputeId, subject, relief, award }, bus());
  await claimed(disputeId);
  const claimId = claimIdOf(disputeId);
  expect(await useCases.read(oneClaim, { claimId }, vendor)).toMatchObject({ correctionOf: settlementId });
  await post('2026Q2');
  expect((await statement('2026Q2')).lines[2]).toMatchObject({
    ...{ kind: 'DISPUTE', amount: cny('30000'), clauseId: '3.3.2a', correctionOf: settlementId },
  });
  const told = await database.owner.query<{ data: object }[]>(
    `SELECT data FROM outbox WHERE type = 'pub.finance.claim.posted.v1'`,
  );
  expect(told).toMatchObject([{ data: { correctionOf: settlementId } }]);
});
