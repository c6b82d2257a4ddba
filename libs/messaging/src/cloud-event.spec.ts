import * as catalogue from '@steward/events';
import { encode, registry, type Definition, type Event } from '@steward/events';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { headersOf, payloadOf, plainHeaders, readEvent, type Outgoing } from './cloud-event';

const [one, two, three] = [1, 2, 3].map((n) => `0195540a-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const at = new Date('2026-03-02T01:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const verdicts = { met: 8, breached: 1, open: 0 };
const target = { durationSeconds: 7200, clock: '24x7' as const };
const targets = { onSite: target, closure: { durationSeconds: 259_200, clock: 'working' as const } };
const price = { yearlyAmount: cny(12_000_000_00n), performanceShareBps: 2000, curve: 'staircase' };
const term = { startOn: '2026-01-01', endOn: '2026-12-31' };
const workOrder = { workOrderId: one };
const appraised = {
  ...{ appraisalId: one, contractId: two, vendorId: three, quarter: '2026Q1', revision: 1 },
  ...{ score: '87.50', inputsHash: 'a'.repeat(64) },
};
const deposit = { depositId: one, contractId: two, vendorId: three };
const settlement = {
  ...{ settlementId: one, contractId: two, vendorId: three, quarter: '2026Q1' },
  ...{ contractVersion: 1, appraisalRevision: 1, score: null },
  ...{ base: cny(240_000_000n), pool: cny(60_000_000n), performancePay: cny(0n), total: cny(240_000_000n) },
};
const published = {
  ...{ contractId: two, vendorId: three, amountMinor: '-1', currency: 'CNY', contractVersion: 1 },
  ...{ clauseRefs: ['2.2.2a'], traceUrl: '/settlements/1', correctionOf: null },
};
const publicSettlement = {
  ...{ settlementId: one, quarter: '2026Q1', score: '87.50', baseMinor: '1', performancePayMinor: '-1' },
  ...published,
};
const assessed = {
  ...{ riskId: one, vendorId: two, contractId: null, probability: 5, impact: 4 },
  ...{ category: 'TECHNICAL' as const, band: 'EXTREME' as const },
};
const meeting = { meetingId: one, contractId: two, month: '2026-03' };
const procedure = { procedureId: one, vendorId: two, contractId: three };

/** One of every event. */
const samples: readonly Event[] = [
  catalogue.vendorRegistered({ vendorId: one, code: 'v1', name: '某运维公司', registeredAt: at }),
  catalogue.vendorTested({ vendorId: one, score: 80, passScore: 60, isPassed: true, scoredAt: at }),
  catalogue.vendorComplianceChecked({ vendorId: one, failedParts: ['DATA'], checkedAt: at }),
  catalogue.vendorClassified({
    ...{ vendorId: one, tier: 'REGULAR', categories: ['HARDWARE'], effectiveOn: '2026-01-01' },
    classifiedAt: at,
  }),
  catalogue.vendorAdmitted({
    ...{ vendorId: one, code: 'v1', name: '某运维公司', tier: 'STRATEGIC', categories: [] },
    admittedAt: at,
  }),
  catalogue.contractDrafted({
    ...{ contractId: one, code: 'c1', vendorId: two, yearlyAmount: cny(1n), ...term },
    draftedAt: at,
  }),
  catalogue.contractApproved({ contractId: one, discipline: 'LEGAL', approvedAt: at }),
  catalogue.contractSigned({
    ...{ contractId: one, code: 'c1', vendorId: two, depositRequired: cny(120_000_000n) },
    ...{ ...price, ...term, signedAt: at },
  }),
  catalogue.contractActivated({
    ...{ contractId: one, code: 'c1', vendorId: two, contractVersion: 1, effectiveAt: at },
    ...{ ...price, ...term, categories: ['NETWORK', 'SECURITY'], activatedAt: at },
    workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
    slaTargets: { 1: targets, 2: targets, 3: targets, 4: targets },
  }),
  catalogue.workOrderReported({
    ...{ ...workOrder, number: 'INC1', severity: 1, category: null, reportedAt: at, evidenceGrade: 'A' },
  }),
  catalogue.workOrderDispatched({
    ...{ ...workOrder, vendorId: two, contractId: three, contractVersion: 1, dispatchedAt: at },
  }),
  catalogue.workOrderAccepted({ ...workOrder, acceptedAt: at }),
  catalogue.workOrderArrived({ ...workOrder, arrivedAt: at }),
  catalogue.workOrderPaused({ ...workOrder, reason: 'CUSTOMER', pausedAt: at }),
  catalogue.workOrderResumed({ ...workOrder, resumedAt: at }),
  catalogue.workOrderSeverityChanged({ ...workOrder, severity: 4, cause: 'CUSTOMER', changedAt: at }),
  catalogue.workOrderResolved({ ...workOrder, resolvedAt: at }),
  catalogue.workOrderReopened({ ...workOrder, reopenedAt: at }),
  catalogue.workOrderClosed({ ...workOrder, closedAt: at }),
  catalogue.milestoneDecided({
    ...{ milestoneId: one, ...workOrder, kind: 'ON_SITE', vendorId: two, contractId: three },
    ...{ contractVersion: 1, severity: 2, verdict: 'MET', decidedAt: at, quarter: '2026Q1' },
    ...{ elapsedSeconds: 7200, targetSeconds: 7200, isProvisional: false, evidenceGrade: 'B' },
  }),
  catalogue.periodClosed({
    ...{ periodId: one, contractId: two, vendorId: three, quarter: '2026Q1', revision: 1 },
    ...{ onSite: verdicts, closure: verdicts, workOrders: 9, closedAt: at },
  }),
  catalogue.importEnded({
    ...{ importId: one, log: 'log', revision: 1, asOf: at, timezone: 'UTC', quarters: ['2026Q1'] },
    ...{ read: 4, applied: 3, refused: 1, warned: 0, endedAt: at },
    contracts: [{ contractId: two, vendorId: three, vendorCode: 'v1' }],
  }),
  catalogue.appraisalProposed({ ...appraised, proposedAt: at, appealEndsAt: at }),
  catalogue.appraisalPublished({
    ...{ ...appraised, tier: 'TEMPORARY', isPassed: null, onSite: verdicts, closure: verdicts },
    ...{ workOrders: 9, publishedAt: at },
  }),
  catalogue.procedureOpened({ ...procedure, kind: 'DOWNGRADE', quarter: '2026Q1', openedAt: at }),
  catalogue.procedureWithdrawn({ ...procedure, withdrawnAt: at }),
  catalogue.depositRequired({ ...deposit, required: cny(1n), requiredAt: at }),
  catalogue.depositReceived({ ...deposit, amount: cny(1n), balance: cny(2n), receivedAt: at }),
  catalogue.settlementCalculated({ ...settlement, calculatedAt: at }),
  catalogue.settlementApproved({ ...settlement, approvedAt: at }),
  catalogue.settlementPosted({ ...settlement, postedAt: at }),
  catalogue.settlementAdjusted({ ...settlement, difference: cny(-1n), adjustedAt: at }),
  catalogue.publicSettlementApproved(publicSettlement),
  catalogue.publicSettlementPosted(publicSettlement),
  catalogue.publicSettlementAdjusted({ ...publicSettlement, correctionOf: two }),
  catalogue.publicDepositReceived({ depositId: one, ...published }),
  catalogue.riskIdentified({ ...assessed, identifiedAt: at }),
  catalogue.riskReopened({ ...assessed, reopenedAt: at }),
  catalogue.riskAssessed({ ...assessed, assessedAt: at }),
  catalogue.riskClosed({ riskId: one, vendorId: two, closedAt: at }),
  catalogue.liaisonAssigned({ liaisonId: one, contractId: two, assignedAt: at }),
  catalogue.meetingScheduled({ ...meeting, scheduledAt: at }),
  catalogue.meetingHeld({ ...meeting, agendaItems: 3, heldAt: at }),
  catalogue.meetingMissed({ ...meeting, missedAt: at }),
];
const written = (sample: Event) => JSON.stringify(encode(registry.get(sample.type)!, sample));

/** What a value is in JSON: instants are text, sums are digits. */
function asJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(asJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asJson(part)]));
}

describe('a payload', () => {
  it('there is a sample of every event', () => {
    expect(samples.map(({ type }) => type).sort()).toEqual([...registry.keys()].sort());
  });

  it.each(samples.map((sample) => [sample.type, sample] as const))(
    '%s is read as it was announced, by the schema that is published',
    (type, sample) => {
      expect(payloadOf({ type, data: Buffer.from(written(sample)) })).toEqual(asJson(sample.data));
    },
  );

  it.each(samples.map((sample) => [sample.type, sample] as const))(
    '%s is refused without any one of its fields, and read with one more',
    (type, sample) => {
      const whole = JSON.parse(written(sample)) as Record<string, unknown>;
      for (const field of Object.keys(whole)) {
        const { [field]: _, ...rest } = whole;
        const data = Buffer.from(JSON.stringify(rest));
        expect(() => payloadOf({ type, data })).toThrow(`${type} misses its schema`);
      }
      const data = Buffer.from(JSON.stringify({ ...whole, addedLater: 1 }));
      expect(payloadOf({ type, data })).toMatchObject({ addedLater: 1 });
    },
  );

  it('of a type that nobody has published is refused', () => {
    const data = Buffer.from('{}');
    expect(() => payloadOf({ type: 'contracts.contract.applauded.v1', data })).toThrow(
      'Nobody has published',
    );
  });
});

describe('an envelope', () => {
  const whole = {
    'ce-id': one,
    'ce-type': (catalogue.contractApproved satisfies Definition).type,
    'ce-subject': two,
    'ce-aggregateversion': '7',
    'ce-time': '2026-03-02T01:00:00.000Z',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };

  it('is written as the document of all events says', () => {
    const { type } = catalogue.contractApproved;
    const outgoing: Outgoing = {
      ...{ id: one, type, stream: 'CONTRACTS', aggregateId: two, version: '7', data: '{}' },
      ...{ occurredAt: at, recordedAt: at, trace: whole.traceparent, epoch: 2, republishedIn: 2 },
    };
    const headers = plainHeaders(headersOf(outgoing));
    const { components } = catalogue.asyncApi([], [], () => {
      throw new Error('There is no event to tell of.');
    });
    const described = components.schemas.CloudEventHeaders;
    const ajv = addFormats.default(new Ajv());
    expect([ajv.validate(described, headers), ajv.errors]).toEqual([true, null]);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(described.properties).sort());
    expect(described.required.toSorted()).toEqual(
      Object.keys(plainHeaders(headersOf({ ...outgoing, trace: null, republishedIn: null }))).sort(),
    );
    expect(readEvent('CONTRACTS', headers, Buffer.from('{}'))).toMatchObject({ eventId: one, version: 7 });
  });

  it('is read with id, aggregate, version and trace', () => {
    expect(readEvent('CONTRACTS', whole, Buffer.from('{}'))).toMatchObject({
      ...{ eventId: one, type: whole['ce-type'], aggregateId: two, version: 7, producer: 'CONTRACTS' },
      ...{ occurredAt: whole['ce-time'], trace: whole.traceparent },
    });
  });

  it.each([
    ['ce-id', ''],
    ['ce-id', 'no-uuid'],
    ['ce-subject', 'C-1'],
    ['ce-type', ''],
    ['ce-aggregateversion', '0'],
    ['ce-aggregateversion', '1.5'],
    ['ce-aggregateversion', 'one'],
    ['ce-aggregateversion', '9007199254740993'],
  ])('whose %s is %p is none of ours', (name, value) => {
    expect(readEvent('CONTRACTS', { ...whole, [name]: value }, Buffer.from('{}'))).toBeNull();
  });
});
