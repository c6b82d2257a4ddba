import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { contractAmendments } from '../storage/amendment-views';
import { contractsDatabase } from '../storage/data-source';
import { approveAmendment } from './approve-amendment';
import { admitted, APPROVERS, as, concluded, disciplines, hours, pair, vendorId } from './in-force.fixture';
import { proposeAmendment } from './propose-amendment';
import { signAmendment } from './sign-amendment';
import { withdrawAmendment } from './withdraw-amendment';

const vendor = (id = vendorId): Actor => `vendor:${id}`;
const slower = { onSite: hours(4), closure: hours(72) };

let database: TestDatabase;
let useCases: UseCases;
let contractId: string;
const proposal = () => ({
  ...{ contractId, effectiveAt: '2026-11-01T00:00:00+08:00', reason: '现场条件变化' },
  slaTargets: { 1: slower, 2: pair, 3: pair, 4: pair },
});
const version = () => ({ contractId, contractVersion: 2 });

async function approved(): Promise<void> {
  await useCases.run(proposeAmendment, proposal(), as('office'));
  for (const discipline of disciplines) {
    await useCases.run(approveAmendment, { ...version(), discipline }, as(APPROVERS[discipline]));
  }
}

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-10-20T02:00:00.000Z'), { wake: () => undefined });
  await admitted(useCases);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  contractId = await concluded(useCases, '2026-01-01', '2026-12-31');
});

it('S11: an on-site time of 4 h from 1 November is agreed by both sides and announced once', async () => {
  await approved();
  const enterprise = { ...version(), side: 'ENTERPRISE' as const, signedBy: 'Li Na' };
  await useCases.run(signAmendment, enterprise, as('office'));
  const other = { ...version(), side: 'VENDOR' as const, signedBy: 'Wang Wei' };
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => useCases.run(signAmendment, other, as('wang', vendor()))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

  const told = await database.owner.query<{ data: object }[]>(
    `SELECT data FROM outbox WHERE aggregate_id = $1 AND type = 'contracts.contract.amended.v1'`,
    [contractId],
  );
  expect(told).toMatchObject([
    {
      data: {
        contractVersion: 2,
        effectiveAt: '2026-10-31T16:00:00.000Z',
        slaTargets: { 1: slower, 2: pair },
      },
    },
  ]);
  expect(await useCases.read(contractAmendments, { contractId }, vendor())).toMatchObject({
    items: [{ contractVersion: 2, status: 'signed', signatures: ['ENTERPRISE', 'VENDOR'] }],
  });
});

it('1.3.3: of ten proposals at once one is open; withdrawn, it makes room for the next', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, () => useCases.run(proposeAmendment, proposal(), as('office'))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await useCases.run(withdrawAmendment, version(), as('office'));
  const next = await useCases.run(proposeAmendment, proposal(), as('office'));
  expect(next).toMatchObject({ contractVersion: 3, status: 'proposed' });
});

it('another vendor neither sees an amendment nor signs it', async () => {
  await approved();
  const stranger = vendor('0195540a-0000-7000-8000-00000000000b');
  expect(await useCases.read(contractAmendments, { contractId }, stranger)).toEqual({ items: [] });
  const foreign = { ...version(), side: 'VENDOR' as const, signedBy: 'Wang Wei' };
  const signing = useCases.run(signAmendment, foreign, as('other', stranger));
  await expect(signing).rejects.toMatchObject({ code: 'contract.not-found' });
});

it.each([
  ['amendments_approvers', `UPDATE amendments SET finance_by = legal_by WHERE contract_id = $1`],
  [
    'amendments_signed_when_agreed',
    `UPDATE amendments SET status = 'signed', signed_at = now() WHERE contract_id = $1`,
  ],
  ['amendments_deposit', `UPDATE amendments SET deposit_required_minor = 12000001 WHERE contract_id = $1`],
])('the database refuses what the rule does: %s', async (constraint, statement) => {
  await approved();
  const forged = database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'enterprise', true)`);
    await manager.query(statement, [contractId]);
  });
  await expect(forged).rejects.toMatchObject({ constraint });
});

it('an amendment of a version that does not exist, or with a null term, is refused', async () => {
  const missing = useCases.run(approveAmendment, { ...version(), discipline: 'LEGAL' }, as('lin'));
  await expect(missing).rejects.toMatchObject({ code: 'amendment.not-found' });
  const nulled = { ...proposal(), legal: null } as unknown as ReturnType<typeof proposal>;
  const misfit = useCases.run(proposeAmendment, nulled, as('office'));
  await expect(misfit).rejects.toMatchObject({ name: 'InputRefused' });
});
