import type { Actor } from '@steward/messaging';
import { oneContract } from '../storage/contract-views';
import { contractTerminations } from '../storage/termination-views';
import { agreeToTermination } from './agree-to-termination';
import { approveAmendment } from './approve-amendment';
import { APPROVERS, as, concluded, disciplines, vendorId } from './in-force.fixture';
import { notifyTermination } from './notify-termination';
import { proposeAmendment } from './propose-amendment';
import { recordDeposit } from './record-deposit';
import { resumeContract } from './resume-contract';
import { signAmendment } from './sign-amendment';
import { suspendContract } from './suspend-contract';
import { TimedContracts } from './timed.fixture';
import { withdrawTermination } from './withdraw-termination';

let house: TimedContracts;
let contractId: string;
const run: TimedContracts['useCases']['run'] = (...call) => house.useCases.run(...call);
const vendor: Actor = `vendor:${vendorId}`;
const stranger: Actor = 'vendor:0195540a-0000-7000-8000-00000000000b';
const office = () => as('office');
const notice = () => ({ contractId, reason: '多次违约', lastOn: '2026-11-30' });
const statusOf = async () => (await house.useCases.read(oneContract, { contractId }, vendor)).status;

/** Both sides agree on another last day. */
async function extend(endOn: string): Promise<void> {
  const proposal = { contractId, effectiveAt: '2026-11-01T00:00:00+08:00', reason: '调整期限', endOn };
  await run(proposeAmendment, proposal, office());
  const version = { contractId, contractVersion: 2 };
  for (const discipline of disciplines) {
    await run(approveAmendment, { ...version, discipline }, as(APPROVERS[discipline]));
  }
  await run(signAmendment, { ...version, side: 'ENTERPRISE', signedBy: 'Li Na' }, office());
  await run(signAmendment, { ...version, side: 'VENDOR', signedBy: 'Wang Wei' }, as('wang', vendor));
}

beforeAll(async () => {
  house = await TimedContracts.start('2026-10-20T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  house.clock.set('2026-10-20T02:00:00.000Z');
  contractId = await concluded(house.useCases, '2026-01-01', '2026-12-31');
});

it('2.4: notice for cause ends the contract at the end of its last day, by a timer, once', async () => {
  const { terminationId } = await run(notifyTermination, { ...notice(), ground: 'CAUSE' }, office());
  await house.goTo('2026-11-30T15:59:59.999Z');
  expect(await statusOf()).toBe('in-force');
  await house.goTo('2026-11-30T16:00:00.000Z');
  expect(await statusOf()).toBe('terminated');
  await house.goTo('2027-02-01T00:00:00.000Z'); // the last day passes too
  expect(await house.told(contractId)).toEqual(['contract.termination-notified', 'contract.terminated']);
  expect(await house.dataOf('contracts.contract.terminated.v1', contractId)).toMatchObject([
    { terminationId, vendorId, side: 'ENTERPRISE', terminatedAt: '2026-11-30T16:00:00.000Z' },
  ]);
  expect(await house.useCases.read(contractTerminations, { contractId }, vendor)).toMatchObject({
    items: [{ terminationId, status: 'effected', lastOn: '2026-11-30' }],
  });
  expect(await house.useCases.read(contractTerminations, { contractId }, stranger)).toEqual({ items: [] });
});

it('2.4: by agreement the vendor offers and the office agrees; of twenty agreements one counts', async () => {
  const offer = { ...notice(), ground: 'AGREEMENT' as const, lastOn: '2026-10-25' };
  const { terminationId } = await run(notifyTermination, offer, as('zhao', vendor));
  const own = run(agreeToTermination, { contractId, terminationId }, as('qian', vendor));
  await expect(own).rejects.toMatchObject({ code: 'termination.own-offer' });
  const foreign = run(agreeToTermination, { contractId, terminationId }, as('x', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => run(agreeToTermination, { contractId, terminationId }, office())),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await house.goTo('2026-10-25T16:00:00.000Z');
  expect(await statusOf()).toBe('terminated');
});

it('2.4: a notice that was withdrawn ends nothing, and makes room for another', async () => {
  const { terminationId } = await run(notifyTermination, { ...notice(), ground: 'CAUSE' }, office());
  await run(withdrawTermination, { contractId, terminationId }, office());
  await house.goTo('2026-12-01T00:00:00.000Z');
  expect(await statusOf()).toBe('in-force');
  const offer = { ...notice(), ground: 'AGREEMENT' as const, lastOn: '2026-12-15' };
  expect(await run(notifyTermination, offer, office())).toMatchObject({ status: 'offered' });
});

it('2.4: a suspension is told at once with its reason, and ended by a resumption', async () => {
  await run(suspendContract, { contractId, reason: '整改期间' }, office());
  expect(await house.useCases.read(oneContract, { contractId }, vendor)).toMatchObject({
    status: 'suspended',
    suspensionReason: '整改期间',
  });
  await run(resumeContract, { contractId }, office());
  expect(await house.told(contractId)).toEqual(['contract.suspended', 'contract.resumed']);
});

it('1.3.3: a review that came due during a suspension is announced with the resumption, once', async () => {
  contractId = await concluded(house.useCases, '2025-11-30', '2027-12-31');
  await run(suspendContract, { contractId, reason: '整改期间' }, office());
  await house.goTo('2026-12-31T16:00:00.000Z'); // due on 30 November, missing for more than thirty days
  expect(await house.told(contractId)).toEqual(['contract.suspended']);
  await run(resumeContract, { contractId }, office());
  await house.goTo('2027-01-01T16:00:00.000Z');
  expect(await house.told(contractId)).toEqual([
    ...['contract.suspended', 'contract.resumed'],
    ...['review.due', 'review.escalated'],
  ]);
});

it('2.4: a contract expires once at the end of its last day', async () => {
  await house.goTo('2026-12-31T15:59:59.999Z');
  expect(await statusOf()).toBe('in-force');
  await house.goTo('2026-12-31T16:00:00.000Z');
  expect(await statusOf()).toBe('expired');
  await house.goTo('2028-01-01T00:00:00.000Z');
  expect(await house.told(contractId)).toEqual(['contract.expired']);
});

it.each([
  ['2027-06-30', '2027-06-30T16:00:00.000Z'],
  ['2026-11-15', '2026-11-15T16:00:00.000Z'],
])('1.3.3: an amendment to %s moves the end, whatever facts come again', async (endOn, expiredAt) => {
  await extend(endOn);
  const balance = { amountMinor: '12000000', currency: 'CNY' };
  await run(recordDeposit, { contractId, balance }, as('finance', 'service'));
  await house.goTo(new Date(Date.parse(expiredAt) - 1).toISOString());
  expect(await statusOf()).toBe('in-force');
  await house.goTo(expiredAt);
  expect(await statusOf()).toBe('expired');
  await house.goTo('2027-12-31T00:00:00.000Z');
  expect(await house.dataOf('contracts.contract.expired.v1', contractId)).toMatchObject([
    { endOn, expiredAt },
  ]);
});

it.each([
  ['terminations_two_persons', `agreed_by = given_by, agreed_at = now(), status = 'notified'`],
  ['terminations_agreement', `status = 'notified'`],
  ['terminations_offer', `ground = 'CAUSE'`],
])('the database refuses what the rule does: %s', async (constraint, change) => {
  await run(notifyTermination, { ...notice(), ground: 'AGREEMENT' }, office());
  const forged = house.forge(`UPDATE terminations SET ${change} WHERE contract_id = '${contractId}'`);
  await expect(forged).rejects.toMatchObject({ constraint });
});

it('3.3.1a: a deposit is recorded in every state, and brings no ended contract back', async () => {
  await house.goTo('2026-12-31T16:00:00.000Z');
  const balance = { amountMinor: '8500000', currency: 'CNY' };
  expect(await run(recordDeposit, { contractId, balance }, as('finance', 'service'))).toMatchObject({
    status: 'expired',
  });
  expect(await house.useCases.read(oneContract, { contractId }, 'enterprise')).toMatchObject({
    ...{ status: 'expired', escrowedMinor: '8500000', endedAt: new Date('2026-12-31T16:00:00.000Z') },
  });
});
