import { appraisalPublished } from '@steward/events';
import { eventually, type ServiceUnderTest } from '@steward/testing';
import { settlementIdOf } from '../domain/settlement';
import { announceTo, cny, contractId, startHouse, stranger, vendor, vendorId } from './house.fixture';

const settlementId = settlementIdOf(contractId, '2026Q2');
const its = `/settlements/${settlementId}`;
const statement = `${its}/statement`;
let house: ServiceUnderTest;
beforeAll(async () => {
  house = await startHouse();
  const verdicts = { met: 9, breached: 1, open: 0 };
  const published = appraisalPublished({
    ...{ appraisalId: settlementId, contractId, vendorId, quarter: '2026Q2', revision: 1, score: '88.67' },
    ...{ inputsHash: 'a'.repeat(64), tier: 'REGULAR', isPassed: true, workOrders: 10 },
    ...{ onSite: verdicts, closure: verdicts, publishedAt: new Date('2026-07-10T01:00:00.000Z') },
  });
  await announceTo(house, published, 1);
  await eventually(async () =>
    expect(await house.call('finance-maker', `${its}/submission`, {})).toMatchObject({ status: 201 }),
  );
  await house.call('finance-checker', `${its}/approval`, {});
});
afterAll(() => house?.stop());

it('2.2.2a, 3.3.2a: a vendor confirms and disputes lines of its own statement; two persons answer a dispute', async () => {
  const { call } = house;
  expect(await call(vendor, statement)).toMatchObject({ status: 200, body: { total: cny('29867000') } });
  const missing = { status: 404, body: { code: 'statement.not-found' } };
  expect(await call(stranger, statement)).toMatchObject(missing);
  expect(await call('finance-maker', `${statement}/lines/1/confirmation`, {})).toMatchObject({ status: 403 });
  expect(await call(vendor, `${statement}/lines/1/confirmation`, {})).toMatchObject({ status: 201 });
  expect(await call(vendor, `${statement}/lines/1/confirmation`, {})).toMatchObject({
    ...{ status: 409, body: { code: 'statement-line.answered' } },
  });
  const objection = { reason: '得分有误' };
  expect(await call(stranger, `${statement}/lines/2/objection`, objection)).toMatchObject({
    ...{ status: 404, body: { code: 'statement-line.not-found' } },
  });
  expect(await call(vendor, `${statement}/lines/2/objection`, { reason: '' })).toMatchObject({ status: 422 });
  expect(await call(vendor, `${statement}/lines/2/objection`, objection)).toMatchObject({ status: 201 });
  expect(await call(vendor, statement)).toMatchObject({
    body: { payable: cny('24000000'), disputed: cny('5867000') },
  });
  const resolution = `${statement}/lines/2/resolution`;
  const proposal = { corrected: cny('6000000'), reason: '核对记录' };
  expect(await call(vendor, resolution, proposal)).toMatchObject({ status: 403 });
  expect(await call('finance-maker', resolution, proposal)).toMatchObject({ status: 201 });
  expect(await call('finance-maker', `${resolution}/approval`, {})).toMatchObject({ status: 403 });
  expect(await call('finance-checker', `${resolution}/approval`, {})).toMatchObject({ status: 201 });
  expect(await call(vendor, statement)).toMatchObject({ body: { payable: cny('30000000') } });
});

it('1.1.4: a service credit is read by its vendor alone, and a page that does not fit is refused', async () => {
  const { call, database } = house;
  const serviceCreditId = '0195540a-0000-7000-8000-0000000000c1';
  await database.owner.query(
    `INSERT INTO service_credits (id, contract_id, vendor_id, contract_version, breach_id, promise, month, clause_id,
       units, is_repeat, earned_minor, granted_minor, capped_minor, currency, source_id, granted_at)
     VALUES ($1, $2, $3, 1, $1, 'mail', '2026-04', '2.2.1c', 2, false, 400000, 400000, 0, 'CNY', $1, now())`,
    [serviceCreditId, contractId, vendorId],
  );
  const one = `/service-credits/${serviceCreditId}`;
  expect(await call(vendor, one)).toMatchObject({ status: 200, body: { serviceCreditId } });
  expect(await call(stranger, one)).toMatchObject({
    ...{ status: 404, body: { code: 'service-credit.not-found' } },
  });
  const { body: listed } = await call(stranger, '/service-credits');
  expect(listed).toEqual({ items: [], next: null });
  expect(await call('auditor', '/service-credits?month=2026-13')).toMatchObject({ status: 422 });
});
