import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { collaborationDatabase } from '../storage/data-source';

let collaboration: ServiceUnderTest;
beforeAll(async () => {
  const service = 'collaboration';
  collaboration = await startUnderTest({
    ...{ service, options: collaborationDatabase, provision: provisionStreams, stop: stopService },
    start: async () =>
      startService(service, (await import('../collaboration.module.js')).CollaborationModule),
  });
});
afterAll(() => collaboration?.stop());

it('3.2.2: a vendor cannot approve its own case: 403, and 409 for a second person of none', async () => {
  const { call } = collaboration;
  const vendor = 'vendor:0195540a-0000-7000-8000-00000000000a';
  const text = { title: '硬盘故障', symptom: '阵列降级', cause: '坏道', solution: '更换硬盘' };
  const drafted = await call<{ caseId: string }>(vendor, '/cases', { ...text, cause: '磁盘坏道' });
  expect(drafted).toMatchObject({ status: 201, body: { status: 'draft' } });
  const path = `/cases/${drafted.body.caseId}`;
  expect(await call(vendor, `${path}/submission`, {})).toMatchObject({ status: 201 });
  expect(await call(vendor, `${path}/review`, { isApproved: true })).toMatchObject({ status: 403 });
  expect(await call('technical', `${path}/review`, { isApproved: true })).toMatchObject({ status: 201 });
  expect(await call(vendor, `${path}/publication`, {})).toMatchObject({ status: 403 });
  expect(await call('technical', `${path}/publication`, {})).toMatchObject({ status: 201 });
  const own = await call<{ caseId: string }>('technical', '/cases', { ...text, cause: '磁盘坏道' });
  await call('technical', `/cases/${own.body.caseId}/submission`, {});
  const zh = { 'accept-language': 'zh' };
  expect(await call('technical', `/cases/${own.body.caseId}/review`, { isApproved: true }, zh)).toMatchObject(
    { status: 409, body: { code: 'case.same-person', detail: '案例的作者不能审核或发布该案例。' } },
  );
  const found = await call('auditor', `/cases?q=${encodeURIComponent('硬盘')}&status=published`);
  expect(found).toMatchObject({ status: 200, body: { items: [{ title: '硬盘故障' }] } });
});
