import { acceptWorkOrder } from './accept-work-order';
import { dispatchWorkOrder } from './dispatch-work-order';
import { contractId, type LiveWorkOrders } from './live.fixture';
import { registerAsset } from './register-asset';
import { registerSite } from './register-site';
import { reportWorkOrder } from './report-work-order';

/** The people's square of Shanghai, and 150 metres around it. */
export const site = {
  ...{ code: 'SH-1', name: '上海一号机房' },
  ...{ latitudeMicrodegrees: 31_230_416, longitudeMicrodegrees: 121_473_701, radiusMetres: 150 },
};

/** Registers a site with one asset, whose id it answers. */
export async function oneAsset({ useCases, office }: LiveWorkOrders, code = 'UPS-7'): Promise<string> {
  const { siteId } = await useCases.run(registerSite, { ...site, code: `site of ${code}` }, office());
  const { assetId } = await useCases.run(registerAsset, { code, name: '不间断电源', siteId }, office());
  return assetId;
}

/** A work order on an asset that the vendor has accepted: two hours to be on site. */
export async function acceptedAt(live: LiveWorkOrders, assetId: string, number = 'W-1'): Promise<string> {
  const { useCases, office, vendor } = live;
  const report = { number, severity: 1 as const, category: 'HARDWARE' as const, assetId };
  const { workOrderId } = await useCases.run(reportWorkOrder, report, office());
  await useCases.run(dispatchWorkOrder, { workOrderId, contractId }, office());
  await useCases.run(acceptWorkOrder, { workOrderId }, vendor());
  return workOrderId;
}
