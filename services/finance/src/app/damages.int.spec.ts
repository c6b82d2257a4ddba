import { damagesPage, oneDamage } from '../storage/damage-views';
import { answerDamage } from './answer-damage';
import { approveDamage } from './approve-damage';
import { attributeDamage, type AttributeDamage } from './attribute-damage';
import { contestHold } from './contest-hold';
import { cny, contractId, startDeposits, vendor, vendorId } from './deposits.fixture';
import { raiseLeakDamage } from './raise-leak-damage';
import { raiseDamage, type RaiseDamage } from './raise-damage';
import { settleObjection } from './settle-objection';
import { submitDamage } from './submit-damage';

const breachId = '0195540a-0000-7000-8000-0000000000b1';
const loss = {
  ...{ contractId, breachId, basis: 'LOSS' as const, loss: cny('5000000'), occurredOn: '2026-09-10' },
  ...{ description: '误操作导致停机', evidence: ['incident-9'] },
};
let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
beforeEach(async () => {
  await deposits.begin();
  await deposits.database.owner.query('TRUNCATE service_credits CASCADE');
  deposits.clock.set('2026-09-21T02:00:00.000Z');
});

const raise = async (changed: Partial<RaiseDamage> = {}) =>
  (await deposits.run(raiseDamage, { ...loss, ...changed }, deposits.as('ma'))).damageId;
const attribute = (damageId: string, said: Omit<AttributeDamage, 'damageId'>) =>
  deposits.run(attributeDamage, { damageId, ...said }, deposits.as('fa'));
const answer = (damageId: string) =>
  deposits.run(answerDamage, { damageId, text: '备件延误', evidence: [] }, deposits.as('v-1', vendor));
const submit = (damageId: string, by = 'li-na') => deposits.run(submitDamage, { damageId }, deposits.as(by));
const approve = (damageId: string, by = 'zhao') => deposits.run(approveDamage, { damageId }, deposits.as(by));
/** A credit of so many fen that was granted for the breach. */
const credited = (id: string, granted: string, ofBreach = breachId) =>
  deposits.database.owner.query(
    `INSERT INTO service_credits (id, contract_id, vendor_id, contract_version, breach_id, promise, month, clause_id,
       units, is_repeat, earned_minor, granted_minor, capped_minor, currency, source_id, granted_at)
     VALUES ($1, $2, $3, 1, $4, 'mail', '2026-09', '2.2.1c', 2, false, $5, $5, 0, 'CNY', $1, now())`,
    [id, contractId, vendorId, ofBreach, granted],
  );
const CREDIT = '0195540a-0000-7000-8000-0000000000c1';
async function assessed(damageId: string, vendorBps = 10_000) {
  await attribute(damageId, { cause: 'SHARED', vendorBps });
  await answer(damageId);
  await submit(damageId);
  return approve(damageId);
}

it('C7, 1.1.4: 70 % of ¥50,000.00 less ¥4,000.00 credited for the breach: ¥31,000.00 are posted and held', async () => {
  await credited(CREDIT, '400000');
  await credited(CREDIT.replace('c1', 'c2'), '900000', CREDIT); // of another breach
  const damageId = await raise();
  expect(await attribute(damageId, { cause: 'SHARED', vendorBps: 7000 })).toMatchObject({
    statementEndsAt: '2026-09-29T16:00:00.000Z', // 22, 23, 24, 28 and 29 September are the working days
  });
  await expect(submit(damageId)).rejects.toMatchObject({ code: 'damage.not-heard' });
  await answer(damageId);
  await expect(answer(damageId)).rejects.toMatchObject({ code: 'damage.answered' });
  expect(await submit(damageId)).toMatchObject({
    ...{ attributed: cny('3500000'), netted: cny('400000'), capped: cny('0'), damages: cny('3100000') },
  });
  await expect(approve(damageId, 'li-na')).rejects.toMatchObject({ code: 'damage.same-person' });
  expect(await approve(damageId)).toMatchObject({ status: 'assessed', held: cny('3100000') });
  expect(await deposits.sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '3100000', 'R.DAMAGES': '-3100000' });
  expect(await deposits.shown()).toMatchObject({ held: cny('3100000'), available: cny('8900000') });
  expect(await deposits.told('pub.finance.damage.assessed.v1')).toMatchObject([
    {
      ...{ damageId, breachId, amountMinor: '3100000', clauseRefs: ['1.1.4'], correctionOf: null },
      traceUrl: `/api/finance/v1/damages/${damageId}`,
    },
  ]);
  expect(await deposits.useCases.read(oneDamage, { damageId }, vendor)).toMatchObject({
    figures: { netted: cny('400000'), damages: cny('3100000'), reducible: cny('0') },
  });
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
  expect((await deposits.useCases.read(damagesPage, { limit: 9 }, stranger)).items).toEqual([]);
});

it('C8, 2.2.3c: the agreed ¥80,000.00 for a leak that cost 50,000 are flagged by 15,000, not reduced', async () => {
  const damageId = await raise({ basis: 'LEAK_PENALTY' });
  await attribute(damageId, { cause: 'VENDOR_OPERATOR_ERROR' });
  await answer(damageId);
  expect(await submit(damageId)).toMatchObject({ damages: cny('8000000'), reducible: cny('1500000') });
  await approve(damageId);
  expect(await deposits.told('finance.damage.assessed.v1')).toMatchObject([
    { damages: cny('8000000'), reducible: cny('1500000'), held: cny('8000000') },
  ]);
});

it('1.1.4: only what the contract names can be the cause, and a breach has its damages once', async () => {
  const damageId = await raise();
  await expect(attribute(damageId, { cause: 'FORCE_MAJEURE' })).rejects.toMatchObject({
    ...{ code: 'damage.cause-not-agreed', path: '/cause' },
  });
  await expect(attribute(damageId, { cause: 'SHARED' })).rejects.toMatchObject({
    errors: expect.arrayContaining([expect.objectContaining({ path: '/vendorBps' })]),
  });
  await expect(raise()).rejects.toMatchObject({ code: 'damage.raised-already' });
});

it('1.1.4: a vendor that lets its time pass is assessed without a statement', async () => {
  const damageId = await raise();
  await attribute(damageId, { cause: 'VENDOR_OPERATOR_ERROR' });
  deposits.clock.set('2026-09-29T16:00:00.000Z');
  await expect(answer(damageId)).rejects.toMatchObject({ code: 'damage.window-over' });
  expect(await submit(damageId)).toMatchObject({ damages: cny('5000000') });
});

it('1.1.4: what the customer caused is assessed at nothing, and holds nothing', async () => {
  const damageId = await raise();
  await attribute(damageId, { cause: 'CUSTOMER' });
  await answer(damageId);
  await submit(damageId);
  expect(await approve(damageId)).toMatchObject({ damages: cny('0'), holdId: null });
  expect(await deposits.sums()).not.toHaveProperty('R.DAMAGES');
});

it('1.1.4: a credit that is granted between the two persons has the first assess again', async () => {
  const damageId = await raise();
  await attribute(damageId, { cause: 'VENDOR_OPERATOR_ERROR' });
  await answer(damageId);
  await submit(damageId);
  await credited(CREDIT, '400000');
  await expect(approve(damageId)).rejects.toMatchObject({ code: 'damage.outdated' });
  expect(await submit(damageId)).toMatchObject({ damages: cny('4600000') });
  await approve(damageId);
});

it('D5, 1.1.4: damages of a contract year end at its fee; of the next year, and of a leak, they do not', async () => {
  const n = (index: number) => breachId.replace('b1', `b${index}`);
  await assessed(await raise({ breachId: n(2), loss: cny('118000000') }));
  expect(await assessed(await raise({ breachId: n(3), loss: cny('5000000') }))).toMatchObject({
    damages: cny('2000000'),
  });
  const leak = { breachId: n(4), loss: cny('5000000'), uncappedCause: 'DATA_LEAK' as const };
  expect(await assessed(await raise(leak))).toMatchObject({ damages: cny('5000000') });
  const wilful = { breachId: n(5), loss: cny('5000000'), uncappedCause: 'WILFUL' as const };
  expect(await assessed(await raise(wilful))).toMatchObject({ damages: cny('0') }); // not agreed
  const next = { breachId: n(6), loss: cny('5000000'), occurredOn: '2027-01-01' };
  expect(await assessed(await raise(next))).toMatchObject({ damages: cny('5000000') });
});

it('3.3.1b: D6.6: damages of ¥150,000.00 hold all of the deposit, and 30,000 stay receivable', async () => {
  const damageId = await raise({ loss: cny('15000000') });
  expect(await assessed(damageId)).toMatchObject({ damages: cny('15000000'), held: cny('12000000') });
});

it('3.3.1b: what an objection shows not to be due leaves the ledger, and is told as a correction', async () => {
  const damageId = await raise({ loss: cny('1000000') });
  const { holdId } = await assessed(damageId);
  const objection = { holdId: holdId!, amount: cny('1000000'), reason: '异议', evidence: ['e'] };
  await deposits.run(contestHold, objection, deposits.as('v-1', vendor));
  const settled = { holdId: holdId!, due: cny('400000'), reason: '核实' };
  await expect(deposits.run(settleObjection, settled, deposits.as('zhao'))).rejects.toMatchObject({
    code: 'hold.same-person', // who approved the damages placed the hold
  });
  await deposits.run(settleObjection, settled, deposits.as('qian'));
  expect(await deposits.sums()).toMatchObject({ 'R.DAMAGES': '-400000', 'L.DEPOSIT_VENDOR': '-11600000' });
  expect(await deposits.sums()).not.toHaveProperty(['A.CLAIMS_RECEIVABLE']);
  expect((await deposits.told('pub.finance.damage.assessed.v1'))[1]).toMatchObject({
    ...{ amountMinor: '-600000', correctionOf: damageId },
  });
});

it('1.1.4: nobody approves what he assessed, and what was assessed is final, whoever writes', async () => {
  const damageId = await raise();
  await attribute(damageId, { cause: 'VENDOR_OPERATOR_ERROR' });
  await answer(damageId);
  await submit(damageId);
  const alone = `UPDATE damages SET status = 'assessed', approved_by = submitted_by, posted_at = now()`;
  await expect(deposits.database.owner.query(alone)).rejects.toMatchObject({
    constraint: 'damages_two_persons',
  });
  await approve(damageId);
  const changed = `UPDATE damages SET loss_minor = 1`;
  await expect(deposits.database.owner.query(changed)).rejects.toThrow(`damages ${damageId} is final.`);
});

it('2.2.3c: without an agreed penalty, another currency and an unknown contract are refused', async () => {
  await deposits.database.owner.query(
    'UPDATE damages_clauses SET leak_penalty_minor = NULL, leak_penalty_currency = NULL',
  );
  await expect(raise({ basis: 'LEAK_PENALTY' })).rejects.toMatchObject({ code: 'damage.no-leak-penalty' });
  const dollars = raise({ loss: { amountMinor: '1', currency: 'USD' } });
  await expect(dollars).rejects.toMatchObject({ code: 'damage.currency-mismatch' });
  await expect(raise({ contractId: breachId })).rejects.toMatchObject({ code: 'contract-terms.not-found' });
});

it('2.2.3c: a confirmed leak opens its claim for the agreed penalty by itself, and once', async () => {
  const leak = { contractId, breachId, occurredOn: '2026-09-10', description: '日志外泄' };
  const told = (lossEstimate?: ReturnType<typeof cny>) =>
    deposits.run(
      raiseLeakDamage,
      { ...leak, ...(lossEstimate && { lossEstimate }) },
      deposits.as('risk', 'service'),
    );
  const { damageId } = await told(cny('5000000'));
  expect(await deposits.useCases.read(oneDamage, { damageId: damageId! }, vendor)).toMatchObject({
    ...{ basis: 'LEAK_PENALTY', claimed: cny('8000000'), loss: cny('5000000'), status: 'raised' },
    isUncapped: true,
  });
  expect(await told()).toEqual({ breachId, damageId: null });
});
