import { settlementIdOf } from '../domain/settlement';
import { oneStatement } from '../storage/statement-views';
import { answerDamage } from './answer-damage';
import { approveDamage } from './approve-damage';
import { approveSettlement } from './approve-settlement';
import { attributeDamage } from './attribute-damage';
import { cny, contractId, startDeposits, vendor, vendorId } from './deposits.fixture';
import { placeHold } from './place-hold';
import { postHold } from './post-hold';
import { raiseDamage } from './raise-damage';
import { recordAppraisal } from './record-appraisal';
import { submitDamage } from './submit-damage';
import { submitSettlement } from './submit-settlement';

let deposits: Awaited<ReturnType<typeof startDeposits>>;
beforeAll(async () => {
  deposits = await startDeposits();
});
afterAll(() => deposits?.stop());
beforeEach(async () => {
  await deposits.begin();
  await deposits.database.owner.query(
    'TRUNCATE appraisals, settlements, statements, statement_lines, service_credits CASCADE',
  );
  deposits.clock.set('2026-03-03T02:00:00.000Z');
});

/** Damages of so much, assessed, for which the deposit is held as far as it goes. */
async function assessed(loss: string) {
  const { run, as } = deposits;
  const breach = { breachId: '0195540a-0000-7000-8000-0000000000b1', basis: 'LOSS' as const };
  const what = { occurredOn: '2026-02-10', description: '误操作导致停机', evidence: ['incident-9'] };
  const { damageId } = await run(raiseDamage, { contractId, ...breach, ...what, loss: cny(loss) }, as('ma'));
  await run(attributeDamage, { damageId, cause: 'VENDOR_OPERATOR_ERROR' }, as('fa'));
  await run(answerDamage, { damageId, text: '无异议', evidence: [] }, as('v-1', vendor));
  await run(submitDamage, { damageId }, as('li-na'));
  return run(approveDamage, { damageId }, as('zhao'));
}
/** The quarter's ¥300,000.00, paid in full. */
async function settled(quarter = '2026Q1') {
  const { run, as } = deposits;
  const settlementId = settlementIdOf(contractId, quarter);
  const appraisal = { contractId, vendorId, quarter, revision: 1, score: '95.00' };
  await run(recordAppraisal, appraisal, as('appraisal', 'service'));
  await run(submitSettlement, { settlementId }, as('li-na'));
  await run(approveSettlement, { settlementId }, as('zhao'));
  return deposits.useCases.read(oneStatement, { settlementId }, 'enterprise');
}
const setOffs = ({ lines }: Awaited<ReturnType<typeof settled>>) =>
  lines.filter(({ kind }) => kind === 'SET_OFF').map(({ amount }) => amount.amountMinor);

it('D5, 3.3.1b: D6.6: of damages of ¥150,000.00 the deposit pays 120,000, the next settlement 30,000', async () => {
  const { holdId } = await assessed('15000000');
  deposits.clock.set('2026-04-10T02:00:00.000Z');
  await deposits.run(postHold, { holdId: holdId! }, deposits.as('qian'));
  expect(await deposits.sums()).toMatchObject({ 'A.CLAIMS_RECEIVABLE': '3000000' });
  const statement = await settled();
  expect(setOffs(statement)).toEqual(['-3000000']);
  expect(statement.payable).toEqual(cny('27000000'));
  expect(await deposits.sums()).not.toHaveProperty(['A.CLAIMS_RECEIVABLE']);
  expect(await deposits.sums()).toMatchObject({ 'L.PAYABLE_VENDOR': '-27000000' });
});

it('D5, 3.3.1b: what the deposit is held for stays with it; only the rest comes from the settlement, once', async () => {
  const { holdId, damageId } = await assessed('15000000');
  deposits.clock.set('2026-03-05T02:00:00.000Z');
  expect(setOffs(await settled())).toEqual(['-3000000']);
  expect(setOffs(await settled('2026Q2'))).toEqual([]);
  deposits.clock.set('2026-04-10T02:00:00.000Z');
  await deposits.run(postHold, { holdId: holdId! }, deposits.as('qian'));
  expect(await deposits.sums()).not.toHaveProperty(['A.CLAIMS_RECEIVABLE']);
  await deposits.receive('12000000', 'E-2');
  const more = { contractId, sourceKind: 'DAMAGE' as const, sourceId: damageId, amount: cny('1') };
  await expect(deposits.run(placeHold, more, deposits.as('li-na'))).rejects.toMatchObject({
    code: 'hold.exceeds-claim', // an invoice has paid it
  });
});
