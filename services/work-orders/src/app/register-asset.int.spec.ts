import { assetsPage, sitesPage } from '../storage/site-views';
import { oneWorkOrder } from '../storage/work-order-views';
import { LiveWorkOrders, vendorId } from './live.fixture';
import { registerAsset } from './register-asset';
import { registerSite } from './register-site';
import { reportWorkOrder } from './report-work-order';
import { acceptedAt, oneAsset, site } from './sited.fixture';

let live: LiveWorkOrders;
const run: LiveWorkOrders['useCases']['run'] = (...call) => live.useCases.run(...call);

beforeAll(async () => {
  live = await LiveWorkOrders.start();
});
afterAll(() => live?.database.stop());
beforeEach(() => live.begin());

it('2.3.1b: a vendor sees the assets that it has work on, and where they stand, and no others', async () => {
  const assetId = await oneAsset(live);
  await oneAsset(live, 'UPS-8');
  const seen = async (actor: 'enterprise' | `vendor:${string}`) => {
    const assets = await live.useCases.read(assetsPage, { limit: 10 }, actor);
    const sites = await live.useCases.read(sitesPage, { limit: 10 }, actor);
    return [assets.items.map(({ code }) => code).sort(), sites.items.map(({ code }) => code).sort()];
  };
  expect(await seen(`vendor:${vendorId}`)).toEqual([[], []]);
  const workOrderId = await acceptedAt(live, assetId);
  expect(await seen(`vendor:${vendorId}`)).toEqual([['UPS-7'], ['site of UPS-7']]);
  expect(await seen('enterprise')).toEqual([
    ['UPS-7', 'UPS-8'],
    ['site of UPS-7', 'site of UPS-8'],
  ]);
  expect(await live.useCases.read(oneWorkOrder, { workOrderId }, 'enterprise')).toMatchObject({ assetId });
});

it('2.3.1b: a code names one site and one asset', async () => {
  const assetId = await oneAsset(live);
  await run(registerSite, site, live.office());
  await expect(run(registerSite, site, live.office())).rejects.toMatchObject({ code: 'site.code-taken' });
  const { items } = await live.useCases.read(assetsPage, { limit: 10 }, 'enterprise');
  const again = { code: 'UPS-7', name: '另一台', siteId: items[0]!.siteId };
  await expect(run(registerAsset, again, live.office())).rejects.toMatchObject({ code: 'asset.code-taken' });
  await expect(run(registerAsset, { ...again, siteId: assetId }, live.office())).rejects.toMatchObject({
    code: 'site.not-found',
  });
});

it('3.2.1b: a site without a place and a report on an unknown asset leave nothing', async () => {
  const nowhere = { ...site, latitudeMicrodegrees: 90_000_001 };
  await expect(run(registerSite, nowhere, live.office())).rejects.toMatchObject({
    errors: [{ path: '/latitudeMicrodegrees' }],
  });
  const report = { number: 'W-9', severity: 1 as const, category: 'HARDWARE' as const };
  const unknown = { ...report, assetId: '0195540a-0000-7000-8000-0000000000ff' };
  await expect(run(reportWorkOrder, unknown, live.office())).rejects.toMatchObject({
    code: 'asset.not-found',
  });
  expect(await live.database.owner.query('SELECT FROM work_orders')).toEqual([]);
});
