import type { Actor } from '@steward/messaging';
import { disputesPage, disputeStatements, oneDispute } from '../storage/dispute-views';
import { acceptSettlement } from './accept-settlement';
import { escalateDispute } from './escalate-dispute';
import { as, concluded, vendorId } from './in-force.fixture';
import { makeStatement } from './make-statement';
import { offerSettlement } from './offer-settlement';
import { openDispute } from './open-dispute';
import { recordAward } from './record-award';
import { TimedContracts } from './timed.fixture';
import { withdrawDispute } from './withdraw-dispute';

const vendor: Actor = `vendor:${vendorId}`;
const stranger: Actor = 'vendor:0195540a-0000-7000-8000-00000000000b';
const milestoneId = '0195540a-0000-7000-8000-00000000000e';
const settlementId = '0195540a-0000-7000-8000-00000000000f';
const fileHash = 'a'.repeat(64);
const amount = { amountMinor: '133000', currency: 'CNY' };
const award = {
  ...{ amount, inFavourOf: 'VENDOR' as const, becomes: 'ADJUSTMENT' as const },
  ...{ reference: '沪仲案字〔2027〕第0012号', fileHash },
};

let house: TimedContracts;
let contractId: string;
const run: TimedContracts['useCases']['run'] = (...call) => house.useCases.run(...call);
const byVendor = () => as('zhao', vendor);
const office = () => as('office');
const opened = async (
  subject: Parameters<typeof openDispute.handle>[1]['subject'] = {
    ...{ kind: 'SETTLEMENT_LINE', settlementId, line: 'PERFORMANCE_PAY' },
  },
) => {
  const dispute = { contractId, subject, claim: '绩效得分计算有误', amount };
  return (await run(openDispute, dispute, byVendor())).disputeId;
};

beforeAll(async () => {
  house = await TimedContracts.start('2026-09-21T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  house.clock.set('2026-09-21T02:00:00.000Z');
  contractId = await concluded(house.useCases, '2026-01-01', '2027-12-31');
});

it('3.3.2a: from negotiation by mediation to the award, each stage with its clock and told once', async () => {
  const disputeId = await opened();
  await house.goTo('2026-10-12T15:59:59.999Z');
  expect(await house.told(contractId)).toEqual(['dispute.opened']);
  await house.goTo('2026-10-12T16:00:00.000Z'); // 13 October in Shanghai
  await run(escalateDispute, { disputeId }, byVendor());
  await house.goTo('2026-11-12T15:59:59.999Z');
  expect(await house.told(contractId)).toHaveLength(3);
  await house.goTo('2026-11-12T16:00:00.000Z');
  await run(escalateDispute, { disputeId }, office());
  await house.goTo('2027-01-31T16:00:00.000Z');
  await run(recordAward, { disputeId, ...award }, as('lin'));
  await house.goTo('2027-06-30T16:00:00.000Z');
  expect((await house.told(contractId)).filter((type) => type.startsWith('dispute'))).toEqual([
    ...['dispute.opened', 'dispute.stage-overdue', 'dispute.escalated'],
    ...['dispute.stage-overdue', 'dispute.escalated', 'dispute.awarded'],
  ]);
  expect(await house.dataOf('contracts.dispute.awarded.v1', contractId)).toMatchObject([
    {
      ...{ disputeId, vendorId, becomes: 'ADJUSTMENT', relief: { amount, inFavourOf: 'VENDOR' } },
      subject: { kind: 'SETTLEMENT_LINE', settlementId, line: 'PERFORMANCE_PAY' },
    },
  ]);
  expect(await house.useCases.read(oneDispute, { disputeId }, vendor)).toMatchObject({
    ...{ status: 'awarded', stage: 'ARBITRATION', institution: '上海仲裁委员会', settlementId },
    stages: [
      { stage: 'NEGOTIATION', outcome: 'ESCALATED', overdueAt: new Date('2026-10-12T16:00:00.000Z') },
      { stage: 'MEDIATION', outcome: 'ESCALATED', overdueAt: new Date('2026-11-12T16:00:00.000Z') },
      { stage: 'ARBITRATION', outcome: 'AWARDED', overdueAt: null },
    ],
  });
});

it('3.3.2a: the vendor offers, the office accepts; of twenty acceptances at once one counts', async () => {
  const disputeId = await opened({ kind: 'BREACH', milestoneId });
  const relief = { amount: { amountMinor: '66500', currency: 'CNY' }, inFavourOf: 'VENDOR' as const };
  const { offerId } = await run(offerSettlement, { disputeId, text: '各让一半', relief }, byVendor());
  const own = run(acceptSettlement, { disputeId, offerId }, byVendor());
  await expect(own).rejects.toMatchObject({ code: 'dispute.own-offer' });
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => run(acceptSettlement, { disputeId, offerId }, office())),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await house.dataOf('contracts.dispute.settled.v1', contractId)).toMatchObject([
    { stage: 'NEGOTIATION', relief, subject: { kind: 'BREACH', milestoneId } },
  ]);
  const shown = await house.useCases.read(oneDispute, { disputeId }, 'enterprise');
  expect(shown).toMatchObject({ status: 'settled', offer: { text: '各让一半', relief } });
  expect(shown.offer).not.toHaveProperty('by');
});

it('3.3.2a: both sides state, with files or without, until the dispute is closed', async () => {
  const disputeId = await opened({ kind: 'CONTRACT' });
  await run(makeStatement, { disputeId, text: '见附件', fileHash }, byVendor());
  house.clock.set('2026-09-22T02:00:00.000Z');
  await run(makeStatement, { disputeId, text: '不同意' }, office());
  const read = (actor: Actor) => house.useCases.read(disputeStatements, { disputeId, limit: 10 }, actor);
  expect(await read(vendor)).toMatchObject({
    items: [
      { side: 'VENDOR', text: '见附件', fileHash },
      { side: 'ENTERPRISE', text: '不同意', fileHash: null },
    ],
  });
  expect(await read(stranger)).toEqual({ items: [], next: null });
  const foreign = run(withdrawDispute, { disputeId }, office());
  await expect(foreign).rejects.toMatchObject({ code: 'dispute.not-opener' });
  await run(withdrawDispute, { disputeId }, byVendor());
  const late = run(makeStatement, { disputeId, text: '补充' }, office());
  await expect(late).rejects.toMatchObject({ code: 'dispute.closed' });
});

it('3.3.2a: a vendor sees its own disputes only; another’s is as good as missing', async () => {
  const disputeId = await opened();
  const page = (actor: Actor) => house.useCases.read(disputesPage, { contractId, limit: 10 }, actor);
  expect((await page(vendor)).items).toMatchObject([{ disputeId, status: 'open', stage: 'NEGOTIATION' }]);
  expect(await page(stranger)).toEqual({ items: [], next: null });
  for (const attempt of [
    house.useCases.read(oneDispute, { disputeId }, stranger),
    run(escalateDispute, { disputeId }, as('x', stranger)),
    run(makeStatement, { disputeId, text: '偷看' }, as('x', stranger)),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'dispute.not-found' });
  }
  const subject = { kind: 'CONTRACT' as const };
  const foreign = run(openDispute, { contractId, subject, claim: '他人合同' }, as('x', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
});

it.each([
  ['disputes_subject', `subject_kind = 'BREACH'`],
  ['disputes_end', `status = 'withdrawn'`],
  ['disputes_award', `status = 'awarded', closed_at = now(), offer = NULL`],
  ['disputes_settlement', `status = 'settled', closed_at = now()`],
  [
    'disputes_two_sides',
    `status = 'settled', closed_at = now(), accepted_side = 'VENDOR', accepted_by = 'qian'`,
  ],
  [
    'disputes_adjustment',
    `status = 'awarded', closed_at = now(), offer = NULL, subject_kind = 'CONTRACT', settlement_id = NULL,
     settlement_line = NULL, award = '{"becomes": "ADJUSTMENT"}'`,
  ],
])('the database refuses what the rule does: %s', async (constraint, change) => {
  const disputeId = await opened();
  await run(offerSettlement, { disputeId, text: '各让一半' }, byVendor());
  const forged = house.forge(`UPDATE disputes SET ${change} WHERE id = '${disputeId}'`);
  await expect(forged).rejects.toMatchObject({ constraint });
});

it('a misshapen subject, sum or hash is refused with its path, and nothing is stored', async () => {
  const misfit = { contractId, subject: { kind: 'WEATHER' }, claim: '', amount: null };
  const asked = run(openDispute, misfit as unknown as Parameters<typeof openDispute.handle>[1], byVendor());
  await expect(asked).rejects.toMatchObject({
    errors: expect.arrayContaining([
      expect.objectContaining({ path: '/subject/kind' }),
      expect.objectContaining({ path: '/claim' }),
      expect.objectContaining({ path: '/amount' }),
    ]) as unknown,
  });
  const bare = opened({ kind: 'BREACH' });
  await expect(bare).rejects.toMatchObject({ code: 'dispute.subject-unclear' });
  const page = await house.useCases.read(disputesPage, { contractId, limit: 10 }, vendor);
  expect(page.items).toEqual([]);
});
