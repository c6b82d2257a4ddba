import { draftBody, oneContractInForce, stranger, vendor, type ContractsHouse } from './house.fixture';

let house: ContractsHouse;
let place: string;

beforeAll(async () => {
  ({ house, place } = await oneContractInForce());
});
afterAll(() => house?.stop());

it('2.4: the office suspends and resumes over HTTP; nobody else may, and another vendor sees nothing', async () => {
  const reason = { reason: '整改期间不派新工单' };
  expect(await house.call(vendor, `${place}/suspension`, reason)).toMatchObject({ status: 403 });
  expect(await house.call('vendor-manager', `${place}/suspension`, reason)).toMatchObject({ status: 403 });
  expect(await house.call('office-head', `${place}/suspension`, { reason: '' })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/reason' }] } },
  });
  expect(await house.call('office-head', `${place}/suspension`, reason)).toMatchObject({
    ...{ status: 201, body: { status: 'suspended' } },
  });
  expect(await house.call('office-head', `${place}/suspension`, reason)).toMatchObject({
    ...{ status: 409, body: { code: 'contract.not-in-force' } },
  });
  expect(await house.call('office-head', `${place}/resumption`, {})).toMatchObject({ status: 201 });
  expect(await house.lastTold('CONTRACTS', 'contracts.contract.resumed.v1')).toMatchObject({ code: 'C-1' });
});

it('2.4: a vendor ends its contract with notice over HTTP; a day that is none is refused', async () => {
  const notice = { ground: 'CAUSE', reason: '长期拖欠服务费', lastOn: house.day(60) };
  expect(await house.call('legal', `${place}/terminations`, notice)).toMatchObject({ status: 403 });
  expect(await house.call(stranger, `${place}/terminations`, notice)).toMatchObject({
    ...{ status: 404, body: { code: 'contract.not-found' } },
  });
  expect(
    await house.call(vendor, `${place}/terminations`, { ...notice, lastOn: '2026-02-30' }),
  ).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/lastOn' }] } },
  });
  expect(
    await house.call(vendor, `${place}/terminations`, { ...notice, lastOn: house.day(3) }),
  ).toMatchObject({
    ...{ status: 422, body: { code: 'termination.notice-short', errors: [{ path: '/lastOn' }] } },
  });
  const given = await house.call<{ terminationId: string }>(vendor, `${place}/terminations`, notice);
  expect(given).toMatchObject({ status: 201, body: { status: 'notified' } });
  const withdrawal = `${place}/terminations/${given.body.terminationId}/withdrawal`;
  expect(await house.call('office-head', withdrawal, {})).toMatchObject({
    ...{ status: 409, body: { code: 'termination.foreign' } },
  });
  expect(await house.call(vendor, withdrawal, {})).toMatchObject({ body: { status: 'withdrawn' } });
  const shown = await house.call<{ items: object[] }>('auditor', `${place}/terminations`);
  expect(shown.body.items).toMatchObject([{ side: 'VENDOR', status: 'withdrawn' }]);
});

it('1.3.4: the vendor hands evidence in over HTTP, somebody else verifies it', async () => {
  const fileHash = 'b'.repeat(64);
  const { body } = await house.call<{ items: { obligationId: string }[] }>(
    vendor,
    '/obligations?status=open',
  );
  const obligation = `/obligations/${body.items[0]!.obligationId}`;
  const piece = { reference: 'SN-0001', quantity: 2, fileHash };
  expect(await house.call('technical', `${obligation}/evidence`, piece)).toMatchObject({ status: 403 });
  expect(await house.call(vendor, `${obligation}/evidence`, { ...piece, fileHash: 'x' })).toMatchObject({
    ...{ status: 422, body: { errors: [{ path: '/fileHash' }] } },
  });
  expect(await house.call(stranger, `${obligation}/evidence`, piece)).toMatchObject({
    ...{ status: 404, body: { code: 'obligation.not-found' } },
  });
  const recorded = await house.call<{ evidenceId: string }>(vendor, `${obligation}/evidence`, piece);
  const verification = `${obligation}/evidence/${recorded.body.evidenceId}/verification`;
  expect(await house.call(vendor, verification, { isAccepted: true })).toMatchObject({ status: 403 });
  expect(await house.call('technical', verification, { isAccepted: false })).toMatchObject({
    ...{ status: 422, body: { code: 'evidence.reason-misplaced', errors: [{ path: '/reason' }] } },
  });
  expect(await house.call('technical', verification, { isAccepted: true })).toMatchObject({
    ...{ status: 201, body: { status: 'open', verifiedQuantity: 2, quantity: 3 } },
  });
  expect(await house.call('auditor', obligation)).toMatchObject({ body: { progressPercent: '66.66' } });
});

it('3.3.2a: a dispute goes over HTTP from its opening to the award, which legal alone records', async () => {
  const contractId = place.slice('/contracts/'.length);
  const fileHash = 'c'.repeat(64);
  const dispute = { contractId, subject: { kind: 'CONTRACT' }, claim: '提前终止的补偿' };
  expect(await house.call('technical', '/disputes', dispute)).toMatchObject({ status: 403 });
  expect(await house.call(stranger, '/disputes', dispute)).toMatchObject({ status: 404 });
  expect(await house.call(vendor, '/disputes', { ...dispute, subject: { kind: 'BREACH' } })).toMatchObject({
    status: 422,
    body: { code: 'dispute.subject-unclear', errors: [{ path: '/subject/milestoneId' }] },
  });
  const { body } = await house.call<{ disputeId: string }>(vendor, '/disputes', dispute);
  const path = `/disputes/${body.disputeId}`;
  expect(await house.call('legal', `${path}/statements`, { text: '不同意', fileHash })).toMatchObject({
    ...{ status: 201, body: { side: 'ENTERPRISE' } },
  });
  expect(await house.call(stranger, `${path}/statements`)).toMatchObject({ body: { items: [] } });
  const offer = await house.call<{ offerId: string }>('legal', `${path}/offers`, { text: '各自承担' });
  expect(await house.call('legal', `${path}/settlement`, { offerId: offer.body.offerId })).toMatchObject({
    ...{ status: 409, body: { code: 'dispute.own-offer' } },
  });
  const award = {
    ...{ amount: { amountMinor: '3500000', currency: 'CNY' }, inFavourOf: 'VENDOR', becomes: 'CLAIM' },
    ...{ reference: '沪仲 1', fileHash },
  };
  expect(await house.call('legal', `${path}/award`, award)).toMatchObject({
    ...{ status: 409, body: { code: 'dispute.not-arbitrated' } },
  });
  await house.call(vendor, `${path}/escalation`, {});
  await house.call('office-head', `${path}/escalation`, {});
  expect(await house.call(vendor, `${path}/award`, award)).toMatchObject({ status: 403 });
  expect(await house.call('legal', `${path}/award`, { ...award, becomes: 'ADJUSTMENT' })).toMatchObject({
    ...{ status: 422, body: { code: 'dispute.nothing-to-adjust', errors: [{ path: '/becomes' }] } },
  });
  expect(await house.call('legal', `${path}/award`, award)).toMatchObject({ body: { status: 'awarded' } });
  expect(await house.call(vendor, '/disputes?status=awarded&limit=1')).toMatchObject({
    body: { items: [{ disputeId: body.disputeId }] },
  });
});

it('3.4.2c: a template is drafted and published over HTTP; a vendor reads and never writes it', async () => {
  const target = { durationSeconds: 7200, clock: '24x7' };
  const pair = { onSite: target, closure: target };
  const template = {
    ...{ code: 'STD', name: '标准维护合同', terms: { slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair } } },
    clauses: [{ clauseId: '1.1.4', text: '按责任比例赔偿。' }],
  };
  expect(await house.call(vendor, '/templates', template)).toMatchObject({ status: 403 });
  const { body } = await house.call<{ templateId: string }>('vendor-manager', '/templates', template);
  const version = `/templates/${body.templateId}/versions/1`;
  expect(await house.call(vendor, version)).toMatchObject({ status: 404 });
  expect(await house.call(vendor, `${version}/publication`, {})).toMatchObject({ status: 403 });
  expect(await house.call('legal', `${version}/publication`, {})).toMatchObject({ status: 201 });
  expect(await house.call(vendor, `/templates/${body.templateId}/versions`, template)).toMatchObject({
    status: 403,
  });
  expect(await house.call(vendor, `${version}/export`)).toMatchObject({
    ...{ status: 200, body: { format: 'steward.contract-template', code: 'STD', templateVersion: 1 } },
  });
  expect(await house.call(vendor, `/templates/${body.templateId}/versions/x/export`)).toMatchObject({
    status: 422,
  });
  const ref = { templateId: body.templateId, templateVersion: 1 };
  const drafted = await house.call<{ contractId: string }>('vendor-manager', '/contracts', {
    ...{ ...draftBody(house, 'C-2'), template: ref },
  });
  expect(await house.call(vendor, `/contracts/${drafted.body.contractId}/deviations`)).toMatchObject({
    status: 200,
    body: {
      template: ref,
      items: [
        { path: 'clauses/1.1.4', from: '按责任比例赔偿。', to: '服务商操作失误造成的损失,按责任比例赔偿。' },
      ],
    },
  });
});

it('the findings of a contract are those of its first version, unless another is asked for', async () => {
  expect(await house.call('legal', `${place}/findings`)).toMatchObject({ status: 200, body: { items: [] } });
  expect(await house.call('legal', `${place}/findings?contractVersion=2`)).toMatchObject({
    ...{ status: 404, body: { code: 'amendment.not-found' } },
  });
});
