import type { AvailabilityTargetInput } from '@steward/calculators';
import { UseCases } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { oneContract } from '../storage/contract-views';
import { contractsDatabase } from '../storage/data-source';
import { approveAmendment } from './approve-amendment';
import { admitted, APPROVERS, as, concluded, disciplines, vendorId } from './in-force.fixture';
import { proposeAmendment } from './propose-amendment';
import { signAmendment } from './sign-amendment';

const erp = { service: 'erp', name: 'ERP' };
const mail = {
  ...{ service: 'mail', name: '邮件', targetPerMille: 995, noticeSeconds: 3600, monthlyQuotaSeconds: 0 },
  serviceHours: [{ from: '08:00', to: '20:00' }],
};
const byPolicy = { targetPerMille: 999, noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 };
const agreed = [
  { ...erp, ...byPolicy, serviceHours: null },
  { ...mail, serviceHours: [['08:00', '20:00']] },
];

let database: TestDatabase;
let useCases: UseCases;
const lastTold = async (type: string, contractId: string) => {
  const [row] = await database.owner.query<{ data: Record<string, unknown> }[]>(
    'SELECT data FROM outbox WHERE type = $1 AND aggregate_id = $2 ORDER BY position DESC LIMIT 1',
    [type, contractId],
  );
  return row!.data;
};
const withTargets = (availability: AvailabilityTargetInput[]) =>
  concluded(useCases, '2026-01-01', '2026-12-31', { availability });

beforeAll(async () => {
  database = await startDatabase({ service: 'contracts', options: contractsDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-10-20T02:00:00.000Z'), { wake: () => undefined });
  await admitted(useCases);
});
afterAll(() => database?.stop());

it('2.2.1c: what a contract promises of its services is stored in full and announced when it binds', async () => {
  const contractId = await withTargets([erp, mail]);
  const told = await lastTold('contracts.contract.activated.v1', contractId);
  expect(told['availability']).toEqual(agreed);
  const shown = await useCases.read(oneContract, { contractId }, `vendor:${vendorId}`);
  expect(shown.availability).toEqual(agreed);
});

it('2.2.1c: a contract that promises none announces none', async () => {
  const contractId = await concluded(useCases, '2026-01-01', '2026-12-31');
  const told = await lastTold('contracts.contract.activated.v1', contractId);
  expect(told).not.toHaveProperty('availability');
  const shown = await useCases.read(oneContract, { contractId }, 'enterprise');
  expect(shown.availability).toEqual([]);
});

it('1.3.3, 2.2.1c: an amendment replaces the targets, and leaves them where it is silent', async () => {
  const contractId = await withTargets([erp, mail]);
  const amend = async (contractVersion: number, day: string, change: { availability?: [] }) => {
    const effectiveAt = `2026-11-${day}T00:00:00+08:00`;
    const version = { contractId, contractVersion };
    await useCases.run(
      proposeAmendment,
      { contractId, effectiveAt, reason: '服务范围变化', endOn: '2027-12-31', ...change },
      as('office'),
    );
    for (const discipline of disciplines) {
      await useCases.run(approveAmendment, { ...version, discipline }, as(APPROVERS[discipline]));
    }
    const sign = { ...version, signedBy: 'Li Na' };
    await useCases.run(signAmendment, { ...sign, side: 'ENTERPRISE' as const }, as('office'));
    await useCases.run(signAmendment, { ...sign, side: 'VENDOR' as const }, as('wang', `vendor:${vendorId}`));
    return lastTold('contracts.contract.amended.v1', contractId);
  };
  expect(await amend(2, '01', {})).toMatchObject({ contractVersion: 2, availability: agreed });
  expect(await amend(3, '02', { availability: [] })).toMatchObject({ contractVersion: 3, availability: [] });
});

it.each([
  ['a per mille above 1000', { ...erp, targetPerMille: 1001 }, '/availability/0/targetPerMille'],
  ['a service without a code', { ...erp, service: '' }, '/availability/0/service'],
  ['null for the hours', { ...erp, serviceHours: null as never }, '/availability/0/serviceHours'],
])('2.2.1c: %s is refused with its path, and nothing is stored', async (_, target, path) => {
  const stored = () => database.owner.query<[{ n: string }]>('SELECT count(*) AS n FROM outbox');
  const before = await stored();
  const refused = withTargets([target]).catch((error: unknown) => error);
  expect(await refused).toMatchObject({ name: 'InputRefused' });
  expect(((await refused) as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(
    path,
  );
  expect(await stored()).toEqual(before);
});
