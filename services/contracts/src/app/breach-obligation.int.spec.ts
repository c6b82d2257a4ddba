import type { Actor } from '@steward/messaging';
import { obligationsPage, oneObligation } from '../storage/obligation-views';
import { approveAmendment } from './approve-amendment';
import { APPROVERS, as, concluded, disciplines, vendorId } from './in-force.fixture';
import { proposeAmendment } from './propose-amendment';
import { recordDeposit } from './record-deposit';
import { recordEvidence, type RecordEvidence } from './record-evidence';
import { signAmendment } from './sign-amendment';
import { TimedContracts } from './timed.fixture';
import { verifyEvidence } from './verify-evidence';

const fileHash = 'a'.repeat(64);
const vendor: Actor = `vendor:${vendorId}`;
const stranger: Actor = 'vendor:0195540a-0000-7000-8000-00000000000b';
const training = {
  ...{ code: 'TRAIN', kind: 'TRAINING' as const, what: '完成智能巡检培训的工程师', quantity: 20 },
  dueOn: '2026-12-31',
};
const tools = { ...training, code: 'TOOLS', kind: 'EQUIPMENT' as const, what: '巡检终端', quantity: 5 };

let house: TimedContracts;
let contractId: string;
let obligationId: string;
const run: TimedContracts['useCases']['run'] = (...call) => house.useCases.run(...call);
const listed = async (contract = contractId, actor: Actor = vendor) =>
  (await house.useCases.read(obligationsPage, { contractId: contract, limit: 10 }, actor)).items;
const record = (reference: string, quantity = 1) =>
  run(recordEvidence, { obligationId, reference, quantity, fileHash }, as('zhao', vendor));
const accept = (evidenceId: string, by = 'ji') =>
  run(verifyEvidence, { obligationId, evidenceId, isAccepted: true }, as(by));

/** Both sides agree on an amendment that brings obligations. */
async function amended(): Promise<void> {
  const proposal = { contractId, effectiveAt: '2026-11-01T00:00:00+08:00', reason: '引入智能巡检' };
  await run(proposeAmendment, { ...proposal, obligations: [training] }, as('office'));
  const version = { contractId, contractVersion: 2 };
  for (const discipline of disciplines) {
    await run(approveAmendment, { ...version, discipline }, as(APPROVERS[discipline]));
  }
  await run(signAmendment, { ...version, side: 'ENTERPRISE', signedBy: 'Li Na' }, as('office'));
  expect(await listed()).toEqual([]); // nothing is owed yet
  await run(signAmendment, { ...version, side: 'VENDOR', signedBy: 'Wang Wei' }, as('wang', vendor));
}

beforeAll(async () => {
  house = await TimedContracts.start('2026-10-20T02:00:00.000Z');
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  house.clock.set('2026-10-20T02:00:00.000Z');
  contractId = await concluded(house.useCases, '2026-01-01', '2026-12-31');
  await amended();
  obligationId = (await listed())[0]!.obligationId;
});

it('1.3.4: 20 engineers trained by 2026-12-31, 18 certificates: 90 % and breached on 2027-01-01', async () => {
  for (let n = 1; n <= 18; n += 1) await accept((await record(`证书 ${n}`)).evidenceId);
  await record('证书 19'); // nobody has verified it
  await house.goTo('2026-12-31T15:59:59.999Z');
  expect(await listed()).toMatchObject([{ status: 'open', progressPercent: '90.00' }]);
  await house.goTo('2027-02-01T00:00:00.000Z');
  expect(await house.dataOf('contracts.obligation.breached.v1', contractId)).toEqual([
    {
      ...{ obligationId, contractId, vendorId, code: 'TRAIN', kind: 'TRAINING', quantity: 20 },
      ...{ dueOn: '2026-12-31', verifiedQuantity: 18, breachedAt: '2026-12-31T16:00:00.000Z' },
    },
  ]);
  expect(await house.useCases.read(oneObligation, { obligationId }, vendor)).toMatchObject({
    ...{ status: 'breached', quantity: 20, verifiedQuantity: 18, progressPercent: '90.00' },
    evidence: expect.arrayContaining([
      expect.objectContaining({ reference: '证书 19', isAccepted: null }),
    ]) as unknown,
  });
});

it('1.3.4: fulfilled in time, it is not breached; of twenty verifications at once one counts', async () => {
  const { evidenceId } = await record('结业名单', 20);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => accept(evidenceId)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await house.goTo('2027-02-01T00:00:00.000Z');
  expect((await house.told(contractId)).filter((type) => !type.includes('amend'))).toEqual([
    ...['obligation.created', 'obligation.fulfilled', 'contract.expired'],
  ]);
});

it('1.3.4: what the contract itself brings is owed when it comes into force, once', async () => {
  const own = await concluded(house.useCases, '2026-01-01', '2027-12-31', {
    obligations: [training, tools],
  });
  const balance = { amountMinor: '12000000', currency: 'CNY' };
  await run(recordDeposit, { contractId: own, balance }, as('finance', 'service')); // told once more
  const brought = (await listed(own)).map(({ code, contractVersion }) => `${code} ${contractVersion}`);
  expect(brought.sort()).toEqual(['TOOLS 1', 'TRAIN 1']);
  expect(await house.dataOf('contracts.obligation.created.v1', own)).toHaveLength(2);
  await house.goTo('2027-01-01T00:00:00.000Z');
  expect(await listed(own)).toMatchObject([{ status: 'breached' }, { status: 'breached' }]);
});

it('another vendor sees no obligation and hands nothing in', async () => {
  expect(await listed(contractId, stranger)).toEqual([]);
  const shown = house.useCases.read(oneObligation, { obligationId }, stranger);
  await expect(shown).rejects.toMatchObject({ code: 'obligation.not-found' });
  const piece = { obligationId, reference: '证书 1', quantity: 1, fileHash };
  const foreign = run(recordEvidence, piece, as('x', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'obligation.not-found' });
});

it.each([
  [
    'evidence_two_persons',
    `UPDATE evidence SET is_accepted = true, verified_at = now(), verified_by = recorded_by`,
  ],
  ['evidence_verdict', `UPDATE evidence SET is_accepted = true`],
  ['evidence_rejection', `UPDATE evidence SET is_accepted = false, verified_at = now(), verified_by = 'ji'`],
  ['obligations_fulfilment', `UPDATE obligations SET verified_quantity = quantity`],
  ['obligations_breach', `UPDATE obligations SET breached_at = now()`],
])('the database refuses what the rule does: %s', async (constraint, statement) => {
  await record('证书 1');
  await expect(house.forge(statement)).rejects.toMatchObject({ constraint });
});

it('evidence without a proper hash, or with a null quantity, is refused with its path', async () => {
  const misfit = { obligationId, reference: '', quantity: null, fileHash: 'abc' };
  const asked = run(recordEvidence, misfit as unknown as RecordEvidence, as('zhao', vendor));
  await expect(asked).rejects.toMatchObject({
    errors: expect.arrayContaining([
      expect.objectContaining({ path: '/reference' }),
      expect.objectContaining({ path: '/quantity' }),
      expect.objectContaining({ path: '/fileHash' }),
    ]) as unknown,
  });
});
