import { aggregateIdOf, contractActivated, encode } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { workOrdersDatabase } from '../storage/data-source';

const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-0000000000ca';
const vendor = `vendor:${vendorId}`;
const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
const at = new Date();
const year = at.getUTCFullYear();
const ago = (minutes: number) => new Date(at.getTime() - minutes * 60_000).toISOString();
const pair = {
  onSite: { durationSeconds: 7200, clock: '24x7' as const },
  closure: { durationSeconds: 259_200, clock: '24x7' as const },
};
const activated = contractActivated({
  ...{ contractId, code: 'HT-1', vendorId, contractVersion: 1, performanceShareBps: 2000 },
  ...{ curve: 'LINEAR_60_90', startOn: `${year - 1}-01-01`, endOn: `${year + 1}-12-31` },
  ...{ effectiveAt: new Date(`${year - 1}-01-01`), activatedAt: at, categories: ['HARDWARE'] },
  yearlyAmount: { amountMinor: 120_000_000n, currency: 'CNY' },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  availability: [
    {
      ...{ service: 'erp', name: 'ERP', targetPerMille: 999, serviceHours: null },
      ...{ noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 },
    },
  ],
});

/** As Alertmanager 0.28 sends it. */
const notification = (alerts: object[]) => ({
  ...{ receiver: 'steward', status: 'firing', alerts, version: '4', truncatedAlerts: 0 },
  ...{ groupLabels: { alertname: 'ServiceDown' }, commonLabels: { severity: 'critical' } },
  ...{ commonAnnotations: {}, externalURL: 'http://alertmanager:9093' },
  groupKey: '{}/{severity="critical"}:{alertname="ServiceDown"}',
});
const alert = (labels: object, change: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'ServiceDown', steward_contract: 'HT-1', ...labels },
  annotations: { summary: 'probe failed' },
  ...{ startsAt: ago(30), endsAt: '0001-01-01T00:00:00Z', fingerprint: 'b3c1a5d2e4f60718' },
  generatorURL: 'http://prometheus:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1',
  ...change,
});
const firing = alert({ steward_service: 'erp' });
const resolved = { ...firing, status: 'resolved', endsAt: ago(10) };
const unknown = alert({ steward_service: 'mail' }, { fingerprint: '0000000000000001' });

let house: ServiceUnderTest;
const notify = (alerts: object[], who = 'service', headers: Record<string, string> = {}) =>
  house.call(who, '/availability/alertmanager', notification(alerts), { 'idempotency-key': '', ...headers });
type Listed = { items: { outageId: string; state: string }[] };
const listed = async (who = 'auditor') =>
  (await house.call<Listed>(who, '/availability/outages?limit=100')).body.items;

beforeAll(async () => {
  house = await startUnderTest({
    ...{
      service: 'work-orders',
      options: workOrdersDatabase,
      provision: provisionStreams,
      stop: stopService,
    },
    start: async () =>
      startService('work-orders', (await import('../work-orders.module.js')).WorkOrdersModule),
  });
  await house.announce({
    ...{ type: activated.type, stream: 'CONTRACTS', aggregateId: aggregateIdOf(activated), version: 1 },
    data: encode(contractActivated, activated),
  });
});
afterAll(() => house?.stop());

it('2.2.1c: Alertmanager’s notification opens an outage and ends it, and sent again changes nothing', async () => {
  await eventually(async () => expect((await notify([firing])).status).toBe(200));
  const taken = { fingerprint: 'b3c1a5d2e4f60718', outcome: 'TAKEN', startedAt: ago(30) };
  expect(await notify([firing])).toEqual({
    status: 200,
    body: { alerts: [{ ...taken, outageId: expect.any(String) as string, endedAt: null }] },
  });
  expect(await listed()).toMatchObject([{ state: 'open' }]);
  for (const _ of [1, 2]) {
    expect(await notify([resolved])).toMatchObject({ body: { alerts: [{ ...taken, endedAt: ago(10) }] } });
  }
  expect(await listed(vendor)).toMatchObject([{ state: 'over' }]);
});

it('2.2.1c: an alert for an unknown service is refused by itself, and nothing is stored for it', async () => {
  const before = (await listed()).length;
  expect(await notify([unknown, firing])).toMatchObject({
    status: 200,
    body: {
      alerts: [
        {
          ...{ outcome: 'REFUSED', code: 'availability.service-unknown' },
          ...{ path: '/alerts/0/labels/steward_service', message: 'The contract promises no service mail.' },
        },
        { outcome: 'TAKEN' },
      ],
    },
  });
  const ahead = { ...firing, startsAt: ago(-60) };
  expect(await notify([ahead])).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/alerts/0/startsAt' }] },
  });
  const unlabelled = alert({ steward_service: 'erp', steward_contract: 'HT-9' });
  expect(await notify([unknown, unlabelled], 'service', { 'accept-language': 'zh' })).toMatchObject({
    status: 422,
    body: {
      code: 'request.refused',
      errors: [
        { path: '/alerts/0/labels/steward_service', message: '该合同没有承诺这项服务的可用性。' },
        { path: '/alerts/1/labels/steward_contract', message: '没有这份合同。' },
      ],
    },
  });
  expect(await listed()).toHaveLength(before);
});

it.each([
  ['another version', { ...notification([firing]), version: '3' }, '/version'],
  ['no alerts', { ...notification([]), alerts: undefined }, '/alerts'],
  ['an alert that is none', notification([firing, 'x' as unknown as object]), '/alerts/1'],
  ['an unknown status', notification([{ ...firing, status: 'silenced' }]), '/alerts/0/status'],
  ['a resolution without its end', notification([{ ...resolved, endsAt: undefined }]), '/alerts/0/endsAt'],
])('a notification with %s cannot be read, and nothing of it is stored', async (_, body, path) => {
  const before = (await listed()).length;
  const answer = await house.call('service', '/availability/alertmanager', body);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  expect(await listed()).toHaveLength(before);
});

it('an empty notification is answered by an empty list', async () => {
  expect(await notify([])).toEqual({ status: 200, body: { alerts: [] } });
});

it('only a service notifies; a vendor tells of no outage and corrects none', async () => {
  for (const who of ['technical', vendor, 'office-head']) {
    expect(await notify([firing], who)).toMatchObject({ status: 403 });
  }
  const [{ outageId } = { outageId: '' }] = await listed();
  const told = { contractId, service: 'erp', source: 'own', externalId: '1', startedAt: ago(5) };
  expect(await house.call(vendor, '/availability/outages', told)).toMatchObject({ status: 403 });
  const place = `/availability/outages/${outageId}`;
  const why = { reason: '误报' };
  expect(await house.call(vendor, `${place}/withdrawal`, why)).toMatchObject({ status: 403 });
  expect(await house.call('service', `${place}/withdrawal`, why)).toMatchObject({ status: 403 });
});

it('an outage is told, ended, corrected and withdrawn over HTTP; another vendor does not see it', async () => {
  const told = { contractId, service: 'erp', source: 'zabbix', externalId: '1', startedAt: ago(50) };
  const tell = (change: object = {}) =>
    house.call<{ outageId: string }>('technical', '/availability/outages', { ...told, ...change });
  const { outageId } = (await tell()).body;
  expect(await tell()).toMatchObject({ status: 201, body: { outageId, isNew: false } });
  expect(await tell({ startedAt: ago(51) })).toMatchObject({
    ...{ status: 409, body: { code: 'outage.told-otherwise' } },
  });
  const place = `/availability/outages/${outageId}`;
  const steps = [
    ['technical', 'end', { endedAt: ago(40) }],
    ['office-head', 'correction', { startedAt: ago(55), endedAt: ago(41), reason: '以日志为准' }],
    ['vendor-manager', 'withdrawal', { reason: '计划内切换' }],
  ] as const;
  for (const [who, step, body] of steps) {
    expect(await house.call(who, `${place}/${step}`, body)).toMatchObject({ status: 201 });
  }
  expect(await house.call(vendor, place)).toMatchObject({
    body: { state: 'withdrawn', facts: [{}, {}, {}, { kind: 'WITHDRAWN' }] },
  });
  expect(await house.call(stranger, place)).toMatchObject({
    status: 404,
    body: { code: 'outage.not-found' },
  });
});

it('2.2.1c: planned work goes from its announcement to its approval over HTTP, by the roles for it', async () => {
  const asked = {
    ...{ contractId, service: 'erp', reason: '更换磁盘' },
    ...{ startsAt: ago(-4000), endsAt: ago(-4060) },
  };
  const windows = '/availability/planned-windows';
  const { body } = await house.call<{ windowId: string }>(vendor, windows, asked);
  const place = `${windows}/${body.windowId}`;
  expect(await house.call(vendor, `${place}/approval`, {})).toMatchObject({ status: 403 });
  expect(await house.call('technical', `${place}/approval`, {})).toMatchObject({
    ...{ status: 201, body: { status: 'approved' } },
  });
  expect(await house.call(vendor, `${place}/end`, { endedAt: ago(0) })).toMatchObject({
    ...{ status: 422, body: { code: 'planned-window.not-begun', errors: [{ path: '/endedAt' }] } },
  });
  expect(await house.call(vendor, `${place}/cancellation`, {})).toMatchObject({ status: 201 });
  expect(await house.call('auditor', `${windows}?status=cancelled`)).toMatchObject({
    body: { items: [{ windowId: body.windowId, endedAt: null }] },
  });
  expect(await house.call(stranger, place)).toMatchObject({ status: 404 });
});
