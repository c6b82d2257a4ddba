import { admitVendor } from './admit-vendor';
import { checkCompliance } from './check-compliance';
import { TimedVendors } from './timed.fixture';
import { waiveGate } from './waive-gate';

let house: TimedVendors;
const passed = { isPassed: true, evidence: 'file 1' };
const parts = { data: passed, environment: passed, labour: passed, jurisdictions: ['PIPL' as const] };
const told = async (kind: string) => {
  const rows = await house.database.owner.query<{ type: string; data: object }[]>(
    'SELECT type, data FROM outbox WHERE type ~ $1 ORDER BY position',
    [kind],
  );
  return rows.map(({ type, data }) => ({ verb: type.split('.')[2], ...data }));
};

beforeAll(async () => {
  house = await TimedVendors.start();
});
afterAll(() => house?.database.stop());
beforeEach(() => house.begin());

it('2.1.2: a test may be waived by office head and legal together only, and for twelve months', async () => {
  const vendorId = await house.registered('v1');
  await house.verified(vendorId, 'LICENCE', 'L1');
  await house.verified(vendorId, 'ISO9001', 'Q1', '2029-12-01');
  const gate = 'vendor.capability-test-required' as const;
  const waiver = { vendorId, gate, reason: '应急抢修' };
  const admission = () => house.useCases.run(admitVendor, { vendorId }, house.as('office-head'));
  const waive = (office: 'OFFICE_HEAD' | 'LEGAL', by: string) =>
    house.useCases.run(waiveGate, { ...waiver, office }, house.as(by));

  expect(await waive('OFFICE_HEAD', 'li')).toEqual({ vendorId, gate, validTo: null });
  await expect(admission()).rejects.toMatchObject({ code: gate });
  await expect(waive('OFFICE_HEAD', 'wu')).rejects.toMatchObject({ code: 'gate-waiver.given' });
  await expect(waive('LEGAL', 'li')).rejects.toMatchObject({ code: 'gate-waiver.same-person' });
  expect(await waive('LEGAL', 'zhou')).toEqual({ vendorId, gate, validTo: '2027-03-02' });
  await expect(admission()).rejects.toMatchObject({ code: 'vendor.compliance-missing' });
  expect(await told('waived')).toMatchObject([{ gate, validTo: '2027-03-02' }]);
  house.clock.set('2027-03-02T16:00:00.000Z'); // 3 March in Shanghai
  await expect(admission()).rejects.toMatchObject({ code: gate });

  const forged = house.database.owner.query(
    `INSERT INTO gate_waivers (id, vendor_id, gate, office_by, office_reason, office_at, valid_to)
     VALUES (gen_random_uuid(), $1, '${gate}', 'li', 'x', now(), '2029-01-01')`,
    [vendorId],
  );
  await expect(forged).rejects.toMatchObject({ constraint: 'gate_waivers_two_offices' });
});

it('2.1.3: a check is announced due 30 days before its last day, and overdue once, unless it is renewed', async () => {
  const vendorId = await house.registered('v1');
  const check = () => house.useCases.run(checkCompliance, { vendorId, ...parts }, house.as('legal'));
  await check(); // 2 March 2026: counts through 2 March 2027
  await house.goTo('2027-01-30T15:59:59.999Z');
  expect(await told('compliance-(due|over)')).toEqual([]);
  await house.goTo('2027-01-30T16:00:00.000Z');
  await house.goTo('2027-03-02T15:59:59.999Z');
  expect(await told('compliance-(due|over)')).toMatchObject([
    { verb: 'compliance-due', dueOn: '2027-03-02', daysLeft: 30 },
  ]);
  await house.goTo('2027-03-02T16:00:00.000Z');
  await house.goTo('2027-06-01T00:00:00.000Z');
  expect((await told('compliance-(due|over)')).slice(1)).toMatchObject([
    { verb: 'compliance-overdue', dueOn: '2027-03-02', overdueAt: '2027-03-02T16:00:00.000Z' },
  ]);

  await check(); // 1 June 2027
  await house.goTo('2028-05-01T16:00:00.000Z');
  await check(); // renewed in time
  await house.goTo('2028-06-05T00:00:00.000Z');
  expect((await told('compliance-(due|over)')).slice(2)).toMatchObject([
    { verb: 'compliance-due', dueOn: '2028-06-01' },
  ]);
});
