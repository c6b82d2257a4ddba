import { tierOn, vendorTiers } from '../storage/vendor-views';
import { exitsPage } from '../storage/exit-views';
import { actOnProcedure } from './act-on-procedure';
import { admitVendor } from './admit-vendor';
import { checkCompliance } from './check-compliance';
import { classifyVendor } from './classify-vendor';
import { recordContractFact } from './record-contract-fact';
import { registerVendor } from './register-vendor';
import { TimedVendors } from './timed.fixture';

const idOf = (n: string) => `0195540a-0000-7000-8000-0000000000${n}`;
let house: TimedVendors;
let vendorId: string;
const decided = (kind: 'DOWNGRADE' | 'ELIMINATION', procedureId = idOf('e1')) => {
  const decision = { procedureId, vendorId, contractId: idOf('ca'), kind, quarter: '2026Q3', isUpheld: true };
  const told = { ...decision, decidedAt: '2026-10-30T02:00:00.000Z' };
  return house.useCases.run(actOnProcedure, told, house.as('appraisal', 'service'));
};
const told = async () => {
  const rows = await house.database.owner.query<{ type: string }[]>(
    `SELECT type FROM outbox WHERE type ~ '(classified|eliminated|exit)' ORDER BY position`,
  );
  return rows.map(({ type }) => type.split('.').slice(1, 3).join('.'));
};

beforeAll(async () => {
  house = await TimedVendors.start();
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  await house.begin();
  ({ vendorId } = await house.admitted('v1', '2029-12-01'));
  await house.useCases.run(
    classifyVendor,
    { vendorId, tier: 'REGULAR', categories: ['HARDWARE'], effectiveOn: '2026-02-01', reason: '年度评审' },
    house.as('office-head'),
  );
  house.clock.set('2026-10-30T02:00:00.000Z');
});

it('1.3.2: a downgrade that is told twice is one period of the history, with reason and approver', async () => {
  expect(await decided('DOWNGRADE')).toEqual({ vendorId, outcome: 'DOWNGRADED' });
  expect(await decided('DOWNGRADE')).toEqual({ vendorId, outcome: 'DOWNGRADED' });
  const { periods } = await house.useCases.read(vendorTiers, { vendorId }, 'enterprise');
  expect(periods).toMatchObject([
    { tier: 'TEMPORARY', effectiveOn: '2026-01-01', endsOn: '2026-02-01', approvedBy: 'office-head' },
    { tier: 'REGULAR', effectiveOn: '2026-02-01', endsOn: '2026-10-30', reason: '年度评审' },
    { tier: 'TEMPORARY', effectiveOn: '2026-10-30', endsOn: null, approvedBy: 'appraisal' },
  ]);
  const tierAsOf = (asOf: string) => house.useCases.read(tierOn, { vendorId, asOf }, 'enterprise');
  expect(await tierAsOf('2026-10-29')).toMatchObject({ tier: 'REGULAR' });
  expect(await tierAsOf('2026-10-30')).toMatchObject({ tier: 'TEMPORARY' });
  const stranger = house.useCases.read(vendorTiers, { vendorId }, `vendor:${idOf('0b')}`);
  await expect(stranger).rejects.toMatchObject({ code: 'vendor.not-found' });
});

it('1.3.2: an eliminated vendor is locked out for 24 months, and the exits of its contracts begin', async () => {
  for (const contractId of [idOf('ca'), idOf('cb')]) {
    const fact = { contractId, vendorId, timezone: 'Asia/Shanghai' };
    await house.useCases.run(recordContractFact, fact, house.as('contracts', 'service'));
  }
  await decided('ELIMINATION');
  await decided('ELIMINATION');
  await house.goTo('2026-10-30T02:00:00.000Z');
  expect((await told()).slice(2)).toEqual(['vendor.eliminated', 'exit.started', 'exit.started']);
  const { items } = await house.useCases.read(exitsPage, { limit: 50, vendorId }, 'enterprise');
  expect(items).toMatchObject(Array(2).fill({ cause: 'ELIMINATION', status: 'notice' }));

  const again = (code: string) => {
    const company = { code, name: 'Vendor', registrationNumber: 'R-v1' };
    return house.useCases.run(registerVendor, company, house.as('vendor-manager'));
  };
  const admission = () => house.useCases.run(admitVendor, { vendorId }, house.as('office-head'));
  house.clock.set('2028-10-29T15:59:59.999Z'); // 23:59 of 29 October in Shanghai
  const locked = {
    code: 'vendor.readmission-locked',
    message: expect.stringContaining('2028-10-30') as string,
  };
  await expect(again('v2')).rejects.toMatchObject(locked);
  await expect(admission()).rejects.toMatchObject(locked);

  house.clock.set('2028-10-29T16:00:00.000Z');
  expect(await again('v2')).toMatchObject({ status: 'registered' });
  const temporary = { vendorId, tier: 'TEMPORARY' as const, categories: ['HARDWARE' as const] };
  const placement = { ...temporary, effectiveOn: '2028-10-30', reason: '重新准入' };
  await house.useCases.run(classifyVendor, placement, house.as('office-head'));
  await expect(admission()).rejects.toMatchObject({ code: 'vendor.compliance-missing' });
  const passed = { isPassed: true, evidence: 'file 2' };
  const check = { vendorId, data: passed, environment: passed, labour: passed };
  await house.useCases.run(checkCompliance, { ...check, jurisdictions: ['PIPL'] }, house.as('legal'));
  expect(await admission()).toMatchObject({ status: 'admitted' });
});
