import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { vendorsDatabase } from '../storage/data-source';

let vendors: ServiceUnderTest;
beforeAll(async () => {
  vendors = await startUnderTest({
    ...{ service: 'vendors', options: vendorsDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('vendors', (await import('../vendors.module.js')).VendorsModule),
  });
});
afterAll(() => vendors?.stop());

const call = (who: string, path: string, body?: object) => vendors.call(who, `/vendors${path}`, body);
const company = (code: string) => ({ code, name: `Vendor ${code}`, registrationNumber: `R-${code}` });
const paper = { kind: 'LICENCE', number: 'L1', issuer: 'Bureau', documentHash: 'a'.repeat(64) };

it('2.1: a vendor is taken in over HTTP, is told on the bus, and may act only for itself', async () => {
  const made = await call('vendor-manager', '', company('v1'));
  expect(made).toMatchObject({ status: 201, body: { status: 'registered' } });
  const vendorId = made.body['vendorId'] as string;
  const other = (await call('office-head', '', company('v2'))).body['vendorId'] as string;

  const papers = `/${vendorId}/qualifications`;
  const own = await call(`vendor:${vendorId}`, papers, paper);
  expect(own).toMatchObject({ status: 201, body: { status: 'submitted' } });
  const { itemId } = own.body;
  expect(await call(`vendor:${vendorId}`, `/${vendorId}/verifications`, { itemId })).toMatchObject({
    status: 403,
  });
  const verification = await call('technical', `/${vendorId}/verifications`, { itemId });
  expect(verification).toEqual({ status: 201, body: { itemId, status: 'verified' } });

  expect(await call('technical', `/${vendorId}/admission`, {})).toMatchObject({ status: 403 });
  const refused = await call('office-head', `/${vendorId}/admission`, {});
  expect(refused).toMatchObject({ status: 409, body: { code: 'vendor.iso9001-missing' } });

  const missing = '0195540a-0000-7000-8000-000000000009';
  const [foreign, none] = [
    await call(`vendor:${vendorId}`, `/${other}`),
    await call('auditor', `/${missing}`),
  ];
  const unsaid = { detail: '', traceId: '' };
  expect(foreign).toMatchObject({ status: 404, body: { code: 'vendor.not-found' } });
  expect({ ...foreign.body, ...unsaid }).toEqual({ ...none.body, ...unsaid });

  const told = await vendors.lastTold('VENDORS', 'vendors.vendor.registered.v1');
  expect(told).toMatchObject({ vendorId: other, code: 'v2' });
});

it('1.2.2: tier and its support are asked for by a day, and the dossier shows what is still open', async () => {
  const vendorId = (await call('vendor-manager', '', company('v3'))).body['vendorId'] as string;
  const placement = {
    tier: 'REGULAR',
    categories: ['HARDWARE'],
    effectiveOn: '2026-01-01',
    reason: 'standard',
  };
  expect(await call('vendor-manager', `/${vendorId}/classification`, placement)).toMatchObject({
    status: 201,
  });

  const asked = await call('auditor', `/${vendorId}/tier?on=2026-06-30`);
  expect(asked).toMatchObject({ status: 200, body: { tier: 'REGULAR', effectiveOn: '2026-01-01' } });
  const undated = await call('auditor', `/${vendorId}/tier`);
  expect(undated).toMatchObject({ status: 422, body: { errors: [{ path: '/on' }, { path: '/on' }] } });

  const support = await call('auditor', `/${vendorId}/entitlements?asOf=2026-06-30`);
  expect(support.body).toMatchObject({ tier: 'REGULAR', trainingSeats: 8, expertConsultations: 4 });
  const before = await call('auditor', `/${vendorId}/entitlements?asOf=2025-06-30`);
  expect(before.body).toMatchObject({ tier: null, trainingSeats: 0, expertConsultations: 0 });

  const { body } = await call('auditor', `/${vendorId}`);
  expect(body).toMatchObject({ code: 'v3', classifications: [{ tier: 'REGULAR' }], qualifications: [] });
  expect(body['openGates']).toContainEqual({
    code: 'vendor.similar-projects-missing',
    sentence: 'A REGULAR vendor needs 1 verified similar projects, and there are 0.',
  });
});
